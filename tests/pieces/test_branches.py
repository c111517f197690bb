"""The garden: its tuning, and that what grows in it grows as a plant does."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from statistics import mean, median

import pytest

from generator.pieces.branches import MODES, TUNING
from tests.pieces.performing import perform

ORDERS = ("stem", "boughs", "twigs", "leaves")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_pitch_lies_in_the_tuning(seed: int) -> None:
    played = perform("branches", seed, 60.0, angle=2.0)
    assert len(played.events) > 40
    for event in played.events:
        assert abs(TUNING.nearest(event.pitch) - event.pitch) < 1e-9


def test_the_tuning_is_of_whole_ratios_of_two_to_seven() -> None:
    for interval in TUNING.intervals:
        assert isinstance(interval, Fraction)
        rest = interval.numerator * interval.denominator
        for prime in (2, 3, 5, 7):
            while rest % prime == 0:
                rest //= prime
        assert rest == 1


@pytest.mark.parametrize("steps", MODES)
def test_every_mode_has_the_pure_fifth_of_the_drone(steps: tuple[int, ...]) -> None:
    assert TUNING.subset(steps).interval(3) == Fraction(3, 2)


def test_higher_orders_are_higher_softer_and_shorter() -> None:
    played = perform("branches", 1, 90.0, branches=1.0)
    rows = [played.part(name) for name in ORDERS]
    for lower, upper in pairwise(rows):
        assert median(e.pitch for e in upper) > median(e.pitch for e in lower) + 5.0
        assert mean(e.amplitude for e in upper) < mean(e.amplitude for e in lower)
        assert mean(e.duration_beats for e in upper) < mean(e.duration_beats for e in lower)


def test_depth_says_how_many_orders_there_are() -> None:
    for depth in range(4):
        played = perform("branches", 2, 60.0, depth=float(depth), branches=1.0)
        assert [name for name in ORDERS if played.part(name)] == list(ORDERS[: depth + 1])


def test_a_branch_begins_after_its_stem() -> None:
    played = perform("branches", 3, 60.0)
    first = [min(event.beat for event in played.part(name)) for name in ORDERS]
    assert first == sorted(first)
    assert len(set(first)) == len(ORDERS)


def test_branches_and_drone_can_be_left_out() -> None:
    bare = perform("branches", 2, 45.0, branches=0.0, drone=0.0)
    assert {event.part for event in bare.events if event.amplitude} == {"stem", "gong"}
