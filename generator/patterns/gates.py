"""Gates: what sounds and what rests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.patterns.arguments import number
from generator.patterns.pattern import Value, Values, pattern
from generator.patterns.run import Run
from generator.patterns.sequences import cycle


@pattern
def coin(chance: Value = 0.5) -> Values[int]:
    """Return 1 with a chance from 0 to 1, else 0.

    >>> list(coin(0.7)[:8]), list(coin(0)[:3]), list(coin(1)[:3])
    ([1, 1, 0, 1, 1, 1, 0, 1], [0, 0, 0], [1, 1, 1])
    """
    odds = number("coin: chance", chance, 0.0, 1.0)

    def values(run: Run) -> Iterator[int]:
        random, chances = run.random.random, odds(run)
        while True:
            yield 1 if random() < chances() else 0

    return values


@pattern
def gate(source: Any, chance: Value = 0.5) -> Values[Any]:
    """Return the values of a pattern, each with a chance from 0 to 1, else a rest in its place.

    >>> from generator.patterns import seq
    >>> list(gate(seq(60, 62, 64, 65, 67), 0.5))
    [60, 62, None, None, None]
    """
    odds = number("gate: chance", chance, 0.0, 1.0)

    def values(run: Run) -> Iterator[Any]:
        random, chances = run.random.random, odds(run)
        for value in run.iterate(source):
            yield value if random() < chances() else None

    return values


@pattern
def mask(source: Any, over: Any) -> Values[Any]:
    """Return the values of a pattern where a mask is on, else a rest in their place.

    over: a pattern, or a list that goes round; 0 and rests are off, all else is on. The shorter of
    the two ends it.

    >>> from generator.patterns import seq
    >>> list(mask(seq(60, 62, 64, 65), [1, 1, 0]))
    [60, 62, None, 65]
    """
    if isinstance(over, list):
        over = cycle(*over)

    def values(run: Run) -> Iterator[Any]:
        for value, on in zip(run.iterate(source), run.iterate(over), strict=False):
            yield value if on else None

    return values
