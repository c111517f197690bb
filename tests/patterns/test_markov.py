"""Markov chains: orders, tables, dead ends."""

from __future__ import annotations

from collections import Counter
from itertools import islice, pairwise
from typing import Any

import pytest

from generator.errors import PatternError
from generator.parameters import Parameter
from generator.patterns.markov import markov
from generator.patterns.player import Alone
from generator.patterns.sequences import cycle, seq

ORDER = Parameter("order", "Order", 1.0, 3.0, 1.0)
WEIGHT = Parameter("weight", "Weight", 0.0, 9.0, 1.0)
TUNE = [60, 62, 64, 65, 64, 62, 60, 67, 65, 64, 62, 64, 60, 60]


def windows(values: list[Any], length: int) -> set[tuple[Any, ...]]:
    return {tuple(values[k : k + length]) for k in range(len(values) - length + 1)}


@pytest.mark.parametrize("order", [1, 2, 3, 5])
def test_every_step_is_one_of_the_model(order: int) -> None:
    """A tune that ends as it began has no dead end."""
    tune = TUNE + TUNE[:order]
    played = list(markov(tune, order, start=tune[:order])[:500])
    assert windows(played, order + 1) <= windows(tune, order + 1)
    assert played[:order] == tune[:order]


def test_steps_come_as_often_as_in_the_model() -> None:
    played = list(markov([0, 1, 0, 1, 0, 2, 0], start=0)[:6000])
    after_0 = Counter(b for a, b in pairwise(played) if a == 0)
    assert after_0[1] / after_0.total() == pytest.approx(2 / 3, abs=0.03)


def test_a_table_has_weights_or_lists() -> None:
    weighted = list(markov({0: {1: 3, 2: 1}, 1: {0: 1}, 2: {0: 5}}, start=0)[:4000])
    listed = list(markov({0: [1, 1, 1, 2], 1: [0], 2: [0]}, start=0)[:4000])
    for played in (weighted, listed):
        assert played[::2] == [0] * 2000
        assert played.count(1) / 2000 == pytest.approx(0.75, abs=0.04)


def test_a_table_of_order_2_falls_back_to_what_it_gathers() -> None:
    table = {(0, 1): {2: 1}, (1, 2): {0: 1}, (2, 0): {1: 1}}
    assert list(markov(table, 2, start=[0, 1])[:7]) == [0, 1, 2, 0, 1, 2, 0]
    assert list(markov(table, 2, start=1)[:5]) == [1, 2, 0, 1, 2]
    assert list(markov(table, cycle(1, 2), start=1)[:5]) == [1, 2, 0, 1, 2]


def test_a_dead_end_goes_on_by_how_often_values_come() -> None:
    played = list(markov([1, 1, 1, 9], start=9)[:4000])
    assert played[0] == 9
    assert {b for a, b in pairwise(played) if a == 9} == {1, 9}
    assert list(markov({0: {1: 1}, 1: {}}, start=0)[:4]) == [0, 1, 1, 1]


def test_several_sequences_are_not_run_together() -> None:
    played = list(markov([[1, 2, 1], [8, 9, 8]], start=1)[:200])
    assert set(played) == {1, 2}


def test_notes_of_any_kind() -> None:
    tune = [(60, 1.0), (64, 0.5), None, (60, 1.0), (67, 0.5), None]
    assert set(markov(tune)[:100]) == set(tune)
    assert list(markov(seq(5, 6, 5), start=5)[:4]) == [5, 6, 5, 6]


def test_the_order_may_be_steered_up_to_its_maximum() -> None:
    player = Alone(parameters={"order": 3.0})
    tune = TUNE + TUNE[:3]
    stream = markov(tune, ORDER, start=tune[:3]).stream(player=player)
    assert windows(list(islice(stream, 400)), 4) <= windows(tune, 4)
    player._parameters = {"order": 1.0}
    loose = list(islice(stream, 2000))
    assert windows(loose[1:], 2) <= windows(tune, 2)
    assert not windows(loose, 4) <= windows(tune, 4)


def test_weights_may_be_steered() -> None:
    player = Alone(parameters={"weight": 0.0})
    stream = markov({0: {1: WEIGHT, 2: 1}, 1: {0: 1}, 2: {0: 1}}, start=0).stream(player=player)
    assert 1 not in list(islice(stream, 100))
    player._parameters = {"weight": 9.0}
    assert list(islice(stream, 200)).count(1) > 80


def test_a_long_model_of_every_order_starts_fast_and_never_ends() -> None:
    tune = [k * k % 101 for k in range(2000)]
    assert len(list(markov(tune, cycle(1, 8))[:3000])) == 3000


@pytest.mark.parametrize(
    ("source", "options", "text"),
    [
        ([], {}, "markov of nothing"),
        ([[], []], {}, "markov of nothing"),
        ({}, {}, "markov of nothing"),
        ({0: {}}, {}, "markov of nothing"),
        ("abc", {}, "give a list of values, a pattern or a table"),
        (5, {}, "give a list of values, a pattern or a table"),
        ([1, [2], 3], {}, "unhashable"),
        (cycle(1, 2), {}, "markov: a row without an end"),
        ([1, 2], {"order": 0}, "markov: order = 0 is out of range: give 1 to 16"),
        ([1, 2], {"order": 17}, "give 1 to 16"),
        ([1, 2], {"start": 3}, "start 3 is no value of the model"),
        ({0: {1: -1}}, {}, r"markov after \(.*\): weight 1 = -1 is out of range"),
        ({0: {1: 0, 2: 0}}, {}, "all 2 weights are 0"),
        ({0: {1: 1}}, {"order": 2}, "the key 0 is no tuple of 2 values"),
        ({0: 5}, {}, "what follows 0, 5, is no table and no list"),
    ],
)
def test_a_model_that_is_none_is_named(source: Any, options: dict[str, Any], text: str) -> None:
    with pytest.raises(PatternError, match=text):
        markov(source, **options)
