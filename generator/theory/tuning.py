"""Tunings: rows of intervals above a first degree, of any size, that repeat at any period.

A pitch is a float in equal semitones (60 is middle C, 69 is 440 Hz), and p5 is its exact frequency.
So a tuning is a way from degrees to pitches, and whatever takes pitches plays it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import floor, inf, isfinite, log2

from generator.errors import RangeError, UsageError
from generator.theory.pitch import pitch_named
from generator.units import pitch_of

Interval = Fraction | float
"""A ratio of frequencies as a Fraction, or cents as a float."""

MAXIMUM_OCTAVES = 100
HIGHEST = Fraction(2) ** MAXIMUM_OCTAVES
MINIMUM_PERIOD_CENTS = 1.0
SAME_PITCH = 1e-6  # semitones; what rounding leaves is a thousand times less
MIDDLE_C = 60.0


def cents_of(interval: Interval) -> float:
    """Return an interval in cents: a Fraction is a ratio of frequencies, a float cents already.

    >>> cents_of(Fraction(2)), round(cents_of(Fraction(3, 2)), 3), cents_of(386.3)
    (1200.0, 701.955, 386.3)
    """
    return 1200.0 * log2(interval) if isinstance(interval, Fraction) else interval


@dataclass(frozen=True)
class Tuning:
    """A row of intervals above degree 0, in their order; the last one is the period.

    intervals: ratios above 0 as Fractions, and cents as floats, within 100 octaves; they need not
    rise, and there may be none. The period is an octave or not, upwards or down, of a cent or more;
    without one (0 cents) the degrees repeat at the same pitches. tonic: the pitch of degree 0.
    Degrees may be negative or pass the period. Raises UsageError for what is no such interval.

    >>> third = Tuning("a third and a fifth", (Fraction(5, 4), Fraction(3, 2), Fraction(2)))
    >>> [round(third.pitch(degree), 3) for degree in (-1, 0, 1, 2, 3)]
    [55.02, 60.0, 63.863, 67.02, 72.0]
    >>> third.degree(68), 60 in third, 64 in third, len(third)
    (2, True, False, 3)
    """

    name: str
    intervals: tuple[Interval, ...]
    tonic: float = MIDDLE_C

    def __post_init__(self) -> None:
        """Refuse what cannot be played."""
        for degree, interval in enumerate(self.intervals, start=1):
            if not _is_playable(interval):
                give = f"give a ratio above 0, or cents, within {MAXIMUM_OCTAVES} octaves"
                raise UsageError(f"{self._title}: degree {degree} = {interval!s:.40}: {give}")
        if 0.0 < abs(self.period_cents) < MINIMUM_PERIOD_CENTS:
            least = f"give {MINIMUM_PERIOD_CENTS:g} cent or more, or 0"
            raise UsageError(f"{self._title}: period of {self.period_cents:g} cents: {least}")
        if not isfinite(self.tonic):
            raise UsageError(f"{self._title}: tonic {self.tonic} is no pitch")

    @property
    def _title(self) -> str:
        return f"tuning {self.name!r:.60}"

    def __str__(self) -> str:
        return self.name

    def __len__(self) -> int:
        return max(len(self.intervals), 1)

    def __contains__(self, pitch: float) -> bool:
        return abs(self.nearest(pitch) - pitch) < SAME_PITCH

    @cached_property
    def period_cents(self) -> float:
        """The interval at which the row repeats, in cents."""
        return cents_of(self.intervals[-1]) if self.intervals else 0.0

    def pitch(self, degree: float) -> float:
        """Return the pitch of a degree; that of 2.5 lies in the middle between 2 and 3."""
        below = floor(degree)
        lower = self._pitch(below)
        if below == degree:
            return lower
        return lower + (degree - below) * (self._pitch(below + 1) - lower)

    def _pitch(self, degree: int) -> float:
        periods, index = divmod(degree, len(self._cents))
        return self.tonic + (self._cents[index] + periods * self.period_cents) / 100.0

    @cached_property
    def _cents(self) -> tuple[float, ...]:
        return (0.0, *map(cents_of, self.intervals[:-1]))

    def interval(self, degree: int) -> Interval:
        """Return the interval of a degree above degree 0, as a ratio where that is known exactly.

        >>> Tuning("triad", (Fraction(5, 4), Fraction(3, 2), Fraction(2))).interval(4)
        Fraction(5, 2)
        """
        periods, index = divmod(degree, len(self))
        within = self.intervals[index - 1] if index else Fraction(1)
        period = self.intervals[-1] if self.intervals else Fraction(1)
        if isinstance(within, Fraction) and isinstance(period, Fraction):
            return Fraction(within * period**periods)
        return self._cents[index] + periods * self.period_cents

    # -- from pitches to degrees

    def degree(self, pitch: float) -> int:
        """Return the degree nearest to a pitch, the lower one of two equally near."""
        rank = self._rank(pitch)
        ways = self._degree_of(rank - 1), self._degree_of(rank)
        return min(ways, key=lambda degree: abs(self._pitch(degree) - pitch))

    def nearest(self, pitch: float) -> float:
        """Return the pitch of the tuning nearest to a pitch, the lower one of two equally near.

        >>> just = Tuning("just third", (Fraction(5, 4), Fraction(2)))
        >>> round(just.nearest(64), 3)
        63.863
        """
        return self._pitch(self.degree(pitch))

    def retuned(self, pitches: Iterable[float]) -> tuple[float, ...]:
        """Return pitches that were written in equal semitones, such as a chord's, in the tuning.

        >>> Tuning("quarter tones", (50.0,)).retuned((60, 63.4, 67))
        (60.0, 63.5, 67.0)
        """
        return tuple(map(self.nearest, pitches))

    def pitches(self, low: float, high: float) -> list[float]:
        """Return the pitches of the tuning from low to high, both included, as they rise.

        >>> Tuning("thirds", (400.0,)).pitches(60, 70)
        [60.0, 64.0, 68.0]
        """
        ranks = range(self._rank(low - SAME_PITCH), self._rank(high + SAME_PITCH))
        return sorted(self._pitch(self._degree_of(rank)) for rank in ranks)

    def _rank(self, pitch: float) -> int:
        """Return the place, in the order of height, of the lowest pitch not below another."""
        heights, _ = self._ladder
        periods, above = divmod((pitch - self.tonic) * 100.0, abs(self.period_cents) or inf)
        return int(periods) * len(heights) + bisect_left(heights, above)

    def _degree_of(self, rank: int) -> int:
        _, degrees = self._ladder
        periods, place = divmod(rank, len(degrees))
        return degrees[place] + periods * self._turn

    @cached_property
    def _turn(self) -> int:
        """How many degrees further the pitches are the same, one period higher."""
        return len(self) * ((self.period_cents > 0.0) - (self.period_cents < 0.0))

    @cached_property
    def _ladder(self) -> tuple[tuple[float, ...], tuple[int, ...]]:
        """The heights within a period in cents, as they rise, and the first degree of each."""
        found: dict[float, int] = {}
        for degree, cents in enumerate(self._cents):
            periods, height = divmod(cents, abs(self.period_cents)) if self._turn else (0.0, cents)
            found.setdefault(height, degree - int(periods) * self._turn)
        heights, degrees = zip(*sorted(found.items()), strict=True)
        return heights, degrees

    # -- other tunings

    def on(self, tonic: float | str) -> Tuning:
        """Return the tuning with degree 0 on another pitch, in semitones or by name.

        >>> Tuning("octaves", (Fraction(2),)).on("D4").pitch(1)
        74.0
        """
        return replace(self, tonic=pitch_named(tonic) if isinstance(tonic, str) else tonic)

    def at(self, degree: int, frequency_hz: float) -> Tuning:
        """Return the tuning moved so that a degree has a frequency in Hz, above 0.

        Names of notes still mean the pitches that they have where A4 is 440 Hz. Raises RangeError.

        >>> Tuning("fifth", (Fraction(3, 2), Fraction(2))).at(1, 660.0).tonic
        69.0
        """
        if not (0.0 < frequency_hz < inf):
            raise RangeError(f"degree {degree} at {frequency_hz} Hz: give a frequency above 0")
        return self.on(self.tonic + pitch_of(frequency_hz) - self.pitch(degree))

    def transposed(self, degrees: int) -> Tuning:
        """Return the tuning with its first degree where another was; the intervals stay.

        >>> Tuning("fifth", (700.0, 1200.0)).transposed(1).pitches(60, 80)
        [62.0, 67.0, 74.0, 79.0]
        """
        return self.on(self.pitch(degrees))

    def subset(self, steps: Sequence[int], root: int = 0, name: str = "") -> Tuning:
        """Return a row of some degrees, counted from a root, that is its first one.

        steps: rising, from 0 to below the number of degrees; all of them give a mode of the tuning.
        Raises UsageError for others.

        >>> Tuning("thirds", (400.0, 800.0, 1200.0)).subset((0, 1), root=1).pitches(60, 80)
        [64.0, 68.0, 76.0, 80.0]
        """
        if list(steps) != sorted({0, *steps}) or steps[-1] >= len(self):
            rise = f"let them rise from 0 to at most {len(self) - 1}"
            raise UsageError(f"{self._title}: steps {list(steps)!r:.60}: {rise}")
        above = (_between(self, root, root + step) for step in (*steps[1:], len(self)))
        return Tuning(name or self.name, tuple(above), self.pitch(root))


def _is_playable(interval: Interval) -> bool:
    if isinstance(interval, Fraction):
        return 1 / HIGHEST <= interval <= HIGHEST
    return abs(interval) <= 1200.0 * MAXIMUM_OCTAVES


def _between(tuning: Tuning, low: int, high: int) -> Interval:
    first, second = tuning.interval(low), tuning.interval(high)
    if isinstance(first, Fraction) and isinstance(second, Fraction):
        return second / first
    return cents_of(second) - cents_of(first)
