"""Distributions: numbers drawn anew each time, by a law of chance."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import exp, floor, lgamma, log, pi, sqrt, tan
from typing import Any

from generator.patterns.arguments import Argument, number, whole
from generator.patterns.pattern import Value, Values, pattern
from generator.patterns.run import Run

MOST_POISSON = 1e6
LARGE_POISSON = 10.0


@pattern
def uniform(low: Value = 0.0, high: Value = 1.0) -> Values[float]:
    """Return numbers from low to high, all as likely; in any unit, either order.

    >>> [round(value, 3) for value in uniform(0, 10)[:3]]
    [1.375, 6.935, 1.438]
    """
    bottom, top = number("uniform: low", low), number("uniform: high", high)

    def values(run: Run) -> Iterator[float]:
        lows, highs, random = bottom(run), top(run), run.random.random
        while True:
            low = lows()
            yield low + (highs() - low) * random()

    return values


@pattern
def dice(low: Value = 1, high: Value = 6) -> Values[int]:
    """Return whole numbers from low to high, both included, all as likely; in either order.

    >>> list(dice()[:6]), list(dice(60, 72)[:3])
    ([1, 4, 4, 4, 4, 6], [60, 68, 66])
    """
    bottom, top = whole("dice: low", low), whole("dice: high", high)

    def values(run: Run) -> Iterator[int]:
        lows, highs, random = bottom(run), top(run), run.random.random
        while True:
            low, high = lows(), highs()
            yield floor(min(low, high) + (abs(high - low) + 1) * random())

    return values


@pattern
def gaussian(mean: Value = 0.0, deviation: Value = 1.0) -> Values[float]:
    """Return numbers near a mean, by the normal law; deviation: the standard one, 0 or more.

    >>> [round(value, 2) for value in gaussian(60, 2)[:3]]
    [57.1, 56.54, 58.3]
    """
    centre, width = number("gaussian: mean", mean), number("gaussian: deviation", deviation, 0.0)
    return _drawn((centre, width), lambda run: run.random.gauss)


@pattern
def beta(a: Value = 1.0, b: Value = 1.0, low: Value = 0.0, high: Value = 1.0) -> Values[float]:
    """Return numbers from low to high by the beta law.

    a, b: 0.01 or more: 1 and 1 are even, both below 1 favour the ends, both above 1 the middle, the
    larger one its own end: a the high, b the low one.

    >>> [round(value, 2) for value in beta(0.3, 0.3)[:5]]
    [0.27, 0.05, 0.44, 0.5, 1.0]
    """
    shapes = number("beta: a", a, 0.01), number("beta: b", b, 0.01)
    bottom, top = number("beta: low", low), number("beta: high", high)

    def values(run: Run) -> Iterator[float]:
        first, second, lows, highs = shapes[0](run), shapes[1](run), bottom(run), top(run)
        draw = run.random.betavariate
        while True:
            low = lows()
            yield low + (highs() - low) * draw(first(), second())

    return values


@pattern
def exponential(mean: Value = 1.0) -> Values[float]:
    """Return numbers of 0 or more by the exponential law, as the waits between chance events are.

    mean: 0 or more, in any unit.

    >>> [round(value, 2) for value in exponential(2)[:4]]
    [1.56, 1.03, 0.22, 0.8]
    """
    return _drawn((number("exponential: mean", mean, 0.0),), _exponential)


@pattern
def cauchy(centre: Value = 0.0, spread: Value = 1.0) -> Values[float]:
    """Return numbers by the Cauchy law: mostly near the centre, now and then very far from it.

    spread: half of the numbers are nearer than this; 0 or more.

    >>> [round(value, 2) for value in cauchy(60, 1)[:4]]
    [59.92, 60.62, 60.36, 60.62]
    """
    place, width = number("cauchy: centre", centre), number("cauchy: spread", spread, 0.0)
    return _drawn((place, width), _cauchy)


@pattern
def poisson(mean: Value = 1.0) -> Values[int]:
    """Return how many chance events fall into a stretch with so many on average.

    mean: 0 to a million. Multiplication of uniforms (Knuth 1969) below 10, from there on
    transformed rejection (Hörmann 1993).

    >>> list(poisson(2)[:8]), list(poisson(400)[:3])
    ([4, 5, 2, 4, 2, 4, 3, 2], [385, 435, 358])
    """
    return _drawn((number("poisson: mean", mean, 0.0, MOST_POISSON),), _poisson)


@pattern
def weibull(scale: Value = 1.0, shape: Value = 1.0) -> Values[float]:
    """Return numbers of 0 or more by the Weibull law.

    scale: 63 of 100 are below it; 0 or more. shape: 0.05 or more: 1 is exponential, lower ones have
    more of the very small and very large, 3.6 is nearly a bell.

    >>> [round(value, 2) for value in weibull(1, 3.6)[:3]]
    [1.43, 0.37, 0.77]
    """
    arguments = number("weibull: scale", scale, 0.0), number("weibull: shape", shape, 0.05)
    return _drawn(arguments, lambda run: run.random.weibullvariate)


@pattern
def triangular(low: Value = 0.0, high: Value = 1.0, mode: Value | None = None) -> Values[float]:
    """Return numbers from low to high that grow likelier up to a mode and rarer from there.

    low, high: in any unit, in either order. mode: between them; their middle, if not given.

    >>> [round(value, 2) for value in triangular(0, 10)[:3]]
    [5.02, 4.85, 8.57]
    """
    bottom, top = number("triangular: low", low), number("triangular: high", high)
    peak = None if mode is None else number("triangular: mode", mode)

    def values(run: Run) -> Iterator[float]:
        lows, highs, draw = bottom(run), top(run), run.random.triangular
        peaks = None if peak is None else peak(run)
        while True:
            low, high = sorted((lows(), highs()))
            middle = 0.5 * (low + high) if peaks is None else min(max(peaks(), low), high)
            yield draw(low, high, middle)

    return values


Draw = Callable[..., Any]


def _drawn(arguments: tuple[Argument, ...], drawing: Callable[[Run], Draw]) -> Values[Any]:
    """Return values that are drawn with the present arguments, one or two."""

    def values(run: Run) -> Iterator[Any]:
        draw = drawing(run)
        readers = [argument(run) for argument in arguments]
        if len(readers) == 1:
            read = readers[0]
            while True:
                yield draw(read())
        first, second = readers
        while True:
            yield draw(first(), second())

    return values


def _exponential(run: Run) -> Draw:
    random = run.random.random
    return lambda mean: -mean * log(1.0 - random())


def _cauchy(run: Run) -> Draw:
    random = run.random.random
    return lambda centre, spread: centre + spread * tan(pi * (random() - 0.5))


def _poisson(run: Run) -> Draw:
    random = run.random.random

    def draw(mean: float) -> int:
        return _few(random, mean) if mean < LARGE_POISSON else _many(random, mean)

    return draw


def _few(random: Callable[[], float], mean: float) -> int:
    least, product, count = exp(-mean), random(), 0
    while product > least:
        product *= random()
        count += 1
    return count


def _many(random: Callable[[], float], mean: float) -> int:
    """Draw from the Poisson law by Hörmann's PTRS; his names for its constants."""
    b = 0.931 + 2.53 * sqrt(mean)
    a = -0.059 + 0.02483 * b
    inverse_alpha, v_r = 1.1239 + 1.1328 / (b - 3.4), 0.9277 - 3.6224 / (b - 2.0)
    while True:
        u, v = random() - 0.5, 1.0 - random()
        us = 0.5 - abs(u) or 1e-300
        k = floor((2.0 * a / us + b) * u + mean + 0.43)
        if us >= 0.07 and v <= v_r:
            return k
        if k < 0 or (us < 0.013 and v > us):
            continue
        if log(v * inverse_alpha / (a / (us * us) + b)) <= k * log(mean) - mean - lgamma(k + 1.0):
            return k
