"""Bounds: constant arguments are refused outside them, live ones clipped, long rows refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from math import inf, isnan
from typing import Any, TypeVar

from generator.errors import PatternError
from generator.patterns.pattern import fixed

T = TypeVar("T")

LONGEST_ROW = 16_384


def check(name: str, what: str, value: Any, low: float, high: float = inf) -> None:
    """Raise PatternError, naming pattern, value and bounds, for a constant outside them.

    >>> check("euclidean", "steps", 8, 1, 1024)
    """
    number = fixed(value)
    if number is not None and not low <= number <= high:
        bounds = f"{low:g} or more" if high == inf else f"{low:g} to {high:g}"
        raise PatternError(f"{name}: {what} {number!r} is out of range: give {bounds}")


def clipped(value: Any, low: float, high: float) -> float:
    """Return a live value within bounds; raises PatternError for what is no number.

    >>> clipped(1.5, 0.0, 1.0)
    1.0
    """
    try:
        if isnan(value):
            raise TypeError
    except TypeError:
        raise PatternError(f"{value!r:.40} is no number: give {low:g} to {high:g}") from None
    return low if value < low else high if value > high else float(value)


def clipped_whole(value: Any, low: int, high: int) -> int:
    """Return a live value as the nearest whole number within bounds.

    >>> clipped_whole(2.6, 0, 8)
    3
    """
    return round(clipped(value, low, high))


def whole_row(values: Iterable[T], name: str) -> list[T]:
    """Return all values of a row that ends; raises PatternError for one of more than 16,384.

    >>> whole_row(range(3), "retrograde")
    [0, 1, 2]
    """
    row = list(islice(values, LONGEST_ROW + 1))
    if len(row) > LONGEST_ROW:
        raise PatternError(
            f"{name} of a row without an end, or of more than {LONGEST_ROW:,} values: "
            "give a stretch of it, such as p[:8], or the values in a bar"
        )
    return row


def bars_of(values: Iterator[T], bar: int) -> Iterator[list[T]]:
    """Return a row cut into bars of so many values, the last one maybe shorter.

    >>> list(bars_of(iter(range(5)), 2))
    [[0, 1], [2, 3], [4]]
    """
    while row := list(islice(values, bar)):
        yield row
