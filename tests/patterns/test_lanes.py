"""Lanes go their own ways; two loops add up and morph."""

from __future__ import annotations

from itertools import pairwise

import pytest

from generator.errors import PatternError, UnknownNameError
from generator.patterns import cycle, seq
from generator.patterns.lanes import DIRECTIONS, lane, two_loops

ROW = (0, 1, 2, 3, 4, 5)


@pytest.mark.parametrize(
    ("direction", "expected"),
    [
        ("forward", [0, 1, 2, 3, 4, 5, 0, 1, 2]),
        ("reverse", [5, 4, 3, 2, 1, 0, 5, 4, 3]),
        ("ping-pong", [0, 1, 2, 3, 4, 5, 4, 3, 2, 1, 0, 1]),
    ],
)
def test_directions_that_are_certain(direction: str, expected: list[int]) -> None:
    assert lane(ROW, direction=direction)[: len(expected)].values() == expected
    by_number = lane(ROW, direction=DIRECTIONS.index(direction))
    assert by_number[: len(expected)].values() == expected


def test_drunk_goes_to_neighbours_and_random_anywhere() -> None:
    drunk = lane(ROW, direction="drunk")[:2000].values()
    assert {abs(b - a) for a, b in pairwise(drunk)} == {1}
    assert set(drunk) == set(ROW)
    anywhere = lane(ROW, direction="random")[:3000].values()
    assert all(400 < anywhere.count(value) < 600 for value in ROW)


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_start_and_end_bound_the_loop_in_either_order(direction: str) -> None:
    for start, end in ((2, 4), (4, 2)):
        row = lane(ROW, start, end, direction=direction)[:200].values()
        assert set(row) == {2, 3, 4}
    assert set(lane(ROW, 3, 3, direction=direction)[:20].values()) == {3}


def test_a_loop_that_is_moved_is_followed() -> None:
    row = lane(ROW, cycle(*[0] * 6, *[4] * 6), cycle(*[1] * 6, *[5] * 6))[:12].values()
    assert row == [0, 1, 0, 1, 0, 1, 4, 5, 4, 5, 4, 5]


def test_the_divider_holds_each_step() -> None:
    assert lane((7, 8), divider=3)[:8].values() == [7, 7, 7, 8, 8, 8, 7, 7]
    assert lane((7, 8, 9), divider=seq(1, 2, 3)).values() == [7, 8, 8, 9, 9, 9]


def test_a_failed_roll_keeps_the_last_value() -> None:
    assert lane(ROW, chance=0.0)[:20].values() == [0] * 20
    changed = []
    for chance in (0.0, 0.2, 0.5, 0.8, 1.0):
        row = lane(ROW, chance=chance)[:2000].values()
        changed.append(sum(a != b for a, b in pairwise(row)) / 1999)
    assert changed == pytest.approx([0.0, 0.2, 0.5, 0.8, 1.0], abs=0.04)
    mute = lane(ROW, chance=(1, 1, 0, 1, 1, 1))[:12].values()
    assert mute == [0, 1, 1, 3, 4, 5] * 2


def test_lanes_of_different_lengths_take_long_to_meet() -> None:
    pair = lane((0, 1, 2)) + 10 * lane((0, 1, 2, 3))
    row = pair[:24].values()
    assert len(set(row[:12])) == 12
    assert row[:12] == row[12:]


def test_steps_may_be_rests_chords_and_patterns() -> None:
    assert lane((None, (60, 64), cycle(1, 2)))[:6].values() == [None, (60, 64), 1] * 1 + [
        None,
        (60, 64),
        2,
    ]


def test_two_loops_add_up() -> None:
    one, two = (1, 0, 3), (0, 5, 0, 2)
    expected = [one[step % 3] + two[step % 4] if one[step % 3] else None for step in range(12)]
    row = two_loops(one, two)[:24].values()
    assert row == expected * 2


def test_the_morph_key_nudges_what_is_not_0_and_it_stays() -> None:
    pressed = seq(*[0] * 8, *[1] * 16)
    one, two = (4, 0, 8, 1), (0, 0, 0, 0, 0, 0, 0, 0)
    row = two_loops(one, two, pressed).values()
    before, after, later = row[:4], row[8:12], row[16:20]
    assert before == [4, None, 8, 1]
    assert after == later == row[20:24]
    assert [abs(b - a) for a, b in zip(before, after, strict=True) if a is not None] == [1, 1, 1]
    assert after[1] is None
    assert after[2] == 7
    assert after[3] == 2


def test_every_press_nudges_again_and_degrees_stay_in_range() -> None:
    keys = cycle(1, 0)
    row = two_loops((1, 8, 0, 4), (0,), keys)[:4000].values()
    assert row[2::4] == [None] * 1000
    heard = [value for value in row if value is not None]
    assert set(heard) == set(range(1, 9))
    counted = two_loops((4,), (0,), seq(0, 1, 2, 3, 3, 3)).values()
    assert [abs(b - a) for a, b in pairwise(counted)] == [1, 1, 1, 0, 0]


def test_what_is_wrong_is_refused() -> None:
    for wrong, text in (
        (lambda: lane(()), "0 steps"),
        (lambda: lane(ROW, end=6), "end = 6"),
        (lambda: lane(ROW, divider=0), "divider = 0"),
        (lambda: lane(ROW, chance=(1, 0)), "2 chances for 6 steps"),
        (lambda: two_loops((), (1,)), "0 steps"),
        (lambda: two_loops((1, 9), (1,)), "step 9"),
        (lambda: two_loops((1, 0.5), (1,)), "step 0.5"),
    ):
        with pytest.raises(PatternError, match=text):
            wrong()
    with pytest.raises(UnknownNameError, match="ping-pong"):
        lane(ROW, direction="pingpong")
