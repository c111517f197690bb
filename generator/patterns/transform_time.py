"""Transformations of time: rows of steps in beats, longer, shorter, divided."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate
from operator import mul, truediv

from generator.patterns.arguments import number, whole
from generator.patterns.pattern import Value, Values, pattern
from generator.patterns.run import Run

MOST_TIMES = 64
FACTORS = (1e-3, 1e3)


@pattern
def augment(steps: Value, factor: Value = 2.0) -> Values[float]:
    """Return steps so many times as long: 0.001 to 1,000, read at each step.

    >>> from generator.patterns import seq
    >>> augment(seq(1, 0.5, 0.5)).values()
    [2.0, 1.0, 1.0]
    """
    return _stretched("augment", steps, factor, mul)


@pattern
def diminish(steps: Value, factor: Value = 2.0) -> Values[float]:
    """Return steps so many times as short: 0.001 to 1,000, read at each step.

    >>> from generator.patterns import seq
    >>> diminish(seq(1, 0.5, 0.5)).values()
    [0.5, 0.25, 0.25]
    """
    return _stretched("diminish", steps, factor, truediv)


@pattern
def ratchet(steps: Value, times: Value = 2, curve: Value = 1.0) -> Values[float]:
    """Return steps, each divided by so many: 1 to 64, read at each step.

    curve: 0.1 to 10, how many times as long as the last each division is: 1 for even ones, less
    for a ball that bounces. For the pitches of ratchets see `generator.composition.ratcheted`.

    >>> from generator.patterns import cycle, seq
    >>> ratchet(seq(1, 1, 1.5), cycle(1, 4, 2), seq(1, 1, 0.5)).values()
    [1.0, 0.25, 0.25, 0.25, 0.25, 1.0, 0.5]
    """
    row = number("ratchet: steps", steps)
    counts = whole("ratchet: times", times, 1, MOST_TIMES)
    curves = number("ratchet: curve", curve, 0.1, 10.0)

    def values(run: Run) -> Iterator[float]:
        step, read, read_curve = row(run), counts(run), curves(run)
        while True:
            yield from shares(step(), read(), read_curve())

    return values


def shares(beats: float, times: int, curve: float) -> list[float]:
    """Return a span of beats divided by so many, each share `curve` times as long as the last.

    >>> shares(1.5, 2, 0.5)
    [1.0, 0.5]
    """
    weights = [curve**place for place in range(times)]
    unit = beats / list(accumulate(weights))[-1]  # sum() rounds by the version of Python
    return [unit * weight for weight in weights]


def _stretched(
    name: str, steps: Value, factor: Value, operation: Callable[[float, float], float]
) -> Values[float]:
    row, factors = number(f"{name}: steps", steps), number(f"{name}: factor", factor, *FACTORS)

    def values(run: Run) -> Iterator[float]:
        step, by = row(run), factors(run)
        while True:
            yield operation(step(), by())

    return values
