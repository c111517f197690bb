"""Where a note goes in Csound's time, so that it starts on its exact sample.

With --sample-accurate, Csound 6 rounds a real-time event to the nearest control cycle and then
takes the offset within the cycle rounded down: an onset in the upper half of a cycle comes one
whole cycle late. The cure: aim a quarter of a sample past the onset, and where it lies in the
upper half, one cycle earlier, with the length made up.
"""

from __future__ import annotations

ONSET_AIM = 0.25
LENGTH_AIM = 0.25


def first_startable(onset_sample: int, ksmps: int) -> int:
    """Return the onset, or the second cycle's start where Csound cannot reach it.

    In the very first cycle there is no earlier cycle to aim at.
    """
    return ksmps if onset_sample < ksmps and 2 * onset_sample >= ksmps else onset_sample


def placed(
    onset_sample: int, duration_samples: int, sample_rate: int, ksmps: int
) -> tuple[float, float]:
    """Return p2 and p3 in seconds for a note at an onset sample of a length in samples.

    A note that would end exactly on a cycle's boundary ends one sample earlier: Csound would let
    it sound for another cycle.
    """
    onset = first_startable(onset_sample, ksmps)
    length = duration_samples
    if length > 1 and (onset + length) % ksmps == 0:
        length -= 1
    shift = ksmps if 2 * (onset % ksmps) >= ksmps else 0
    return (
        (onset + ONSET_AIM - shift) / sample_rate,
        (length + LENGTH_AIM + shift) / sample_rate,
    )
