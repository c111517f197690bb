"""Sway: deviations that wander."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.composition import Sway


@given(st.integers(0, 2**32))
def test_deviations_lie_between_0_and_1(seed: int) -> None:
    sway = Sway(Random(seed))
    assert all(-1e-9 <= sway() <= 1.0 + 1e-9 for _ in range(300))


def test_deviations_are_correlated_and_long_in_memory() -> None:
    """Neighbours are alike (0.8 by construction), and so, less, are values ten apart."""
    sway = Sway(Random(5))
    values = [sway() - 0.5 for _ in range(20_000)]
    power = sum(value * value for value in values)

    def correlation(lag: int) -> float:
        return sum(a * b for a, b in zip(values, values[lag:], strict=False)) / power

    assert correlation(1) == pytest.approx(0.8, abs=0.04)
    assert 0.1 < correlation(8) < correlation(4) < correlation(1)
    assert (power / len(values)) ** 0.5 == pytest.approx(0.13, abs=0.01)


def test_the_same_stream_sways_alike() -> None:
    first, second = Sway(Random(1)), Sway(Random(1))
    assert [first() for _ in range(50)] == [second() for _ in range(50)]
