"""Scales in tunings: what a named scale becomes there, roots, chords and generated scales."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import RangeError, UnknownNameError, UsageError
from generator.theory.chord_symbol import chord_named
from generator.theory.scale import CHURCH_MODES, Scale
from generator.theory.tuned_scale import TunedScale, generated, moment_sizes
from generator.theory.tuning import Tuning
from generator.theory.tunings import MAKAMS, MAQAMAT, edo, tuning_named
from generator.theory.voicing import close

MEANTONE = tuning_named("quarter comma meantone")


@settings(max_examples=30)
@given(st.sampled_from(sorted(CHURCH_MODES)), st.integers(40, 80), st.integers(-20, 20))
def test_in_twelve_equal_steps_it_is_the_scale(name: str, tonic: int, degree: int) -> None:
    plain = Scale.named(name, tonic)
    for tuned in (TunedScale.named(name, tonic), TunedScale.named(name, tonic, edo(12))):
        assert tuned.pitch(degree) == pytest.approx(plain.pitch(degree), abs=1e-9)
        assert tuned.degree(tonic + degree + 0.2) == plain.degree(tonic + degree + 0.2)
        assert tuned.pitches(50, 70) == pytest.approx(plain.pitches(50, 70))


def test_a_root_on_a_keyboard_has_intervals_of_its_own() -> None:
    """C major in meantone has pure thirds; E major has the diminished fourth G#-C for a B#."""
    major = TunedScale.named("major", "C4", MEANTONE)
    assert major.row.period_cents == 1200
    assert third(major) == pytest.approx(386.314, abs=0.001)
    assert third(major.on("G#4")) == pytest.approx(427.373, abs=0.001)  # G# to C: no third
    assert str(major.on("Bb3")) == "A# major in quarter comma meantone"


def third(scale: TunedScale) -> float:
    return (scale.pitch(2) - scale.pitch(0)) * 100


@pytest.mark.parametrize(
    ("name", "divisions", "widths"),
    [
        ("major", 19, "3323332"),
        ("major", 31, "5535553"),
        ("major", 53, "9949994"),
        ("dorian", 17, "3133313"),
        ("major pentatonic", 5, "11111"),
        ("minor", 24, "4244244"),
    ],
)
def test_a_scale_falls_on_the_nearest_degrees(name: str, divisions: int, widths: str) -> None:
    scale = TunedScale.named(name, "C4", edo(divisions))
    found = [high - low for low, high in pairwise((*scale.steps, divisions))]
    assert "".join(map(str, found)) == widths


@pytest.mark.parametrize("name", [*MAQAMAT, *MAKAMS])
def test_every_maqam_and_makam_can_be_named(name: str) -> None:
    scale = TunedScale.named(name, "D4")
    assert scale.pitch(0) == 62
    assert scale.pitch(7) == pytest.approx(74)
    assert 62 in scale


def test_neutral_thirds() -> None:
    assert third(TunedScale.named("maqam rast", "C4")) == pytest.approx(350)
    assert third(TunedScale.named("Makam Rast", "C4")) == pytest.approx(17 * 1200 / 53)
    safi = TunedScale.named("makam rast", "C4", tuning_named("safi al-din"))
    assert third(safi) == pytest.approx(384.36, abs=0.01)  # eight fifths down


def test_bohlen_pierce_chords_are_three_to_five_to_seven() -> None:
    scale = TunedScale.named("bohlen-pierce lambda", "C4")
    ratios = [2 ** ((pitch - scale.tonic) / 12) for pitch in scale.chord(0, step=1)]
    assert len(scale) == 9
    assert scale.chord(9)[0] == pytest.approx(scale.pitch(9))
    assert ratios[0] == 1
    wide = [scale.tuning.interval(degree) for degree in (0, 6, 10)]
    assert wide == [1, Fraction(5, 3), Fraction(7, 3)]


def test_chords_written_by_symbol_sound_in_a_tuning() -> None:
    pitches = MEANTONE.retuned(close(chord_named("Cmaj7"), 60))
    assert pitches == tuple(MEANTONE.pitch(degree) for degree in (0, 4, 7, 11))


@pytest.mark.parametrize(
    ("name", "tuning", "said"),
    [
        ("major", edo(5), "does not fit tuning '5-edo'"),
        ("major", tuning_named("bohlen-pierce"), "repeats after 1200 cents"),
        ("bohlen pierce lambda", edo(31), "repeats after 1902 cents"),
        ("major", Tuning("one", ()), "repeats after 1200 cents"),
    ],
)
def test_what_does_not_fit_is_refused(name: str, tuning: Tuning, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        TunedScale.named(name, "C4", tuning)


def test_unknown_names_and_steps() -> None:
    with pytest.raises(UnknownNameError, match="maqam bayati"):
        TunedScale.named("maqam bayatti")
    with pytest.raises(UsageError, match="rise from 0"):
        TunedScale("bad", edo(7), (0, 3, 3))


def test_generated_scales() -> None:
    """The diatonic of seven fifths from the one below the root; refused where notes meet."""
    assert generated(12, 7, 7, below=1) == Scale.named("major").steps
    assert generated(53, 31, 5) == (0, 9, 18, 31, 40)
    with pytest.raises(UsageError, match="they are 3 degrees"):
        generated(12, 4, 5)
    with pytest.raises(UsageError, match="without the root"):
        generated(12, 7, 5, below=-1)
    with pytest.raises(RangeError, match="13 of 12"):
        generated(12, 7, 13)


@pytest.mark.parametrize(
    ("divisions", "generator", "sizes"),
    [
        (12, 7, (2, 3, 5, 7)),
        (19, 11, (2, 3, 5, 7, 12)),
        (13, 3, (2, 3, 4, 5, 9)),  # Bohlen-Pierce
        (12, 4, (2,)),
        (22, 13, (2, 3, 5, 7, 12, 17)),
    ],
)
def test_moments_of_symmetry(divisions: int, generator: int, sizes: tuple[int, ...]) -> None:
    """By their definition: every interval of so many steps comes in two widths at most."""
    assert moment_sizes(divisions, generator) == sizes
    for size in sizes:
        notes = generated(divisions, generator, size)
        higher = [*notes, *(note + divisions for note in notes)]
        for span in range(1, size):
            assert len({higher[n + span] - higher[n] for n in range(size)}) <= 2
