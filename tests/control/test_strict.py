"""Values from outside are taken for what they have to be and for nothing else."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from generator.control.strict import LARGEST_WHOLE, number, text, whole
from generator.errors import RangeError, UsageError


@pytest.mark.parametrize("value", [1, 1.0, True, np.float32(1.0), np.int64(1), Fraction(1)])
def test_every_kind_of_number_is_one(value: Any) -> None:
    assert number(value, "a") == 1.0
    assert type(number(value, "a")) is float


@pytest.mark.parametrize("value", ["1", None, [], {}, b"1", 1j, object])
def test_what_is_no_number_is_refused(value: object) -> None:
    with pytest.raises(UsageError, match=r"a = .* is no number"):
        number(value, "a")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf"), 10**400, -1.0, 3.0])
def test_what_is_out_of_range_is_refused(value: float) -> None:
    with pytest.raises(RangeError, match=r"^a "):
        number(value, "a", 0.0, 2.0)


@pytest.mark.parametrize("value", [1.0, True, "1", None, [1]])
def test_what_is_no_whole_number_is_refused(value: object) -> None:
    with pytest.raises(UsageError, match="no whole number"):
        whole(value, "a")


def test_a_whole_number_has_bounds() -> None:
    for value in (-1, LARGEST_WHOLE + 1, 10**5000):
        with pytest.raises(RangeError, match="out of range: give 0 to"):
            whole(value, "a")


@pytest.mark.parametrize("value", [1, None, b"a", "x" * 4097, ["a"]])
def test_a_text_is_a_text_of_some_length(value: object) -> None:
    with pytest.raises(UsageError, match=r"^a = .{1,120}$"):
        text(value, "a")


def test_what_cannot_even_be_shown_is_refused() -> None:
    with pytest.raises(UsageError, match="a = such a list is no number"):
        number([10**5000], "a")
