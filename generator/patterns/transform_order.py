"""Transformations of order: rows of values turned round, changed now and then, thinned out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice, repeat
from typing import Any

from generator.errors import PatternError
from generator.patterns.arguments import Argument, number, whole
from generator.patterns.pattern import LONGEST_ROW, Pattern, Value, Values, pattern, whole_row
from generator.patterns.run import Run

Change = Callable[[Pattern[Any]], Pattern[Any]]


@pattern
def retrograde(p: Pattern[Any], bar: int | None = None) -> Values[Any]:
    """Return a row from its last value to its first; with bar, so many values at a time.

    Raises PatternError, once played, for a row without an end and no bar.

    >>> from generator.patterns import seq
    >>> retrograde(seq(60, (62, 65), None)).values()
    [None, (62, 65), 60]
    """
    length = _bar("retrograde", bar)

    def values(run: Run) -> Iterator[Any]:
        for row in _bars(run, p, length, "retrograde", once=True):
            yield from reversed(row)

    return values


@pattern
def every(p: Pattern[Any], n: Value, change: Change, bar: int | None = None) -> Values[Any]:
    """Return a row of which every nth bar is changed: the nth, not the first, of each n.

    change: a function from pattern to pattern, such as retrograde or `lambda p: transpose(p, 12)`;
    what it gives is played to its end. bar: the number of values that it is handed; None hands it
    the whole row, which is then played again and again. n: 1 to 1,000, read at each bar.

    >>> from generator.patterns import seq
    >>> every(seq(0, 2, 4), 2, retrograde)[:9].values()
    [0, 2, 4, 4, 2, 0, 0, 2, 4]
    """
    counts = whole("every: n", n, 1, 1000)

    def turns(run: Run) -> Iterator[bool]:
        read, bars = counts(run), 0
        while True:
            bars += 1
            turn = bars >= read()
            bars = 0 if turn else bars
            yield turn

    return _changed("every", p, change, bar, turns)


@pattern
def sometimes(
    p: Pattern[Any], change: Change, chance: Value = 0.5, bar: int | None = None
) -> Values[Any]:
    """Return a row whose bars are changed by chance; change and bar as in every.

    chance: 0 to 1, read at each bar.

    >>> from generator.patterns import seq
    >>> sometimes(seq(0, 2, 4), retrograde, chance=1)[:6].values()
    [4, 2, 0, 4, 2, 0]
    """
    chances = number("sometimes: chance", chance, 0.0, 1.0)

    def turns(run: Run) -> Iterator[bool]:
        read, random = chances(run), run.random
        while True:
            yield random.random() < read()

    return _changed("sometimes", p, change, bar, turns)


@pattern
def when(p: Pattern[Any], condition: Any, change: Change, bar: int | None = None) -> Values[Any]:
    """Return a row whose bars are changed while a condition holds; change and bar as in every.

    condition: a pattern or a parameter, read at each bar: neither 0 nor a rest changes it.

    >>> from generator.patterns import cycle, seq
    >>> when(seq(0, 2), cycle(0, 1), retrograde)[:6].values()
    [0, 2, 2, 0, 0, 2]
    """
    return _changed("when", p, change, bar, lambda run: map(bool, run.iterate(condition)))


@pattern
def swap(p: Pattern[Any], chance: Value = 0.5) -> Values[Any]:
    """Return a row in which neighbours, two by two, change places by chance (0 to 1, live).

    >>> from generator.patterns import seq
    >>> swap(seq(0, 2, 4, 5, 7), chance=1).values()
    [2, 0, 5, 4, 7]
    """
    chances = number("swap: chance", chance, 0.0, 1.0)

    def values(run: Run) -> Iterator[Any]:
        read, random = chances(run), run.random
        for pair in _in_bars(run.iterate(p), 2):
            yield from reversed(pair) if random.random() < read() else pair

    return values


@pattern
def degrade(p: Pattern[Any], chance: Value = 0.5) -> Values[Any]:
    """Return a row of whose values each becomes a rest by chance (0 to 1, live), as in Tidal.

    >>> from generator.patterns import seq
    >>> degrade(seq(60, 62, 64, 65), chance=0.5).values()
    [None, None, 64, None]
    """
    chances = number("degrade: chance", chance, 0.0, 1.0)

    def values(run: Run) -> Iterator[Any]:
        read, random = chances(run), run.random
        for value in run.iterate(p):
            yield None if random.random() < read() else value

    return values


@pattern
def thin(p: Pattern[Any], density: Value, bar: int = 16) -> Values[Any]:
    """Return a row of whose values a share sounds, 0 to 1, the others are rests.

    Every place of a bar has a threshold of its own, drawn once in even steps, so the same places
    fall silent first: a line or an envelope as density thins a groove out and brings it back.
    bar: 1 to 16,384 values; density is read at each value.

    >>> from generator.patterns import cycle
    >>> [sum(value is not None for value in thin(cycle(60), share, 8)[:8]) for share in (0, 0.5, 1)]
    [0, 4, 8]
    """
    densities, lengths = number("thin: density", density, 0.0, 1.0), _bar("thin", bar)

    def values(run: Run) -> Iterator[Any]:
        row, read, places = run.iterate(p), densities(run), lengths(run)()
        thresholds = [(place + 0.5) / places for place in range(places)]
        run.random.shuffle(thresholds)
        for values in _in_bars(row, places):
            for value, threshold in zip(values, thresholds, strict=False):
                yield value if threshold < read() else None

    return values


def _bar(name: str, bar: int | None) -> Argument:
    if bar is None:
        return lambda run: repeat(0).__next__
    return whole(f"{name}: bar", bar, 1, LONGEST_ROW)


def _in_bars(values: Iterator[Any], bar: int) -> Iterator[list[Any]]:
    """Yield a row cut into bars of so many values, the last one maybe shorter."""
    while found := list(islice(values, bar)):
        yield found


def _bars(
    run: Run, p: Pattern[Any], bar: Argument, name: str, *, once: bool
) -> Iterator[list[Any]]:
    """Return a row's bars of so many values; for 0, all of it, once or as often as is asked."""
    if length := bar(run)():
        yield from _in_bars(run.iterate(p), length)
        return
    yield whole_row(name, run.iterate(p))
    while not once:
        yield whole_row(name, run.iterate(p))


def _changed(
    name: str,
    p: Pattern[Any],
    change: Change,
    bar: int | None,
    turns: Callable[[Run], Iterator[bool]],
) -> Values[Any]:
    if not callable(change):
        raise PatternError(
            f"{name}: {change!r:.40} is no function: give one from pattern to pattern"
        )
    length = _bar(name, bar)

    def values(run: Run) -> Iterator[Any]:
        bars = _bars(run, p, length, name, once=False)
        for turn, row in zip(turns(run), bars, strict=False):
            if not row:
                raise PatternError(f"{name} of {p!r:.60}, which has no value to repeat")
            yield from run.iterate(_applied(name, change, row)) if turn else row

    return values


def _applied(name: str, change: Change, row: list[Any]) -> Pattern[Any]:
    given = Pattern(lambda run: iter(row), "bar")
    changed = change(given)
    if not isinstance(changed, Pattern):
        raise PatternError(f"{name}: the change gave {changed!r:.40}: let it return a pattern")
    return changed
