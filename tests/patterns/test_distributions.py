"""Distributions: their laws, their bounds, their live arguments."""

from __future__ import annotations

from itertools import islice
from typing import Any

import pytest

from generator.errors import PatternError
from generator.parameters import Parameter
from generator.patterns.distributions import (
    beta,
    cauchy,
    dice,
    exponential,
    gaussian,
    poisson,
    triangular,
    uniform,
    weibull,
)
from generator.patterns.player import Alone
from generator.patterns.sequences import cycle
from tests.patterns.fit import chances, chi_square, draws, kolmogorov, poisson_mass

LEVEL = Parameter("level", "Level", -10.0, 10.0, 0.0)

# Of a hundred draws that follow their law one has a chance below 0.01. These ten seeds hold none,
# here and in `make bench`; that all chances together are spread evenly shows they are no exception.
SEEDS = range(31, 41)
DRAWS = 12_000


def test_draws_follow_their_laws() -> None:
    found = [
        (seed, name, chance) for seed in SEEDS for name, chance in chances(DRAWS, seed).items()
    ]
    assert [each for each in found if each[2] <= 0.01] == []
    assert kolmogorov([chance for *_, chance in found], lambda evenly: evenly) > 0.01


@pytest.mark.parametrize("mean", [0.5, 9.9, 10.0, 25.0, 300.0])
def test_poisson_holds_on_both_sides_of_its_two_ways(mean: float) -> None:
    sample = draws(poisson(mean), 5000, 2)
    assert chi_square(sample, poisson_mass(mean)) > 0.01


def test_poisson_of_a_million_is_near_it() -> None:
    sample = draws(poisson(1e6), 200, 1)
    assert all(abs(value - 1e6) < 5000 for value in sample)
    assert draws(poisson(0), 5, 1) == [0] * 5


@pytest.mark.parametrize(
    ("pattern", "low", "high"),
    [
        (uniform(5, -5), -5, 5),
        (dice(6, 1), 1, 6),
        (beta(0.01, 0.01, 2, 1), 1, 2),
        (triangular(4, 0, 9), 0, 4),
        (triangular(3, 3), 3, 3),
        (gaussian(7, 0), 7, 7),
        (cauchy(7, 0), 7, 7),
        (exponential(0), 0, 0),
        (weibull(0, 2), 0, 0),
    ],
)
def test_ends_are_never_left_in_whichever_order(pattern: Any, low: float, high: float) -> None:
    sample = draws(pattern, 500, 3)
    assert low <= min(sample) <= max(sample) <= high


def test_live_arguments_are_read_at_each_draw_and_clipped() -> None:
    player = Alone(parameters={"level": -3.0})
    for pattern in (gaussian(4, LEVEL), cauchy(4, LEVEL)):
        assert list(islice(pattern.stream(player=player), 3)) == [4.0] * 3
    for pattern in (poisson(LEVEL), exponential(LEVEL), weibull(LEVEL)):
        assert list(islice(pattern.stream(player=player), 3)) == [0, 0, 0]
    assert all(0 <= v <= 1 for v in islice(beta(LEVEL, LEVEL).stream(player=player), 50))
    assert all(v == -3 for v in islice(triangular(LEVEL, LEVEL, 5).stream(player=player), 5))
    assert list(dice(cycle(1, 5), cycle(1, 5))[:4]) == [1, 5, 1, 5]


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (lambda: gaussian(0, -1), "gaussian: deviation = -1 is out of range: give 0 or more"),
        (lambda: beta(0, 1), "beta: a = 0 is out of range: give 0.01 or more"),
        (lambda: poisson(-1), "poisson: mean = -1 is out of range: give 0 to 1e"),
        (lambda: weibull(1, 0), "weibull: shape = 0 is out of range: give 0.05 or more"),
        (lambda: exponential(-1), "exponential: mean = -1"),
        (lambda: cauchy(0, -1), "cauchy: spread = -1"),
    ],
)
def test_constants_out_of_range_are_named(make: Any, text: str) -> None:
    with pytest.raises(PatternError, match=text):
        make()
