"""Walks: values that are never far from the one before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from generator.patterns.arguments import number, one_of, whole
from generator.patterns.pattern import Value, Values, pattern
from generator.patterns.run import Run

Step = Callable[[float], float]


@pattern
def walk(
    low: Value, high: Value, step: Value = 1.0, edge: str = "reflect", start: Value | None = None
) -> Values[float]:
    """Return a random walk: each value is the one before plus any amount up to a step, up or down.

    low, high: the ends, in any unit and either order. step: 0 or more. edge: what happens there:
    reflect, wrap (to the other end) or stop. start: the middle, if not given. Raises PatternError
    and UnknownNameError.

    >>> [round(place, 2) for place in walk(0, 10)[:4]]
    [5.0, 4.59, 5.36, 4.95]
    """
    return _walking("walk", (low, high, start), step, edge, lambda run: _uniform(run))


@pattern
def brownian(
    low: Value,
    high: Value,
    deviation: Value = 1.0,
    edge: str = "reflect",
    start: Value | None = None,
) -> Values[float]:
    """Return Brownian motion: each value is the one before plus a gaussian step.

    deviation: the standard deviation of the steps, 0 or more; all else as for `walk`.

    >>> [round(place, 2) for place in brownian(0, 10, 0.5)[:4]]
    [5.0, 5.9, 6.11, 5.45]
    """
    return _walking("brownian", (low, high, start), deviation, edge, lambda run: _gaussian(run))


@pattern
def drunk(
    low: Value, high: Value, step: Value = 1, edge: str = "reflect", start: Value | None = None
) -> Values[int]:
    """Return a walk on whole numbers: up to a step up or down, or staying, all as likely.

    low, high: the ends, both of them reached, in either order. step: a whole number, 0 or more.
    edge: what happens there: reflect, wrap or stop. start: the middle, if not given. The drunk of
    Max (Opcode 1990). Raises PatternError and UnknownNameError.

    >>> list(drunk(60, 72, 2)[:8])
    [66, 66, 64, 63, 64, 66, 68, 69]
    """
    bend = EDGES[one_of("edge of drunk", edge, EDGES)]
    ends = whole("drunk: low", low), whole("drunk: high", high)
    size = whole("drunk: step", step, 0)
    begin = None if start is None else whole("drunk: start", start)

    def values(run: Run) -> Iterator[int]:
        random = run.random.random
        lows, highs, steps = ends[0](run), ends[1](run), size(run)
        low, high = _ordered(lows(), highs())
        place = (low + high) // 2 if begin is None else begin(run)()
        while True:
            place = bend(place, low, high, 1)
            yield place
            most = steps()
            place += int(random() * (2 * most + 1)) - most
            low, high = _ordered(lows(), highs())

    return values


def _walking(
    name: str, ends: tuple[Any, ...], step: Value, edge: str, stepping: Callable[[Run], Step]
) -> Values[float]:
    bend = EDGES[one_of(f"edge of {name}", edge, EDGES)]
    bottom, top = number(f"{name}: low", ends[0]), number(f"{name}: high", ends[1])
    size = number(f"{name}: step", step, 0.0)
    begin = None if ends[2] is None else number(f"{name}: start", ends[2])

    def values(run: Run) -> Iterator[float]:
        lows, highs, steps, draw = bottom(run), top(run), size(run), stepping(run)
        low, high = _ordered(lows(), highs())
        place = 0.5 * (low + high) if begin is None else begin(run)()
        while True:
            if not low <= place <= high:
                place = bend(place, low, high, 0)
            yield place
            place += draw(steps())
            low, high = _ordered(lows(), highs())

    return values


def _uniform(run: Run) -> Step:
    random = run.random.random
    return lambda step: step * (2.0 * random() - 1.0)


def _gaussian(run: Run) -> Step:
    gauss = run.random.gauss
    return lambda step: gauss(0.0, step)


def _ordered(low: Any, high: Any) -> tuple[Any, Any]:
    return (low, high) if low <= high else (high, low)


# What becomes of a place beyond the ends; unit: 1 between whole numbers, else 0


def _reflected(place: Any, low: Any, high: Any, unit: int) -> Any:
    width = high - low
    if not width:
        return low
    beyond = (place - low) % (2 * width)
    return low + min(beyond, 2 * width - beyond)


def _wrapped(place: Any, low: Any, high: Any, unit: int) -> Any:
    width = high - low + unit
    return low + (place - low) % width if width else low


def _stopped(place: Any, low: Any, high: Any, unit: int) -> Any:
    return min(max(place, low), high)


EDGES: dict[str, Callable[[Any, Any, Any, int], Any]] = {
    "reflect": _reflected,
    "wrap": _wrapped,
    "stop": _stopped,
}
