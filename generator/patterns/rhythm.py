"""Rhythm: where the hits fall."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from itertools import cycle as endless
from typing import Any

from generator.patterns.arguments import number, whole
from generator.patterns.pattern import Value, Values, fixed, pattern
from generator.patterns.run import Run
from generator.theory.rhythm import durations, euclid

MAXIMUM_STEPS = 1024
LONGEST_GAP = 4096
LONGEST_BEATS = 1000.0

Bar = tuple[int, ...]


@pattern
def euclidean(hits: Value, steps: Value = 8, rotation: Value = 0) -> Values[int]:
    """Return 1 for a hit and 0 for none: hits spread over steps as evenly as can be, for ever.

    The first step is a hit; rotation starts the bar that many steps later in it. The three are
    read at the start of each bar: 0 to 1,024 steps, 0 to steps hits; live ones are clipped,
    constant ones outside raise PatternError. Bjorklund (2003), Toussaint (2005).

    >>> euclidean(3, 8)[:8].values()
    [1, 0, 0, 1, 0, 0, 1, 0]
    >>> euclidean(3, 8, rotation=3)[:8].values()
    [1, 0, 0, 1, 0, 1, 0, 0]
    """
    bars = _bars(euclidean.__name__, hits, steps, rotation)

    def values(run: Run) -> Iterator[int]:
        read = bars(run)
        if _are_fixed(hits, steps, rotation):
            return endless(read())
        return chain.from_iterable(iter(read, None))

    return values


@pattern
def euclidean_steps(
    hits: Value, steps: Value = 8, rotation: Value = 0, unit: Value = 0.25
) -> Values[float]:
    """Return the beats from each hit of a Euclidean rhythm to the next, for ever.

    A bar starts with a hit; rotation starts it with a later one. unit: the beats of one of the
    steps. Read at the start of each bar, with 1 hit at least; bounds as in euclidean.

    >>> euclidean_steps(5, 8)[:5].values()
    [0.5, 0.25, 0.5, 0.25, 0.5]
    """
    bars = _bars(euclidean_steps.__name__, hits, steps, 0, 1)
    unit_beats = number("euclidean_steps: unit", unit, 0.0, LONGEST_BEATS)
    turns = whole("euclidean_steps: rotation", rotation)

    def values(run: Run) -> Iterator[float]:
        read, read_unit, read_turn = bars(run), unit_beats(run), turns(run)

        def bar() -> list[float]:
            spans, length, turn = durations([bool(hit) for hit in read()]), read_unit(), read_turn()
            return [spans[(place + turn) % len(spans)] * length for place in range(len(spans))]

        if _are_fixed(hits, steps, rotation, unit):
            return endless(bar())
        return chain.from_iterable(iter(bar, None))

    return values


@pattern
def euclidean_filled(
    hits: Value, steps: Value, hit: Any, rest: Any, rotation: Value = 0
) -> Values[Any]:
    """Return a value at each hit of a Euclidean rhythm and another at each of its rests.

    hit and rest are read when their place comes round; the others as in euclidean.

    >>> euclidean_filled(3, 8, 36, 42)[:8].values()
    [36, 42, 42, 36, 42, 42, 36, 42]
    """
    rhythm = euclidean(hits, steps, rotation)

    def values(run: Run) -> Iterator[Any]:
        read = run.read(rest), run.read(hit)
        for on in run.iterate(rhythm):
            yield read[on]()

    return values


@pattern
def on_hits(hits: Value, values: Any) -> Values[Any]:
    """Return the next of the values at each hit, and a rest where the rhythm is 0 or a rest.

    Nothing is drawn from the values at a rest, as in Tidal's `struct` (McLean 2014).

    >>> from generator.patterns import cycle
    >>> on_hits(euclidean(3, 8), cycle(60, 64, 67))[:8].values()
    [60, None, None, 64, None, None, 67, None]
    """

    def placed(run: Run) -> Iterator[Any]:
        rhythm, read = run.iterate(hits), run.read(values)
        for hit in rhythm:
            yield read() if hit else None

    return placed


@pattern
def gaps(hits: Value, unit: Value = 0.25) -> Values[float]:
    """Return the beats from each hit of a rhythm of 1 and 0 to the next, beginning with the first.

    unit: the beats of a step, read at each hit. The last gap lasts until the rhythm ends; none is
    longer than 4,096 steps.

    >>> from generator.patterns import seq
    >>> gaps(seq(1, 0, 0, 1, 0), unit=0.5).values()
    [1.5, 1.0]
    """
    unit_beats = number("gaps: unit", unit, 0.0, LONGEST_BEATS)

    def values(run: Run) -> Iterator[float]:
        rhythm, read = run.iterate(hits), unit_beats(run)
        span = 0
        for hit in rhythm:
            if (hit and span) or span == LONGEST_GAP:
                yield span * read()
                span = 1
            elif hit or span:
                span += 1
        if span:
            yield span * read()

    return values


def _are_fixed(*arguments: Value) -> bool:
    return all(fixed(each) is not None for each in arguments)


def _bars(
    name: str, hits: Value, steps: Value, rotation: Value, least: int = 0
) -> Callable[[Run], Callable[[], Bar]]:
    lengths = whole(f"{name}: steps", steps, 1, MAXIMUM_STEPS)
    numbers = whole(f"{name}: hits", hits, least, fixed(steps) or MAXIMUM_STEPS)
    turns = whole(f"{name}: rotation", rotation)

    def started(run: Run) -> Callable[[], Bar]:
        read_hits, read_steps, read_turn = numbers(run), lengths(run), turns(run)

        def bar() -> Bar:
            length = read_steps()
            return tuple(map(int, euclid(min(read_hits(), length), length, read_turn())))

        return bar

    return started
