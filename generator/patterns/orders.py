"""Orders: every way to put a row of values, one after the other."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from operator import call
from random import Random
from typing import Any

from generator.errors import PatternError
from generator.patterns.arguments import Row, named, number, present, row, whole
from generator.patterns.pattern import Pattern, Value, Values, pattern
from generator.patterns.run import Run


@pattern
def permutations(source: Row, size: int | None = None) -> Values[Any]:
    """Return a row in every order, from as given to reversed, in lexical order of the places.

    source: a list or a pattern that ends. size: values in each order, 1 to the row's length, which
    it is if not given. n values in all their orders are n! times n. Raises PatternError.

    >>> list(permutations([0, 2, 4]))[:9]
    [0, 2, 4, 0, 4, 2, 2, 0, 4]
    """
    places = row("permutations", source)
    if size is not None and size < 1:
        raise PatternError(f"permutations: size = {size} is out of range: give 1 or more")

    def values(run: Run) -> Iterator[Any]:
        for order in itertools.permutations(places(run), size):
            yield from map(call, order)

    return values


@pattern
def gray(bits: Value = 4) -> Values[int]:
    """Return the numbers below 2 to the power of bits so that one bit changes at each step.

    bits: 1 to 16. Reflected binary code (Gray 1953), again and again.

    >>> list(gray(2)[:6])
    [0, 1, 3, 2, 0, 1]
    """
    width = whole("gray: bits", bits, 1, 16)

    def values(run: Run) -> Iterator[int]:
        widths, place = width(run), 0
        while True:
            place &= (1 << widths()) - 1
            yield _reflected(place)
            place += 1

    return values


@pattern
def gray_chords(source: Row) -> Values[Any]:
    """Return every chord of a row's values so that one value comes or goes at each step.

    source: a list of up to 16 values or a pattern that ends. Begins with a rest, the chord of none,
    and goes on for ever; in the order of the reflected binary code (Gray 1953). Raises
    PatternError.

    >>> list(gray_chords([60, 64, 67])[:5])
    [None, 60, (60, 64), 64, (64, 67)]
    """
    places = row("gray_chords", source)

    def values(run: Run) -> Iterator[Any]:
        readers = places(run)
        if len(readers) > 16:
            raise PatternError(f"gray_chords of {len(readers)} values: give 16 or fewer")
        for code in map(_reflected, itertools.cycle(range(1 << len(readers)))):
            yield _together([read() for bit, read in enumerate(readers) if code >> bit & 1])

    return values


@pattern
def arpeggio(
    chord: Any, order: Any = "up", octaves: Value = 1, octave: Value = 12
) -> Values[float | None]:
    """Return the notes of a chord one by one, again and again.

    chord: a tuple or list of notes, or a pattern of such, which gives the next one each time round
    (a rest is a rest). order: up, down, up down, down up, as played, converge (lowest, highest,
    second lowest …), diverge (the same from its end) or random (a new order each time, no note
    twice in a row); or its place in this list, from 0. octaves: 1 to 10, the last ones higher.
    octave: their distance, in the unit of the notes. Raises PatternError and UnknownNameError.

    >>> list(arpeggio((60, 64, 67), "up down")[:6]), list(arpeggio((4, 0, 7, 2), "converge")[:4])
    ([60, 64, 67, 64, 60, 64], [0, 7, 2, 4])
    """
    chosen = named("arpeggio order", order, tuple(ORDERS))
    count, size = whole("arpeggio: octaves", octaves, 1, 10), number("arpeggio: octave", octave)
    notes = None if isinstance(chord, Pattern) else row("arpeggio", chord)

    def values(run: Run) -> Iterator[float | None]:
        orders, counts, sizes = chosen(run), count(run), size(run)
        last = None
        for played in run.iterate(chord) if notes is None else _again(notes(run)):
            if played is None or played == ():
                yield None
                continue
            distance = sizes()
            held = [note + distance * k for k in range(counts()) for note in _notes(played)]
            arranged = ORDERS[orders()](held, run.random, last)
            yield from arranged
            last = arranged[-1]

    return values


Order = Callable[[list[float], Random, float | None], list[float]]


def _converging(notes: list[float]) -> list[float]:
    ranked = sorted(notes)
    return [ranked[-1 - k // 2 if k % 2 else k // 2] for k in range(len(ranked))]


def _there_and_back(notes: list[float]) -> list[float]:
    return notes + notes[-2:0:-1]


def _at_random(notes: list[float], random: Random, last: float | None) -> list[float]:
    order = random.sample(notes, len(notes))
    return order[1:] + order[:1] if order[0] == last else order


ORDERS: dict[str, Order] = {
    "up": lambda notes, *_: sorted(notes),
    "down": lambda notes, *_: sorted(notes)[::-1],
    "up down": lambda notes, *_: _there_and_back(sorted(notes)),
    "down up": lambda notes, *_: _there_and_back(sorted(notes)[::-1]),
    "as played": lambda notes, *_: notes,
    "converge": lambda notes, *_: _converging(notes),
    "diverge": lambda notes, *_: _converging(notes)[::-1],
    "random": _at_random,
}


def _reflected(place: int) -> int:
    return place ^ place >> 1


def _again(readers: list[Callable[[], Any]]) -> Iterator[tuple[Any, ...]]:
    while True:
        yield tuple(read() for read in readers)


def _notes(played: Any) -> list[float]:
    notes = list(played) if isinstance(played, tuple | list) else [played]
    for note in notes:
        if not isinstance(note, int | float):
            raise PatternError(f"arpeggio: {note!r:.40} in the chord {played!r:.80} is no number")
    return list(present("arpeggio", notes))


def _together(values: list[Any]) -> Any:
    return (values[0] if len(values) == 1 else tuple(values)) if values else None
