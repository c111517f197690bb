"""Chaos: known values for 1,000 terms.

What is known of a chaotic course in floating point: each term is the rounded image of the one
before (checked here in exact fractions, rounding where the computer rounds); the exact course is
followed for as long as 53 bits can; and its statistics are those of the law.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, getcontext, localcontext
from fractions import Fraction
from itertools import pairwise
from math import asin, isfinite, pi, sin, sqrt
from statistics import fmean

import pytest

from generator.errors import PatternError, UsageError
from generator.patterns import cycle
from generator.patterns.chaos import henon, logistic, lorenz, moved, rossler, tent
from generator.patterns.pattern import Pattern

TERMS = 1000


def rounded(value: Fraction) -> Fraction:
    """Return the double nearest to an exact number."""
    return Fraction(float(value))


def test_logistic_at_4_in_exact_fractions() -> None:
    known = Fraction(0.1)
    for value in logistic(4.0, 0.1)[:TERMS]:
        assert value == known
        known = rounded(rounded(4 * known) * rounded(1 - known))


def test_logistic_at_4_follows_the_exact_solution() -> None:
    """sin²(2ⁿ θ): an error doubles with every step, so 53 bits agree for about 40."""
    start = 0.3
    theta = asin(sqrt(start))
    row = logistic(4.0, start)[:40].values()
    for place, value in enumerate(row):
        assert value == pytest.approx(sin(2**place * theta) ** 2, abs=1e-15 * 2.0 ** (place + 2))


def test_logistic_at_4_follows_the_exact_course() -> None:
    """In 700 decimal digits, enough for 1,000 terms that are right to more than 90."""
    with localcontext() as context:
        context.prec = 700
        exact = [Decimal(3) / 10]
        for _ in range(TERMS - 1):
            exact.append(4 * exact[-1] * (1 - exact[-1]))
        row = logistic(4.0, 0.3)[:TERMS].values()
        for place in range(40):
            assert abs(Decimal(row[place]) - exact[place]) < Decimal(2) ** (place - 51)
    assert getcontext().prec < 700
    for rows in (row, list(map(float, exact))):  # both as the arcsine law has it (Ulam 1947)
        ordered = sorted(2.0 / pi * asin(sqrt(value)) for value in rows)
        assert max(abs(value - place / TERMS) for place, value in enumerate(ordered)) < 0.052


def test_logistic_below_chaos_settles() -> None:
    assert logistic(2.5, 0.2)[TERMS] == pytest.approx(0.6, abs=1e-12)
    three = logistic(3.83)[TERMS : TERMS + 6].values()
    assert three[:3] == pytest.approx(three[3:], abs=1e-9)
    assert len({round(value, 6) for value in three}) == 3
    assert max(logistic(cycle(9.0))[:50]) <= 1.0


def test_tent_in_exact_fractions_and_never_out_of_digits() -> None:
    known = Fraction(0.1)
    for value in tent(1.9, 0.1)[:TERMS]:
        assert value == known
        known = rounded(Fraction(1.9) * (known if known < Fraction(1, 2) else rounded(1 - known)))
    late = tent(2.0, 0.1)[TERMS : 2 * TERMS].values()
    assert len(set(late)) == TERMS
    assert max(abs(value - place / TERMS) for place, value in enumerate(sorted(late))) < 0.052


def test_henon_in_exact_fractions() -> None:
    x, y = Fraction(0), Fraction(0)
    for value in henon()[:TERMS]:
        assert value == x
        bent = rounded(rounded(Fraction(1.4) * x) * x)
        x, y = rounded(rounded(1 - bent) + y), rounded(Fraction(0.3) * x)
    assert -1.29 < min(henon()[:TERMS]) < -1.27
    assert 1.26 < max(henon()[:TERMS]) < 1.28


def test_henon_that_escapes_begins_anew() -> None:
    row = henon(2.0, 1.0)[:TERMS].values()
    assert max(map(abs, row)) <= 10.0
    assert 0.0 in row[1:]


@pytest.mark.parametrize(
    ("make", "axis", "low", "high"),
    [
        *((lorenz, "x", -20, 20), (lorenz, "y", -28, 28), (lorenz, "z", 0, 50)),
        *((rossler, "x", -10, 12), (rossler, "y", -11, 8), (rossler, "z", 0, 23)),
    ],
)
def test_flows_stay_on_their_attractors(
    make: Callable[..., Pattern[float]], axis: str, low: float, high: float
) -> None:
    row = make(axis=axis)[:3000].values()
    assert low < min(row) < low + 0.2 * (high - low)
    assert high - 0.25 * (high - low) < max(row) < high


def test_runge_and_kutta_are_of_the_fourth_order() -> None:
    """A turn round a circle comes back; half the step, a sixteenth of the error."""

    def error(times: int) -> float:
        point = (1.0, 0.0, 0.0)
        for _ in range(times):
            point = moved(lambda p, law: (-p[1], p[0], 0.0), point, [], 2.0 * pi / times)
        return sqrt((point[0] - 1.0) ** 2 + point[1] ** 2)

    assert error(8) / error(16) == pytest.approx(16.0, rel=0.15)


@pytest.mark.parametrize("beta", [0.5, 8.0 / 3.0, 10.0])
def test_lorenz_holds_at_the_largest_sigma_rho_and_step(beta: float) -> None:
    """On the attractor the mean of x² is beta times that of z, as the laws of x and z say."""
    x, z = (lorenz(50.0, 100.0, beta, 0.1, axis)[:1500].values() for axis in "xz")
    assert fmean(value * value for value in x[200:]) == pytest.approx(
        beta * fmean(z[200:]), rel=0.05
    )
    assert 1.0 not in z[1:], "it has begun anew"
    with pytest.raises(PatternError, match="rho = 101"):
        lorenz(rho=101.0)


def test_lorenz_rests_at_its_fixed_points() -> None:
    """Below rho = 13.9 it settles where x = y = root of beta (rho - 1), z = rho - 1."""
    assert lorenz(rho=10.0)[2000] == pytest.approx(sqrt(8.0 / 3.0 * 9.0), abs=1e-6)
    assert lorenz(rho=10.0, axis="z")[2000] == pytest.approx(9.0, abs=1e-6)


def test_live_numbers_may_go_wild() -> None:
    for wild in (cycle(-1e9, 1e9, 3), cycle(1e300)):
        rows = [lorenz(wild, wild, wild, wild), rossler(wild, wild, wild, wild)]
        rows += [henon(wild, wild), logistic(wild), tent(wild)]
        for row in rows:
            assert all(map(isfinite, row[:300]))


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(PatternError, match=r"logistic: r = 4.1 is out of range: give 0 to 4"):
        logistic(4.1)
    with pytest.raises(PatternError, match="lorenz: rho = -1"):
        lorenz(rho=-1)
    with pytest.raises(UsageError, match="axis of lorenz named 'w'"):
        lorenz(axis="w")


def test_neighbours_part() -> None:
    one, other = logistic(4.0, 0.3)[:60].values(), logistic(4.0, 0.3 + 1e-12)[:60].values()
    apart = [abs(a - b) for a, b in zip(one, other, strict=True)]
    assert apart[10] < 1e-8
    assert max(apart[45:]) > 0.1
    assert all(a != b for a, b in pairwise(one))
