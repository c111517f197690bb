"""Curves: values that lead from one to another in a number of beats."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate
from math import expm1
from typing import Any

from generator.errors import PatternError
from generator.patterns.arguments import LARGEST, number
from generator.patterns.beats import elapsed
from generator.patterns.pattern import Value, Values, fixed, pattern
from generator.patterns.run import Run

Point = tuple[Value, Value]
SMALLEST = 1e-9
STRAIGHT = 1e-6
MOST_CURVE = 50.0


@pattern
def line(start: Value, end: Value, beats: Value) -> Values[float]:
    """Return a straight line from start to end in a number of beats, then the end for ever.

    beats: 0 or more, from the first value.

    >>> list(line(0, 10, 4)[:6])
    [0.0, 2.5, 5.0, 7.5, 10.0, 10.0]
    """
    return _leading(
        "line", (start, end, beats), -LARGEST, lambda low, high, t: low + (high - low) * t
    )


@pattern
def expon(start: Value, end: Value, beats: Value) -> Values[float]:
    """Return values from start to end in equal ratios in a number of beats, then the end for ever.

    start, end: 1e-9 or more. beats: 0 or more, from the first value. As a tempo or a frequency
    moves evenly.

    >>> [round(value, 9) for value in expon(1, 16, 4)[:6]]
    [1.0, 2.0, 4.0, 8.0, 16.0, 16.0]
    """
    return _leading(
        "expon", (start, end, beats), SMALLEST, lambda low, high, t: low * (high / low) ** t
    )


@pattern
def envelope(*points: Point, curve: Value = 0.0) -> Values[float]:
    """Return values along breakpoints, pairs of a beat and a value; the last one's for ever.

    Beats count from the first value; before the first point its value holds, and points at the same
    beat are a step. curve: -50 to 50: 0 straight, above 0 slow at first, below 0 fast at first.
    Live beats are never before those of the point before. Raises PatternError for no point, for one
    that is no pair, and for constant beats that go back.

    >>> list(envelope((0, 0), (2, 1), (4, 0.5))[:6])
    [0.0, 0.5, 1.0, 0.75, 0.5, 0.5]
    """
    arguments = [_point(each) for each in points]
    if not arguments:
        raise PatternError("envelope of nothing: give pairs of a beat and a value")
    constants = [beat for beat in (fixed(point[0]) for point in points) if beat is not None]
    if constants != sorted(constants):
        raise PatternError(f"envelope: the beats {constants} go back: give them in order")
    bend = number("envelope: curve", curve, -MOST_CURVE, MOST_CURVE)

    def values(run: Run) -> Iterator[float]:
        readers = [(beat(run), value(run)) for beat, value in arguments]
        curves = bend(run)
        for passed in elapsed(run):
            beats = list(accumulate((beat() for beat, _ in readers), max))
            heights = [float(value()) for _, value in readers]
            yield _height(beats, heights, passed, curves())

    return values


def _leading(
    name: str,
    arguments: tuple[Value, Value, Value],
    least: float,
    between: Callable[[float, float, float], float],
) -> Values[float]:
    begin = number(f"{name}: start", arguments[0], least)
    finish = number(f"{name}: end", arguments[1], least)
    length = number(f"{name}: beats", arguments[2], 0.0)

    def values(run: Run) -> Iterator[float]:
        starts, ends, lengths = begin(run), finish(run), length(run)
        for passed in elapsed(run):
            start, end, beats = starts(), ends(), lengths()
            yield float(end) if passed >= beats else between(start, end, passed / beats)

    return values


def _height(beats: list[float], heights: list[float], passed: float, curve: float) -> float:
    later = next((k for k, beat in enumerate(beats) if beat > passed), None)
    if later is None:
        return heights[-1]
    if not later:
        return heights[0]
    start, end = beats[later - 1], beats[later]
    part = (passed - start) / (end - start)
    if abs(curve) > STRAIGHT:
        part = expm1(curve * part) / expm1(curve)
    return heights[later - 1] + (heights[later] - heights[later - 1]) * part


def _point(point: Any) -> tuple[Any, Any]:
    try:
        beat, value = point
    except (TypeError, ValueError):
        raise PatternError(f"envelope: {point!r:.40} is no pair of a beat and a value") from None
    return number("envelope: beat", beat), number("envelope: value", value)
