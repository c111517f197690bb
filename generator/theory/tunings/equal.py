"""Equal divisions, of the octave and of other intervals."""

from __future__ import annotations

from fractions import Fraction
from math import log2

from generator.errors import RangeError
from generator.theory.tuning import Interval, Tuning, cents_of

MAXIMUM_DIVISIONS = 10_000
TRITAVE = Fraction(3)


def edo(divisions: int) -> Tuning:
    """Return the octave in 1 to 10,000 equal steps; raises RangeError for any other number.

    >>> edo(31).name, round(edo(31).pitch(18), 4)
    ('31-edo', 66.9677)
    """
    return equal(divisions, name=f"{divisions}-edo")


def equal(divisions: int, interval: Interval = Fraction(2), name: str = "") -> Tuning:
    """Return an interval, a ratio (Fraction) or cents, in 1 to 10,000 equal steps.

    Raises RangeError for another number of steps and UsageError for what is no interval.

    >>> equal(13, Fraction(3)).period_cents
    1901.9550008653873
    """
    if not (isinstance(divisions, int) and 1 <= divisions <= MAXIMUM_DIVISIONS):
        raise RangeError(f"{divisions!r:.40} equal steps: give 1 to {MAXIMUM_DIVISIONS:,}")
    period = cents_of(Tuning("period", (interval,)).intervals[0])
    steps = (period * step / divisions for step in range(1, divisions))
    return Tuning(name or f"{divisions} steps of {interval}", (*steps, interval))


def carlos(fifth: int, major: int, minor: int, name: str = "") -> Tuning:
    """Return the steps that come nearest to 3/2, 5/4 and 6/5 with so many in each.

    By least squares, after Wendy Carlos, Tuning: At the Crossroads (1987), whose alpha, beta and
    gamma have 9, 11 and 20 to the fifth; no octave. The period is the fifth of so many steps.

    >>> round(carlos(9, 5, 4).period_cents / 9, 3)
    77.965
    """
    aims = {fifth: Fraction(3, 2), major: Fraction(5, 4), minor: Fraction(6, 5)}
    step = sum(n * 1200.0 * log2(aim) for n, aim in aims.items()) / sum(n * n for n in aims)
    return equal(fifth, step * fifth, name or f"{fifth} steps to a fifth")
