"""Key signatures that save accidentals, and how pitches are spelt under them."""

from __future__ import annotations

import doctest

import pytest

from generator.render import notation_keys, notation_metre
from generator.render.notation_keys import SIGNATURES, signatures, spelling

LETTERS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
SIGNS = {-1: "b", 0: "", 1: "#", 2: "##", 0.5: "+", -0.5: "-"}
MAJOR = (0, 2, 4, 5, 7, 9, 11, 12)


def names(sharps: int, *pitches: float) -> str:
    found = [spelling(pitch, sharps) for pitch in pitches]
    return " ".join(f"{each.letter}{SIGNS[each.raised]}{each.octave}" for each in found)


@pytest.mark.parametrize("sharps", SIGNATURES)
def test_a_major_scale_needs_no_accidental(sharps: int) -> None:
    tonic = 60 + 7 * sharps % 12
    scale = [float(tonic + step) for step in MAJOR]
    assert signatures([scale * 3]) == [sharps]
    letters = [spelling(pitch, sharps).letter for pitch in scale[:7]]
    assert len(set(letters)) == 7
    signs = [spelling(pitch, sharps).raised for pitch in scale[:7]]
    assert sum(signs) == sharps


@pytest.mark.parametrize("sharps", SIGNATURES)
def test_a_spelling_sounds_as_the_pitch(sharps: int) -> None:
    for quarter in range(24, 260):
        letter, raised, octave = spelling(quarter / 2, sharps)
        assert 12 * (octave + 1) + LETTERS[letter] + raised == quarter / 2


def test_chromatic_notes_are_those_of_the_key() -> None:
    assert names(0, 61, 63, 66, 68, 70) == "C#4 Eb4 F#4 G#4 Bb4"
    assert names(-3, 61, 66, 71, 73) == "Db4 Gb4 B4 Db5"
    assert names(5, 60, 67, 65) == "B#3 F##4 E#4"
    assert names(-6, 59, 69, 71) == "Cb4 A4 Cb5"


def test_quarter_tones_stand_beside_the_natural() -> None:
    assert names(0, 60.5, 61.5, 63.5, 64.5) == "C+4 D-4 E-4 E+4"
    assert names(-1, 69.5, 70.5) == "A+4 B-4"


def test_a_signature_changes_where_that_saves_enough() -> None:
    d_major = [62.0, 64.0, 66.0, 67.0, 69.0, 71.0, 73.0]
    e_flat = [63.0, 65.0, 67.0, 68.0, 70.0, 72.0, 74.0]
    assert signatures([d_major] * 4 + [e_flat] * 8 + [d_major] * 5) == [2] * 4 + [-3] * 8 + [2] * 5
    assert signatures([d_major] * 4 + [e_flat] * 2 + [d_major] * 4) == [2] * 10
    assert signatures([[60.0, 66.0], []]) == [0, 0]
    assert signatures([[60.5, 63.5, 68.5]] * 20) == [0] * 20
    assert signatures([]) == []


@pytest.mark.parametrize("module", [notation_keys, notation_metre])
def test_examples_hold(module: object) -> None:
    results = doctest.testmod(module)  # type: ignore[arg-type]
    assert results.attempted > 0
    assert results.failed == 0
