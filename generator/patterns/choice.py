"""Choice: values drawn from those that are given."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from operator import call
from random import Random
from typing import Any

from generator.errors import PatternError
from generator.patterns.arguments import Row, number, present, row
from generator.patterns.pattern import Value, Values, fixed, pattern
from generator.patterns.run import Run

Draw = Callable[[], int]

NOTHING = 1e-300  # a sum of weights below it counts as 0


@pattern
def choice(*values: Any, weights: Sequence[Value] | None = None) -> Values[Any]:
    """Return one of the values, drawn anew each time, by weight.

    values: as those of `seq`. weights: one for each, 0 or more, in any unit; even ones if not
    given. Live ones that are all 0 count as even. Raises PatternError for no value, for another
    number of weights, and for constant ones that are negative or all 0.

    >>> list(choice(60, 64, 67)[:4]), list(choice(60, 64, weights=(0, 1))[:3])
    ([64, 67, 64, 64], [64, 64, 64])
    """
    present("choice", values)
    start = drawing("choice", len(values), weights)

    def drawn(run: Run) -> Iterator[Any]:
        readers = [run.read(value) for value in values]
        draw = start(run)
        while True:
            yield readers[draw()]()

    return drawn


@pattern
def urn(*values: Any) -> Values[Any]:
    """Return every value once, in random order, before any comes again; and so on.

    The first of a new round is never the last of the former. values: as those of `seq`. Raises
    PatternError for none. A shuffle (Fisher and Yates 1938, Durstenfeld 1964) that draws each
    value when it is due.

    >>> list(urn(60, 62, 64, 65)[:8])
    [64, 60, 65, 62, 64, 65, 62, 60]
    """
    present("urn", values)

    def drawn(run: Run) -> Iterator[Any]:
        random, barred = run.random.random, 0
        readers = [run.read(value) for value in values]
        while True:
            for last in range(len(readers) - 1, -1, -1):
                place = barred + int(random() * (last + 1 - barred))
                readers[place], readers[last] = readers[last], readers[place]
                yield readers[last]()
                barred = 0
            barred = int(len(readers) > 1)  # the value just drawn stands first

    return drawn


@pattern
def shuffle(source: Row) -> Values[Any]:
    """Return all values of a row in a random order, once.

    source: a list or a pattern that ends. Raises PatternError for a row without values.

    >>> list(shuffle([0, 2, 4, 5, 7]))
    [5, 0, 4, 2, 7]
    """
    places = row("shuffle", source)

    def values(run: Run) -> Iterator[Any]:
        readers = places(run)
        run.random.shuffle(readers)
        return map(call, readers)

    return values


def drawing(name: str, count: int, weights: Sequence[Value] | None) -> Callable[[Run], Draw]:
    """Return what gives, in a run, a function that draws a place below count, by weight.

    Raises PatternError for another number of weights, or for constant ones negative or all 0.

    >>> from generator.patterns.player import Alone
    >>> drawing("choice", 3, (0, 0, 2.5))(Run(Alone(), "0"))()
    2
    """
    if weights is None:
        return lambda run: _even(run.random, count)
    if len(weights) != count:
        raise PatternError(f"{name} of {count} values has {len(weights)} weights: give one each")
    arguments = [number(f"{name}: weight {k}", each, 0.0) for k, each in enumerate(weights, 1)]
    constants = [fixed(each) for each in weights]
    if None in constants:
        return lambda run: _live(run.random, [argument(run) for argument in arguments])
    sums = list(accumulate(each or 0.0 for each in constants))
    if sums[-1] < NOTHING:
        raise PatternError(f"{name}: all {count} weights are 0: give one above 0")
    return lambda run: _weighted(run.random, sums)


def _even(random: Random, count: int) -> Draw:
    draw = random.random
    return lambda: int(draw() * count)


def _weighted(random: Random, sums: list[float]) -> Draw:
    draw, total = random.random, sums[-1]
    return lambda: bisect(sums, draw() * total)  # a draw is below 1, its product below the total


def _live(random: Random, weights: list[Callable[[], float]]) -> Draw:
    draw = random.random

    def drawn() -> int:
        sums = list(accumulate(read() for read in weights))
        if sums[-1] < NOTHING:
            return int(draw() * len(sums))
        return bisect(sums, draw() * sums[-1])

    return drawn
