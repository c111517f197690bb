"""Units, against known values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import units


def test_pitches_and_frequencies() -> None:
    """Concert pitch and middle C."""
    assert units.frequency_hz(69.0) == 440.0
    assert units.frequency_hz(60.0) == pytest.approx(261.6255653)
    assert units.pitch_of(880.0) == pytest.approx(81.0)


def test_decibels() -> None:
    """Six dB are about two; silence is minus infinity."""
    assert units.amplitude(0.0) == 1.0
    assert units.amplitude(-20.0) == pytest.approx(0.1)
    assert units.gain_db(2.0) == pytest.approx(6.0206, abs=1e-4)
    assert units.gain_db(0.0) == float("-inf")


@given(st.floats(0.0, 135.0))
def test_pitch_and_frequency_are_each_others_inverse(pitch: float) -> None:
    """Over the whole range."""
    assert units.pitch_of(units.frequency_hz(pitch)) == pytest.approx(pitch)


def test_samples_are_the_nearest() -> None:
    """Half a sample goes to the even neighbour, as Python rounds."""
    assert units.samples(0.5, 48_000) == 24_000
    assert units.samples(1e-5, 48_000) == 0
