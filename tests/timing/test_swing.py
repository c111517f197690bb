"""Swing is a rising map that leaves whole beats alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.timing.swing import swung

SWING = st.floats(0.0, 1.0)


def test_full_swing_makes_triplets() -> None:
    """The off-beat eighth comes at two thirds."""
    assert swung(3.5, 1.0) == pytest.approx(3.0 + 2.0 / 3.0)
    assert swung(3.75, 1.0) == pytest.approx(3.0 + 5.0 / 6.0)


@given(st.integers(0, 10_000), SWING)
def test_whole_beats_stay(beat: int, swing: float) -> None:
    """Swing never moves the beat itself."""
    assert swung(float(beat), swing) == beat


@given(st.floats(0.0, 1e5), st.floats(0.0, 1e5), SWING)
def test_order_is_kept(first: float, second: float, swing: float) -> None:
    """What comes earlier without swing comes no later with it."""
    low, high = sorted((first, second))
    assert swung(low, swing) <= swung(high, swing)
