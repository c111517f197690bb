"""Conversions between the units that names carry."""

from __future__ import annotations

from math import exp2, log2, log10

CONCERT_PITCH_HZ = 440.0
CONCERT_PITCH = 69.0


def frequency_hz(pitch: float) -> float:
    """Return the frequency in Hz of a pitch in semitones (60 is middle C, 69 is 440 Hz)."""
    return CONCERT_PITCH_HZ * exp2((pitch - CONCERT_PITCH) / 12.0)


def pitch_of(frequency: float) -> float:
    """Return the pitch in semitones (69 is 440 Hz) of a frequency in Hz above 0."""
    return CONCERT_PITCH + 12.0 * log2(frequency / CONCERT_PITCH_HZ)


def amplitude(gain_db: float) -> float:
    """Return the linear amplitude of a gain in dB (0 dB is 1.0)."""
    return float(10.0 ** (gain_db / 20.0))


def gain_db(linear: float) -> float:
    """Return the gain in dB of a linear amplitude; silence is -inf."""
    return 20.0 * log10(linear) if linear > 0.0 else float("-inf")


def samples(seconds: float, sample_rate: int) -> int:
    """Return the sample nearest to a time in seconds."""
    return round(seconds * sample_rate)
