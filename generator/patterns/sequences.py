"""Sequences: values in an order that is given."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle as endless
from typing import Any

from generator.errors import PatternError
from generator.parameters import Parameter
from generator.patterns.pattern import Pattern, Values, pattern
from generator.patterns.run import Run


@pattern
def seq(*values: Any) -> Values[Any]:
    """Return the values in their order, once.

    Numbers, None for a rest, tuples for chords, patterns and parameters, which give one value each
    time. Raises PatternError for none at all.

    >>> list(seq(60, (64, 67), None, seq(72, 74)))
    [60, (64, 67), None, 72]
    """
    _check(seq.__name__, values)
    return lambda run: (read() for read in [run.read(value) for value in values])


@pattern
def cycle(*values: Any) -> Values[Any]:
    """Return the values in their order, again and again.

    A pattern among them gives its next value each time its place comes round; where it has ended,
    the cycle ends. Raises PatternError for none at all.

    >>> list(cycle(1, cycle(2, 3))[:6])
    [1, 2, 1, 3, 1, 2]
    """
    _check(cycle.__name__, values)
    if not any(isinstance(value, Pattern | Parameter) for value in values):
        return lambda run: endless(values)

    def played(run: Run) -> Iterator[Any]:
        readers = [run.read(value) for value in values]
        while True:
            for read in readers:
                yield read()

    return played


def _check(name: str, values: tuple[Any, ...]) -> None:
    if not values:
        raise PatternError(f"{name}() of nothing: give one value or more")
