"""Bounds: what is refused, what is clipped, what is too long."""

from __future__ import annotations

import pytest

from generator.errors import PatternError
from generator.patterns import cycle
from generator.patterns.bounds import LONGEST_ROW, check, clipped, clipped_whole, whole_row


def test_constants_are_refused_and_live_ones_are_not() -> None:
    with pytest.raises(PatternError, match=r"^row: steps 0 is out of range: give 1 to 8$"):
        check("row", "steps", 0, 1, 8)
    with pytest.raises(PatternError, match="give 1 or more"):
        check("row", "steps", float("nan"), 1)
    check("row", "steps", cycle(0), 1, 8)


def test_live_values_are_clipped() -> None:
    assert [clipped(value, 0, 1) for value in (-5, 0.5, float("inf"))] == [0, 0.5, 1]
    assert [clipped_whole(value, 0, 8) for value in (-5, 2.4, 1e300)] == [0, 2, 8]
    for value in (None, (1, 2), "x", float("nan")):
        with pytest.raises(PatternError, match="is no number: give 0 to 1"):
            clipped(value, 0, 1)


def test_a_row_without_an_end_is_refused() -> None:
    assert len(whole_row(range(LONGEST_ROW), "x")) == LONGEST_ROW
    with pytest.raises(PatternError, match="x of a row without an end, or of more than 16,384"):
        whole_row(cycle(1), "x")
