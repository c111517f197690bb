"""Sequences: values in an order that is given."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle as endless
from itertools import repeat
from operator import call
from typing import Any

from generator.errors import PatternError
from generator.parameters import Parameter
from generator.patterns.arguments import Row, present, row, whole
from generator.patterns.pattern import Pattern, Value, Values, pattern
from generator.patterns.run import Run

NOTHING = object()


@pattern
def seq(*values: Any) -> Values[Any]:
    """Return the values in their order, once.

    Numbers, None for a rest, tuples for chords, patterns and parameters, which give one value each
    time. Raises PatternError for none at all.

    >>> list(seq(60, (64, 67), None, seq(72, 74)))
    [60, (64, 67), None, 72]
    """
    present("seq", values)
    return lambda run: map(call, [run.read(value) for value in values])


@pattern
def cycle(*values: Any) -> Values[Any]:
    """Return the values in their order, again and again.

    A pattern among them gives its next value each time its place comes round; where it has ended,
    the cycle ends. Raises PatternError for none at all.

    >>> list(cycle(1, cycle(2, 3))[:6])
    [1, 2, 1, 3, 1, 2]
    """
    present("cycle", values)
    if not any(isinstance(value, Pattern | Parameter) for value in values):
        return lambda run: endless(values)

    def played(run: Run) -> Iterator[Any]:
        readers = [run.read(value) for value in values]
        while True:
            yield from map(call, readers)

    return played


@pattern
def loop(source: Row) -> Values[Any]:
    """Return the values of a row again and again, as they were the first time.

    source: a list or a pattern that ends. What it draws is drawn once, at the start;
    `source.forever()` draws anew each time. Raises PatternError for a row without values.

    >>> list(loop(seq(60, 62) | 67)[:5])
    [60, 62, 67, 60, 62]
    """
    places = row("loop", source)
    return lambda run: endless([read() for read in places(run)])


@pattern
def pingpong(source: Row, ends: Value = 1) -> Values[Any]:
    """Return a row forwards and backwards, again and again.

    source: a list or a pattern that ends. ends: how often the first and last value sound at a
    turn, 1 or 2. Raises PatternError for a row without values.

    >>> list(pingpong([0, 2, 4])[:8])
    [0, 2, 4, 2, 0, 2, 4, 2]
    """
    places, turn = row("pingpong", source), whole("pingpong: ends", ends, 1, 2)

    def values(run: Run) -> Iterator[Any]:
        readers, turns = places(run), turn(run)
        while True:
            yield from map(call, readers)
            yield from map(call, readers[::-1] if turns() == 2 else readers[-2:0:-1])

    return values


@pattern
def rotate(source: Row, by: Value = 1) -> Values[Any]:
    """Return a row again and again, each time begun a number of places later than its first.

    source: a list or a pattern that ends. by: places, negative ones from the end; read at each
    beginning, so that `rotate(row, cycle(0, 1, 2))` moves on. Raises PatternError for a row
    without values.

    >>> list(rotate([0, 2, 4, 5], 1)[:5]), list(rotate([0, 2, 4], cycle(0, 1, 2))[:9])
    ([2, 4, 5, 0, 2], [0, 2, 4, 2, 4, 0, 4, 0, 2])
    """
    places, shift = row("rotate", source), whole("rotate: by", by)

    def values(run: Run) -> Iterator[Any]:
        readers, shifts = places(run), shift(run)
        while True:
            start = shifts() % len(readers)
            yield from map(call, readers[start:] + readers[:start])

    return values


@pattern
def stutter(source: Any, times: Value = 2) -> Values[Any]:
    """Return every value of a pattern so many times before the next.

    times: 1 or more, read at each new value.

    >>> list(stutter(seq(60, 62, 64), cycle(1, 2)))
    [60, 62, 62, 64]
    """
    count = whole("stutter: times", times, 1)

    def values(run: Run) -> Iterator[Any]:
        counts = count(run)
        for value in run.iterate(source):
            yield from repeat(value, counts())

    return values


@pattern
def interleave(*sources: Any) -> Values[Any]:
    """Return a value of each row in turn; those that have ended are left out, until all have.

    sources: patterns and lists; a number between them is there as long as they are. Raises
    PatternError without any row.

    >>> list(interleave(seq(1, 2, 3), [10, 20], 0))
    [1, 10, 0, 2, 20, 0, 3, 0]
    """
    rows = [seq(*source) if isinstance(source, list) else source for source in sources]
    if not any(isinstance(each, Pattern) for each in rows):
        raise PatternError("interleave without a row: give patterns or lists")

    def values(run: Run) -> Iterator[Any]:
        playing = [(run.iterate(each), isinstance(each, Pattern)) for each in rows]
        while True:
            for each in list(playing):
                value = next(each[0], NOTHING)
                if value is not NOTHING:
                    yield value
                    continue
                playing.remove(each)
                if not any(ends for _, ends in playing):
                    return

    return values
