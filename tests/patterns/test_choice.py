"""Choice: by weight, without repeats, shuffled."""

from __future__ import annotations

from collections import Counter
from itertools import islice, pairwise
from math import nan
from typing import Any

import pytest

from generator.errors import PatternError
from generator.parameters import Parameter
from generator.patterns.choice import choice, shuffle, urn
from generator.patterns.player import Alone
from generator.patterns.sequences import cycle, seq
from tests.patterns.fit import chi_square

BIAS = Parameter("bias", "Bias", -1.0, 1.0, 0.0)
DRAWS = 5000


@pytest.mark.parametrize(
    ("weights", "shares"),
    [
        (None, (0.25, 0.25, 0.25, 0.25)),
        ((1, 2, 3, 4), (0.1, 0.2, 0.3, 0.4)),
        ((0.5, 0, 0, 0.5), (0.5, 0.0, 0.0, 0.5)),
        ((1, 2, cycle(3), 4), (0.1, 0.2, 0.3, 0.4)),
        ((1, BIAS, BIAS, 1), (0.5, 0.0, 0.0, 0.5)),
        ((0, BIAS, 0, 0), (0.25, 0.25, 0.25, 0.25)),
    ],
)
def test_a_choice_follows_its_weights(weights: Any, shares: tuple[float, ...]) -> None:
    """A live bias below 0 counts as 0, and weights that are all 0 as even."""
    player = Alone(7, {"bias": -0.5})
    drawn = list(islice(choice(0, 1, 2, 3, weights=weights).stream(player=player), DRAWS))
    assert chi_square(drawn, lambda k: shares[k] if k < 4 else 0.0) > 0.01


def test_a_chosen_pattern_moves_on_only_then() -> None:
    drawn = list(choice(cycle(1, 2, 3), None, weights=(1, 1))[:200])
    counted = [value for value in drawn if value is not None]
    assert counted == [k % 3 + 1 for k in range(len(counted))]
    assert 60 < len(counted) < 140


@pytest.mark.parametrize(
    ("weights", "text"),
    [
        ((1,), "choice of 2 values has 1 weights: give one each"),
        ((0, 0), "all 2 weights are 0: give one above 0"),
        ((1, -2), "choice: weight 2 = -2 is out of range: give 0 or more"),
        ((1, nan), "choice: weight 2 = nan"),
        ((1, "2"), "choice: weight 2 = '2': give a number"),
    ],
)
def test_weights_that_cannot_be_are_named(weights: Any, text: str) -> None:
    with pytest.raises(PatternError, match=text):
        choice(60, 62, weights=weights)


def test_weights_that_die_away_end_up_even() -> None:
    fading = cycle(*(0.5**k for k in range(1080)))
    assert {*choice(1, 2, weights=(fading, 0))[:990]} == {1}
    assert {*choice(1, 2, weights=(fading, 0))[1000:1080]} == {1, 2}


@pytest.mark.parametrize("make", [choice, urn])
def test_nothing_to_choose_from_is_named(make: Any) -> None:
    with pytest.raises(PatternError, match=f"{make.__name__} of nothing"):
        make()


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_an_urn_gives_all_before_any_comes_again(count: int) -> None:
    drawn = list(urn(*range(count))[: 50 * count])
    rounds = [sorted(drawn[k : k + count]) for k in range(0, len(drawn), count)]
    assert rounds == [list(range(count))] * 50
    assert count == 1 or all(a != b for a, b in pairwise(drawn))


def test_the_orders_of_an_urn_and_of_a_shuffle_are_all_as_likely() -> None:
    drawn = list(urn(0, 1, 2)[: 3 * DRAWS])
    orders = [tuple(drawn[k : k + 3]) for k in range(0, len(drawn), 3)]
    shuffled = [tuple(shuffle([0, 1, 2]).stream(seed)) for seed in range(600)]
    for found in (orders, shuffled):
        counts = Counter(found)
        numbers = [sorted(counts).index(order) for order in found]
        assert len(counts) == 6
        assert chi_square(numbers, lambda k: 1 / 6 if k < 6 else 0.0) > 0.01


def test_a_shuffle_ends_and_may_be_taken_up_again() -> None:
    assert sorted(shuffle(seq(5, 6, 7))) == [5, 6, 7]
    again = list(shuffle([1, 2, 3, 4]).repeat(8))
    assert len({tuple(again[k : k + 4]) for k in range(0, 32, 4)}) > 4
