"""Walks: bounded, reflected, wrapped."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import PatternError, UnknownNameError
from generator.parameters import Parameter
from generator.patterns.player import Alone
from generator.patterns.sequences import cycle
from generator.patterns.walks import EDGES, brownian, drunk, walk

CEILING = Parameter("ceiling", "Ceiling", 0.0, 100.0, 10.0)
ENDS = st.integers(-50, 50)


@pytest.mark.parametrize("make", [walk, brownian, drunk])
@settings(max_examples=15)
@given(ENDS, ENDS, st.integers(0, 200), st.sampled_from(sorted(EDGES)))
def test_it_stays_between_its_ends(make: Any, low: int, high: int, step: int, edge: str) -> None:
    bottom, top = min(low, high), max(low, high)
    assert all(bottom <= place <= top for place in make(low, high, step, edge)[:100])


@pytest.mark.parametrize("make", [walk, drunk])
def test_no_step_is_larger_than_allowed(make: Any) -> None:
    places = list(make(-100, 100, 3)[:3000])
    steps = [b - a for a, b in pairwise(places)]
    assert max(map(abs, steps)) <= 3
    assert max(steps) > 2.5
    assert min(steps) < -2.5


def test_steps_have_their_laws() -> None:
    even = np.diff(list(walk(-1e9, 1e9, 2, start=0)[:5000]))
    bell = np.diff(list(brownian(-1e9, 1e9, 2, start=0)[:5000]))
    whole = np.diff(list(drunk(-(10**9), 10**9, 2, start=0)[:5000]))
    assert np.std(even) == pytest.approx(2 / 3**0.5, rel=0.04)
    assert np.std(bell) == pytest.approx(2, rel=0.04)
    assert [np.mean(whole == k) for k in range(-2, 3)] == pytest.approx([0.2] * 5, abs=0.02)
    assert abs(np.mean(even)) < 0.06


@pytest.mark.parametrize(
    ("edge", "unit", "expected"),
    [
        ("reflect", 0, [1, 0, 4, 7, 6, 0, 1]),
        ("wrap", 0, [6, 0, 4, 0, 1, 0, 1]),
        ("wrap", 1, [7, 0, 4, 7, 0, 6, 7]),
        ("stop", 0, [0, 0, 4, 7, 7, 7, 7]),
    ],
)
def test_what_becomes_of_a_place_beyond_the_ends(edge: str, unit: int, expected: list[int]) -> None:
    assert [EDGES[edge](place, 0, 7, unit) for place in (-1, 0, 4, 7, 8, 14, 15)] == expected


def test_wrapping_whole_numbers_reaches_both_ends_alike() -> None:
    places = list(drunk(0, 4, 1, "wrap")[:20_000])
    assert [places.count(k) / 20_000 for k in range(5)] == pytest.approx([0.2] * 5, abs=0.02)


def test_start_and_middle() -> None:
    assert walk(0, 10, start=3)[0] == 3
    assert walk(0, 10)[0] == 5.0
    assert drunk(60, 73)[0] == 66
    assert walk(0, 10, start=12)[0] == 8


def test_live_ends_take_a_walk_with_them() -> None:
    player = Alone(parameters={"ceiling": 10.0})
    stream = drunk(0, CEILING, cycle(1, 2)).stream(player=player)
    before = list(islice(stream, 200))
    player._parameters = {"ceiling": 2.0}
    after = list(islice(stream, 200))
    assert max(before) > 6
    assert max(after) <= 2


def test_what_cannot_be_is_named() -> None:
    with pytest.raises(PatternError, match="walk: step = -1 is out of range: give 0 or more"):
        walk(0, 1, -1)
    with pytest.raises(UnknownNameError, match="no edge of drunk named 'bounce'"):
        drunk(0, 1, edge="bounce")
