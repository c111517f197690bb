"""Noise: values that wander, near to each other and yet far over time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import reduce
from math import floor
from operator import add

from generator.patterns.arguments import number, whole
from generator.patterns.beats import SHORTEST_BEATS, turns
from generator.patterns.pattern import Value, Values, pattern
from generator.patterns.run import Run

LATTICE = 256


@pattern
def pink(low: Value = 0.0, high: Value = 1.0, rows: Value = 8) -> Values[float]:
    """Return 1/f noise: as much change in every octave of time, as in most music.

    low, high: the ends, in any unit; the values lie round their middle, with a standard deviation
    of 0.29 of the range over the root of rows. rows: octaves of time, 1 to 32, read at the start.
    Voss and Clarke (1978), in the way of McCartney (1999).

    >>> [round(value, 3) for value in pink()[:5]]
    [0.523, 0.493, 0.494, 0.515, 0.453]
    """
    bottom, top = number("pink: low", low), number("pink: high", high)
    count = whole("pink: rows", rows, 1, 32)

    def values(run: Run) -> Iterator[float]:
        lows, highs = bottom(run), top(run)
        for share in wandering(run.random.random, int(count(run)())):
            low = lows()
            yield low + (highs() - low) * min(max(share, 0.0), 1.0)

    return values


@pattern
def perlin(
    period: Value = 4, low: Value = 0.0, high: Value = 1.0, octaves: Value = 1
) -> Values[float]:
    """Return smooth noise over the beats, with bends about a period apart.

    period: in beats, 0.001 or more; a live one bends it without a jump. low, high: its ends, in any
    unit. octaves: 1 to 8 layers, each at half the period and half the height of the one before.
    Begins halfway between two points of its lattice, so that a period of one beat, read on the
    beat, moves too; comes round after 256 periods. Perlin (1985, 2002).

    >>> [round(value, 3) for value in perlin(4)[:5]]
    [0.778, 0.678, 0.5, 0.319, 0.212]
    """
    bottom, top = number("perlin: low", low), number("perlin: high", high)
    layers = whole("perlin: octaves", octaves, 1, 8)
    number("perlin: period", period, SHORTEST_BEATS)

    def values(run: Run) -> Iterator[float]:
        lows, highs, counts = bottom(run), top(run), layers(run)
        random = run.random.random
        slopes = [2.0 * random() - 1.0 for _ in range(LATTICE)]
        for turn in turns("perlin", period, run):
            low, count = lows(), counts()
            height = _smooth(slopes, turn + 0.5)
            for k in range(1, count):
                height += _smooth(slopes, (turn + 0.5) * 2**k) / 2**k
            share = 0.5 + 0.5 * height / (2.0 - 2.0 / 2**count)
            yield low + (highs() - low) * share

    return values


def wandering(random: Callable[[], float], rows: int) -> Iterator[float]:
    """Return 1/f noise from 0 to 1: the mean of rows; row k is drawn anew every 2^k values.

    random: gives a number from 0 to 1; so many are drawn at once, and one with each value. One
    row changes at a time (McCartney 1999), where Voss's dice (Gardner 1978) change several.

    >>> from random import Random
    >>> [round(value, 3) for value, _ in zip(wandering(Random(1).random, 5), range(3))]
    [0.562, 0.523, 0.591]
    """
    return _turning(random, [random() for _ in range(rows)])


def _turning(random: Callable[[], float], row: list[float]) -> Iterator[float]:
    count, calls = len(row), 0
    total = reduce(add, row)  # the same in every Python, which `sum` is not
    last = count - 1
    while True:
        calls += 1
        place = min((calls & -calls).bit_length() - 1, last)
        fresh = random()
        total += fresh - row[place]
        row[place] = fresh
        yield total / count


def _smooth(slopes: list[float], place: float) -> float:
    """Return gradient noise from -1 to 1, between the slopes at two whole places."""
    lower = floor(place)
    t = place - lower
    left, right = slopes[lower % LATTICE] * t, slopes[(lower + 1) % LATTICE] * (t - 1.0)
    fade = t * t * t * (t * (6.0 * t - 15.0) + 10.0)
    return 2.0 * (left + fade * (right - left))
