"""Which key a tune is in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum, sqrt
from typing import NamedTuple

from generator.theory.pitch import OCTAVE
from generator.theory.scale import Scale

# How well each class fits a key on C, as listeners rated it: Krumhansl and Kessler (1982).
MAJOR_PROFILE = (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88)
MINOR_PROFILE = (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17)
PROFILES = {"major": MAJOR_PROFILE, "minor": MINOR_PROFILE}


class KeyFit(NamedTuple):
    """A key and how well a tune fits it: the correlation, -1 to 1."""

    key: Scale
    correlation: float


def keys_of(notes: Iterable[tuple[float, float]]) -> tuple[KeyFit, ...]:
    """Return the 24 major and minor keys, the best fit first, of pitches with durations.

    A pitch is in semitones (60 is middle C), a duration in any unit. The durations of each pitch
    class are correlated with the key profiles, as in Krumhansl, Cognitive Foundations of Musical
    Pitch (1990), chapter 4. Without notes, and where all twelve classes last the same, every
    correlation is 0.0.

    >>> best = keys_of([(60, 1.0), (64, 1.0), (67, 2.0), (65, 0.5), (62, 0.5), (60, 2.0)])[0]
    >>> str(best.key), round(best.correlation, 2)
    ('C major', 0.94)
    """
    sums: list[list[float]] = [[] for _ in range(OCTAVE)]
    for pitch, duration in notes:
        sums[round(pitch) % OCTAVE].append(duration)
    heard = [fsum(durations) for durations in sums]
    fits = [
        KeyFit(Scale.named(mode, 60 + tonic), _correlation(heard[tonic:] + heard[:tonic], profile))
        for mode, profile in PROFILES.items()
        for tonic in range(OCTAVE)
    ]
    return tuple(sorted(fits, key=lambda fit: -fit.correlation))


def _correlation(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Return Pearson's correlation, by exact sums: the same on every version of Python."""
    dx, dy = _deviations(xs), _deviations(ys)
    spread = sqrt(fsum(x * x for x in dx) * fsum(y * y for y in dy))
    return fsum(x * y for x, y in zip(dx, dy, strict=True)) / spread if spread else 0.0


def _deviations(values: Sequence[float]) -> list[float]:
    mean = fsum(values) / len(values)
    return [value - mean for value in values]
