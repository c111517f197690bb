"""Chaos: simple laws whose course cannot be foretold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate

from generator.patterns.arguments import Argument, number, one_of
from generator.patterns.pattern import Value, Values, pattern
from generator.patterns.run import Run

MOST_TENT = 2.0 - 1e-12
FARTHEST_HENON = 10.0
FARTHEST_FLOW = 1000.0
SPANS = 4  # of a step of a flow, each by a Runge-Kutta step of its own
AXES = ("x", "y", "z")

Point = tuple[float, float, float]
Flow = Callable[[Point, list[float]], Point]


@pattern
def logistic(r: Value = 4.0, start: float = 0.1) -> Values[float]:
    """Return x, then r x (1 - x) again and again: 0 to 1, for ever; May (1976).

    r: 0 to 4, read at each step; below 3 it settles, from 3.57 on it is chaos with windows of
    order (3.83: a round of three). start: 0 to 1; at r = 4, 0.5 and 0.75 stand still.

    >>> [round(x, 4) for x in logistic(4, 0.3)[:4]]
    [0.3, 0.84, 0.5376, 0.9943]
    """
    rates, starts = number("logistic: r", r, 0.0, 4.0), number("logistic: start", start, 0.0, 1.0)
    return _iterated(rates, starts, lambda x, rate: rate * x * (1.0 - x))


@pattern
def tent(mu: Value = 1.9, start: float = 0.1) -> Values[float]:
    """Return x, then mu times its distance from the nearer of 0 and 1: 0 to 1, for ever.

    mu: 0 to 2, read at each step, chaos above 1; it is held 1e-12 below 2, where binary numbers
    would run out of digits after 53 steps. start: 0 to 1. Collet and Eckmann (1980).

    >>> [round(x, 3) for x in tent(1.5, 0.4)[:4]]
    [0.4, 0.6, 0.6, 0.6]
    """
    slopes, starts = number("tent: mu", mu, 0.0, 2.0), number("tent: start", start, 0.0, 1.0)
    return _iterated(
        slopes, starts, lambda x, slope: min(slope, MOST_TENT) * (x if x < 0.5 else 1.0 - x)
    )


@pattern
def henon(a: Value = 1.4, b: Value = 0.3, x: float = 0.0, y: float = 0.0) -> Values[float]:
    """Return the x of Hénon's map: x becomes 1 - a x² + y, y becomes b x, for ever; Hénon (1976).

    At a = 1.4, b = 0.3 it lies between -1.29 and 1.28. a: 0 to 2, b: -1 to 1, read at each step; x
    and y: the start, -1.5 to 1.5. Where it escapes, beyond ±10, it begins anew at 0.

    >>> [round(x, 4) for x in henon()[:5]]
    [0.0, 1.0, -0.4, 1.076, -0.7409]
    """
    bends, shrinks = number("henon: a", a, 0.0, 2.0), number("henon: b", b, -1.0, 1.0)
    starts = number("henon: x", x, -1.5, 1.5), number("henon: y", y, -1.5, 1.5)

    def values(run: Run) -> Iterator[float]:
        bend, shrink = bends(run), shrinks(run)
        here, there = (each(run)() for each in starts)
        while True:
            yield here
            here, there = 1.0 - bend() * here * here + there, shrink() * here
            if abs(here) > FARTHEST_HENON:
                here = there = 0.0

    return values


@pattern
def lorenz(
    sigma: Value = 10.0,
    rho: Value = 28.0,
    beta: Value = 8.0 / 3.0,
    step: Value = 0.05,
    axis: str = "x",
) -> Values[float]:
    """Return one coordinate of Lorenz's attractor (1963), `step` of its time apart, for ever.

    At the defaults x lies between -20 and 20, y between -28 and 28, z between 0 and 50; it starts
    at (1, 1, 1). sigma: 0 to 50; rho: 0 to 100; beta: 0 to 10; step: 0 to 0.1; all read at each
    step. axis: x, y or z. Runge and Kutta's fourth order (1901), four times a step, which is too
    coarse for a larger rho: from 140 on some courses escape at the largest sigma and step.

    >>> [round(x, 2) for x in lorenz()[:4]]
    [1.0, 1.29, 2.13, 3.74]
    """
    bounds = {"sigma": (sigma, 50.0), "rho": (rho, 100.0), "beta": (beta, 10.0)}
    return _flow(lorenz.__name__, _lorenz, bounds, step, 0.1, axis, (1.0, 1.0, 1.0))


@pattern
def rossler(
    a: Value = 0.2, b: Value = 0.2, c: Value = 5.7, step: Value = 0.25, axis: str = "x"
) -> Values[float]:
    """Return one coordinate of Rössler's attractor (1976), `step` of its time apart, for ever.

    At the defaults x lies between -10 and 12, y between -11 and 8, z between 0 and 23; it starts at
    (1, 1, 1). a and b: 0 to 0.4; c: 1 to 20; step: 0 to 0.4; all read at each step. axis: x, y, z.
    Where it escapes, it begins anew. Runge and Kutta's fourth order (1901), four times a step.

    >>> [round(x, 2) for x in rossler()[:4]]
    [1.0, 0.57, 0.18, -0.2]
    """
    bounds = {"a": (a, 0.4), "b": (b, 0.4), "c": (c, 20.0)}
    return _flow(rossler.__name__, _rossler, bounds, step, 0.4, axis, (1.0, 1.0, 1.0))


def _iterated(
    numbers: Argument, starts: Argument, law: Callable[[float, float], float]
) -> Values[float]:
    """Return x, then what a law makes of it and a number, again and again."""

    def values(run: Run) -> Iterator[float]:
        read, start = numbers(run), starts(run)()
        return accumulate(iter(read, None), law, initial=start)

    return values


def _flow(
    name: str,
    slope: Flow,
    bounds: dict[str, tuple[Value, float]],
    step: Value,
    most_step: float,
    axis: str,
    start: Point,
) -> Values[float]:
    laws = [number(f"{name}: {what}", value, 0.0, most) for what, (value, most) in bounds.items()]
    steps = number(f"{name}: step", step, 0.0, most_step)
    coordinate = AXES.index(one_of(f"axis of {name}", axis, AXES))

    def values(run: Run) -> Iterator[float]:
        read, read_step = [law(run) for law in laws], steps(run)
        point = start
        while True:
            yield point[coordinate]
            point = moved(slope, point, [each() for each in read], read_step())
            if not all(abs(each) < FARTHEST_FLOW for each in point):
                point = start

    return values


def moved(slope: Flow, point: Point, law: list[float], time: float) -> Point:
    """Return where a flow brings a point after some time, by four Runge-Kutta steps.

    >>> [round(each, 3) for each in moved(lambda point, law: point, (1.0, 2.0, 3.0), [], 1.0)]
    [2.718, 5.436, 8.155]
    """
    span = time / SPANS
    for _ in range(SPANS):
        first = slope(point, law)
        second = slope(_along(point, first, 0.5 * span), law)
        third = slope(_along(point, second, 0.5 * span), law)
        fourth = slope(_along(point, third, span), law)
        for each, weight in ((first, 1.0), (second, 2.0), (third, 2.0), (fourth, 1.0)):
            point = _along(point, each, span * weight / 6.0)
    return point


def _along(point: Point, slope: Point, time: float) -> Point:
    return (point[0] + time * slope[0], point[1] + time * slope[1], point[2] + time * slope[2])


def _lorenz(point: Point, law: list[float]) -> Point:
    x, y, z = point
    sigma, rho, beta = law
    return sigma * (y - x), x * (rho - z) - y, x * y - beta * z


def _rossler(point: Point, law: list[float]) -> Point:
    x, y, z = point
    a, b, c = law
    return -y - z, x + a * y, b + z * (x - c)
