"""Euclidean rhythms and metric weights."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import UsageError
from generator.theory import euclid, metric_weights

PAIRS = [(hits, steps) for steps in range(1, 33) for hits in range(steps + 1)]
TOUSSAINT = {  # from the paper's table of rhythms
    (1, 2): "x.", (1, 3): "x..", (1, 4): "x...", (4, 12): "x..x..x..x..", (2, 5): "x.x..",
    (3, 4): "x.xx", (3, 5): "x.x.x", (3, 7): "x.x.x..", (3, 8): "x..x..x.", (4, 7): "x.x.x.x",
    (4, 9): "x.x.x.x..", (4, 11): "x..x..x..x.", (5, 6): "x.xxxx", (5, 7): "x.xx.xx",
    (5, 8): "x.xx.xx.", (5, 9): "x.x.x.x.x", (5, 11): "x.x.x.x.x..", (5, 12): "x..x.x..x.x.",
    (5, 16): "x..x..x..x..x...", (7, 8): "x.xxxxxx", (7, 12): "x.xx.x.xx.x.",
    (7, 16): "x..x.x.x..x.x.x.", (9, 16): "x.xx.x.x.xx.x.x.", (11, 24): "x..x.x.x.x.x..x.x.x.x.x.",
    (13, 24): "x.xx.x.x.x.x.xx.x.x.x.x.",
}  # fmt: skip


def written(pattern: tuple[bool, ...]) -> str:
    return "".join("x" if hit else "." for hit in pattern)


def necklace(pattern: tuple[bool, ...]) -> tuple[bool, ...]:
    return max(pattern[turn:] + pattern[:turn] for turn in range(len(pattern)))


@pytest.mark.parametrize(("pair", "pattern"), TOUSSAINT.items())
def test_rhythms_of_the_paper(pair: tuple[int, int], pattern: str) -> None:
    assert written(euclid(*pair)) == pattern


@pytest.mark.parametrize(("hits", "steps"), PAIRS)
def test_rhythms_are_maximally_even(hits: int, steps: int) -> None:
    """The same necklace as that of the even division, floor(i * hits / steps)."""
    even = tuple((place * hits) % steps < hits for place in range(steps))
    pattern = euclid(hits, steps)
    assert sum(pattern) == hits
    assert necklace(pattern) == necklace(even)
    assert pattern[0] or hits == 0


@given(st.sampled_from(PAIRS), st.integers(-40, 40))
def test_rotation_moves_the_pattern_earlier(pair: tuple[int, int], rotation: int) -> None:
    plain, turned = euclid(*pair), euclid(*pair, rotation=rotation)
    assert all(turned[i] == plain[(i + rotation) % len(plain)] for i in range(len(plain)))


@pytest.mark.parametrize(("hits", "steps"), [(9, 8), (-1, 8), (0, 0)])
def test_impossible_rhythms_are_refused(hits: int, steps: int) -> None:
    with pytest.raises(UsageError, match="Euclidean rhythm"):
        euclid(hits, steps)


def test_metric_weights_of_known_bars() -> None:
    assert metric_weights((2, 2, 2, 2)) == (4, 0, 1, 0, 2, 0, 1, 0, 3, 0, 1, 0, 2, 0, 1, 0)
    assert metric_weights((2, 3)) == (2, 0, 0, 1, 0, 0)
