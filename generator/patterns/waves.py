"""Waves: values that come and go with the beats."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import pi, sin

from generator.patterns.arguments import number
from generator.patterns.beats import SHORTEST_BEATS, turns
from generator.patterns.pattern import Value, Values, pattern
from generator.patterns.run import Run

TURN = 2.0 * pi


@pattern
def sine(
    period: Value = 4, low: Value = 0.0, high: Value = 1.0, phase: Value = 0.0
) -> Values[float]:
    """Return a sine wave over the beats, which begins in the middle and rises.

    period: in beats from the first value, 0.001 or more; a live one bends it without a jump. low,
    high: its ends, in any unit. phase: what part of a period it is ahead, 0 to 1.

    >>> [round(value, 3) for value in sine(4, 0, 10)[:5]]
    [5.0, 10.0, 5.0, 0.0, 5.0]
    """
    return _wave("sine", (period, low, high, phase), lambda turn: 0.5 + 0.5 * sin(TURN * turn))


@pattern
def triangle(
    period: Value = 4, low: Value = 0.0, high: Value = 1.0, phase: Value = 0.0
) -> Values[float]:
    """Return a triangle over the beats, which begins low, is high after half a period; as `sine`.

    >>> list(triangle(4)[:5])
    [0.0, 0.5, 1.0, 0.5, 0.0]
    """
    return _wave(
        "triangle", (period, low, high, phase), lambda turn: 1.0 - abs(2.0 * (turn % 1.0) - 1.0)
    )


@pattern
def saw(
    period: Value = 4, low: Value = 0.0, high: Value = 1.0, phase: Value = 0.0
) -> Values[float]:
    """Return a ramp over the beats, which begins low, rises for a period and falls back; as `sine`.

    >>> list(saw(4)[:5]), list(saw(4, 1, 0)[:5])
    ([0.0, 0.25, 0.5, 0.75, 0.0], [1.0, 0.75, 0.5, 0.25, 1.0])
    """
    return _wave("saw", (period, low, high, phase), lambda turn: turn % 1.0)


@pattern
def square(
    period: Value = 4,
    low: Value = 0.0,
    high: Value = 1.0,
    phase: Value = 0.0,
    width: Value = 0.5,
) -> Values[float]:
    """Return high for the first part of each period and low for the rest; as `sine`.

    width: how much of the period is high, 0 to 1.

    >>> list(square(4)[:5]), list(square(4, width=0.25)[:4])
    ([1.0, 1.0, 0.0, 0.0, 1.0], [1.0, 0.0, 0.0, 0.0])
    """
    part = number("square: width", width, 0.0, 1.0)
    wave = saw(period, 0.0, 1.0, phase)
    bottom, top = number("square: low", low), number("square: high", high)

    def values(run: Run) -> Iterator[float]:
        lows, highs, widths = bottom(run), top(run), part(run)
        for turn in run.iterate(wave):
            low, high, width = lows(), highs(), widths()
            yield high if turn < width else low

    return values


def _wave(
    name: str, arguments: tuple[Value, Value, Value, Value], shape: Callable[[float], float]
) -> Values[float]:
    period, low, high, phase = arguments
    bottom, top = number(f"{name}: low", low), number(f"{name}: high", high)
    ahead = number(f"{name}: phase", phase)
    number(f"{name}: period", period, SHORTEST_BEATS)

    def values(run: Run) -> Iterator[float]:
        lows, highs, phases = bottom(run), top(run), ahead(run)
        for turn in turns(name, period, run):
            low = lows()
            yield low + (highs() - low) * shape(turn + phases())

    return values
