"""Scales: degrees, membership, the nearest pitch, names."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import UnknownNameError
from generator.theory import CHURCH_MODES, STEPS, Scale

SCALES = st.builds(Scale.named, st.sampled_from(sorted(STEPS)), st.integers(0, 127))
DEGREES = st.integers(-40, 40)
BRIGHT_TO_DARK = ("lydian", "ionian", "mixolydian", "dorian", "aeolian", "phrygian", "locrian")


@pytest.mark.parametrize("name", STEPS)
def test_steps_rise_within_an_octave_from_the_tonic(name: str) -> None:
    steps = STEPS[name]
    assert steps[0] == 0
    assert list(steps) == sorted(set(steps))
    assert steps[-1] < 12


def test_church_modes_are_the_rotations_of_the_major_scale() -> None:
    major = Scale.named("major")
    for degree, (name, steps) in enumerate(CHURCH_MODES.items()):
        rotation = [major.pitch(degree + step) - major.pitch(degree) for step in range(7)]
        assert steps == tuple(rotation), name


def test_church_modes_darken_by_one_step_at_a_time() -> None:
    sums = [sum(CHURCH_MODES[name]) for name in BRIGHT_TO_DARK]
    assert [a - b for a, b in pairwise(sums)] == [1] * 6


@given(SCALES, DEGREES)
def test_a_degree_leads_to_its_pitch_and_back(scale: Scale, degree: int) -> None:
    assert scale.degree(scale.pitch(degree)) == degree
    assert scale.pitch(degree) in scale


@given(SCALES, DEGREES)
def test_degrees_repeat_at_the_octave(scale: Scale, degree: int) -> None:
    assert scale.pitch(degree + len(scale)) == scale.pitch(degree) + 12


@given(SCALES, st.floats(0.0, 127.0))
def test_nearest_is_nearest(scale: Scale, pitch: float) -> None:
    """No pitch of the scale within an octave is nearer; of two, it is the lower."""
    others = scale.pitches(int(pitch) - 13, int(pitch) + 13)
    assert scale.nearest(pitch) == min(others, key=lambda other: (abs(other - pitch), other))


@given(SCALES, st.integers(0, 127))
def test_membership_looks_at_the_class(scale: Scale, pitch: int) -> None:
    assert (pitch in scale) == ((pitch - scale.tonic) % 12 in scale.steps)
    assert pitch + 0.5 not in scale


@pytest.mark.parametrize(
    ("name", "tonic", "names"),
    [
        ("major", "C4", "C D E F G A B"),
        ("lydian", "F#3", "Gb Ab Bb C Db Eb F"),
        ("phrygian", "C#4", "C# D E F# G# A B"),
        ("harmonic minor", "A4", "A B C D E F G#"),
        ("minor pentatonic", "D4", "D F G A C"),
    ],
)
def test_spelling(name: str, tonic: str, names: str) -> None:
    """Seven letters for seven degrees, with the fewest accidentals; sharps for other scales."""
    assert " ".join(Scale.named(name, tonic).names) == names


def test_a_scale_moves_to_another_tonic() -> None:
    assert Scale.named("dorian", "D4").on(64) == Scale.named("dorian", "E4")
    assert str(Scale.named("dorian", "E4")) == "E dorian"


def test_an_unknown_scale_is_named_with_its_neighbours() -> None:
    with pytest.raises(UnknownNameError, match="did you mean dorian"):
        Scale.named("dorain")
