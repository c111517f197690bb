"""Tonal tension: near on the spiral of fifths is calm."""

from __future__ import annotations

import pytest

from generator.measure.material import Material, Sounded
from generator.measure.tension import diameter, place, settled, tension


def chord(beat: float, *pitches: float) -> list[Sounded]:
    return [Sounded(beat / 2, 1.0, beat, 2.0, "a", pitch, 0.5) for pitch in pitches]


def test_a_fifth_is_a_quarter_turn_up() -> None:
    assert place(60.0) == pytest.approx((0.0, 1.0, 0.0), abs=1e-9)
    assert place(67.0) == pytest.approx((1.0, 0.0, (2 / 15) ** 0.5), abs=1e-9)
    assert place(72.0) == place(60.0)
    assert place(66.0, -6) != place(66.0)  # G flat in G flat, F sharp in C


def test_dissonance_is_wider_than_a_triad() -> None:
    triad, tritone = diameter(chord(0.0, 60, 64, 67)), diameter(chord(0.0, 60, 66))
    assert diameter(chord(0.0, 60)) == 0.0
    assert 0.0 < triad < tritone


def test_a_section_settles_where_its_end_is_calmer() -> None:
    calm, tense = (60.0, 64.0, 67.0, 72.0), (60.0, 61.0, 66.0, 72.0)
    rising = [*(tense,) * 3, calm]
    notes = [
        note
        for beat, pitches in enumerate([*rising, *rising, *rising[::-1]])
        for note in chord(2.0 * beat, *pitches)
    ]
    material = Material(tuple(notes), (0.0, 8.0, 16.0))
    assert [beat for beat, _ in tension(material)] == [2.0 * window for window in range(12)]
    assert settled(material) == pytest.approx(2 / 3)
    assert settled(Material(tuple(notes))) is None


def test_percussion_and_what_barely_reaches_over_do_not_count() -> None:
    first = [note._replace(length_beats=2.04) for note in chord(0.0, 60, 64, 67)]
    then = chord(2.0, 61, 65, 68)
    drum = [note._replace(part="drum") for note in chord(0.0, 62, 66, 70)]
    material = Material((*first, *then, *drum), unpitched=frozenset({"drum"}))
    assert [value for _, value in tension(material)] == pytest.approx([1.79, 1.79], abs=0.01)


def cadences(up: int) -> Material:
    chords = ((60, 64, 67), (65, 69, 72), (67, 71, 74, 77), (60, 64, 67)) * 3
    placed = (chord(2.0 * at, *(pitch + up for pitch in each)) for at, each in enumerate(chords))
    return Material(tuple(note for each in placed for note in each))


@pytest.mark.parametrize("up", range(1, 12))
def test_every_key_is_as_tense_as_c(up: int) -> None:
    values, in_c = ([value for _, value in tension(cadences(each))] for each in (up, 0))
    assert values == pytest.approx(in_c)
