"""Sequences: orders that are given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import PatternError
from generator.parameters import Parameter
from generator.patterns.distributions import uniform
from generator.patterns.pattern import Pattern
from generator.patterns.player import Alone
from generator.patterns.sequences import cycle, interleave, loop, pingpong, rotate, seq, stutter

ROWS = st.lists(st.integers(), min_size=1, max_size=9)
COUNT = Parameter("count", "Count", 0.0, 8.0, 1.0)


@pytest.mark.parametrize("make", [seq, cycle])
def test_nothing_is_no_sequence(make: Callable[..., Pattern[Any]]) -> None:
    with pytest.raises(PatternError, match=f"{make.__name__} of nothing: give one value"):
        make()


@settings(max_examples=20)
@given(ROWS)
def test_a_sequence_plays_once_and_a_cycle_for_ever(row: list[int]) -> None:
    assert list(seq(*row)) == row
    assert list(cycle(*row)[: 3 * len(row)]) == row * 3


@settings(max_examples=20)
@given(ROWS)
def test_ping_pong_turns_with_one_or_two_at_the_ends(row: list[int]) -> None:
    once = row + row[-2:0:-1]
    assert list(pingpong(row)[: 2 * len(once)]) == once * 2
    assert list(pingpong(seq(*row), 2)[: 4 * len(row)]) == (row + row[::-1]) * 2


@settings(max_examples=20)
@given(ROWS, st.integers(-20, 20))
def test_rotate_begins_later(row: list[int], by: int) -> None:
    turned = [row[(k + by) % len(row)] for k in range(len(row))]
    assert list(rotate(row, by)[: len(row)]) == turned


@settings(max_examples=20)
@given(ROWS, st.integers(1, 5))
def test_stutter_repeats_each_value(row: list[int], times: int) -> None:
    assert list(stutter(seq(*row), times)) == [value for value in row for _ in range(times)]


def test_stutter_is_never_less_than_once() -> None:
    player = Alone(parameters={"count": 0.0})
    assert list(stutter(seq(1, 2), COUNT).stream(player=player)) == [1, 2]
    with pytest.raises(PatternError, match="stutter: times = 0 is out of range: give 1 or more"):
        stutter(seq(1), 0)


def test_a_loop_keeps_what_it_drew() -> None:
    drawn = list(loop(uniform()[:5])[:15])
    assert drawn == drawn[:5] * 3
    assert len(set(drawn)) == 5
    assert list(loop([1, cycle(2, 3)])[:4]) == [1, 2, 1, 2]
    with pytest.raises(PatternError, match="loop: a row without an end"):
        list(loop(cycle(1))[:1])


def test_interleave_leaves_out_what_has_ended() -> None:
    assert list(interleave(seq(1, 2, 3), seq(10), [7, 8])) == [1, 10, 7, 2, 8, 3]
    assert list(interleave(seq(1, 2), None)) == [1, None, 2, None]
    assert list(interleave(cycle(1), seq(2))[:5]) == [1, 2, 1, 1, 1]
    with pytest.raises(PatternError, match="without a row"):
        interleave(1, 2)


def test_a_pattern_in_a_row_gives_a_value_each_time() -> None:
    assert list(pingpong([0, cycle(1, 2), 3])[:8]) == [0, 1, 3, 2, 0, 1, 3, 2]
    assert list(rotate([0, seq(1, 2)], 0)) == [0, 1, 0, 2, 0]
