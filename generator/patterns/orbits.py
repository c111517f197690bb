"""Orbits: loops that never meet again, or seldom."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from math import floor
from random import Random
from typing import Any

from generator.errors import PatternError
from generator.patterns.arguments import number, whole, within
from generator.patterns.pattern import Pattern, Value, Values, pattern, whole_row
from generator.patterns.run import Run
from generator.patterns.streams import stream

MOST_ORBITS = 16
GRAIN = 16  # parts of a beat in which lengths are measured
SMALLEST_RATIO = 12
TRIES = 2000
HIGHEST_EDITION = 1_000_000
LONGEST_BEATS = 100_000.0
FARTHEST = 16_384


@pattern
def orbit(
    number: int,
    of: int = 4,
    *,
    shortest: float = 20.0,
    longest: float = 32.0,
    edition: Value = 0,
    ring: str = "orbits",
) -> Values[float]:
    """Return the length in beats of one of several loops that hardly ever come round together.

    number: which one, 0 to of - 1, the shortest first; of: 1 to 16. Lengths lie from shortest to
    longest, in sixteenths of a beat; no two are as whole numbers up to 12, so at 60 BPM they are
    23 1/2, 25 7/8, 29 15/16 s and the like. edition: each value has lengths of its own, so another
    one draws them all anew from each loop's next round on. All patterns of one ring draw the same
    lengths. Raises PatternError for numbers out of range and where there is no room for so many.
    After the tape loops of Eno's Music for Airports (1978).

    >>> [orbit(number, of=3)[0] for number in range(3)]
    [23.0625, 28.25, 31.1875]
    """
    within("orbit: of", of, 1, MOST_ORBITS)
    within("orbit: number", number, 0, of - 1)
    within("orbit: shortest", shortest, 1.0 / GRAIN, LONGEST_BEATS)
    within("orbit: longest", longest, shortest, LONGEST_BEATS)
    editions = whole("orbit: edition", edition, 0, HIGHEST_EDITION)
    incommensurable(of, shortest, longest, 0)

    def values(run: Run) -> Iterator[float]:
        asked = editions(run)
        while True:
            drawn = stream(run.player.seed, f"ring/{ring}/{asked()}")
            source = drawn.getrandbits(53)
            yield incommensurable(of, shortest, longest, source)[number]

    return values


@pattern
def stations(
    source: Pattern[Any],
    size: Value = 16,
    increment: Value = 1,
    *,
    rate: Value = 1.0,
    start: int = 0,
) -> Values[Any]:
    """Return stretches of a source, each from a starting point further on.

    source: a pattern that ends, of 1 to 16,384 values, taken as a ring. size: how many values a
    stretch has, 1 to 16,384. increment: how many values of the source the next stretch starts
    further on, and may be negative or broken. rate: how many values of the source one reading goes
    on: 0.5 gives each twice, 2 every other one, negative ones go backwards. Several at rates and
    increments of their own on one source take long to meet again. size, increment and rate are
    read at the start of each stretch; live values are clipped. Raises PatternError for constants
    out of range. After Longplayer (Finer 2000).

    >>> from generator.patterns import seq
    >>> stations(seq(0, 1, 2, 3, 4, 5), size=3, increment=1)[:9].values()
    [0, 1, 2, 1, 2, 3, 2, 3, 4]
    >>> stations(seq(0, 1, 2, 3, 4, 5), size=4, increment=3, rate=0.5)[:8].values()
    [0, 0, 1, 1, 3, 3, 4, 4]
    """
    sizes = whole("stations: size", size, 1, FARTHEST)
    increments = number("stations: increment", increment, -FARTHEST, FARTHEST)
    rates = number("stations: rate", rate, -FARTHEST, FARTHEST)

    def values(run: Run) -> Iterator[Any]:
        row = whole_row("stations", run.iterate(source))
        if not row:
            raise PatternError(f"stations of {source!r}, which has no value")
        span, further, pace = sizes(run), increments(run), rates(run)
        place = float(start)
        while True:
            speed = pace()
            for step in range(span()):
                yield row[floor(place + step * speed) % len(row)]
            place = (place + further()) % len(row)

    return values


@pattern
def phasing(step: float = 0.25, size: int = 12, hold: Value = 6, glide: Value = 4) -> Values[float]:
    """Return the steps in beats of a player who holds, then glides one step ahead, and holds again.

    step: the even step in beats, above 0. size: how many steps the repeated figure has, 1 to 1,024.
    hold: repetitions of the figure in time; glide: repetitions in which exactly one step is won,
    slowly at first and at last; 0 to 256 and 1 to 256, read when each begins, live ones clipped.
    After `size` glides the figure is in unison with the even one again. Raises PatternError for
    numbers out of range. After Reich's Piano Phase (1967).

    >>> row = phasing(0.5, size=4, hold=1, glide=2)[:12].values()
    >>> row[:4], round(sum(row), 9)
    ([0.5, 0.5, 0.5, 0.5], 5.5)
    """
    within("phasing: step", step, 1e-6, LONGEST_BEATS)
    within("phasing: size", size, 1, 1024)
    holds = whole("phasing: hold", hold, 0, 256)
    glides = whole("phasing: glide", glide, 1, 256)

    def values(run: Run) -> Iterator[float]:
        held, glided = holds(run), glides(run)
        while True:
            for _ in range(held() * size):
                yield step
            steps = glided() * size
            won = [_eased(done / steps) for done in range(steps + 1)]
            for before, after in pairwise(won):
                yield max(0.0, step * (1.0 - after + before))

    return values


@lru_cache(maxsize=256)
def incommensurable(count: int, shortest: float, longest: float, source: int) -> tuple[float, ...]:
    """Return lengths from shortest to longest, in sixteenths, the shortest first.

    No two of them are as whole numbers up to 12. source: what they are drawn from. Raises
    PatternError where there is no room for so many.

    >>> incommensurable(3, 20.0, 32.0, 7)
    (22.375, 25.125, 26.3125)
    """
    random = Random(source)
    low, high = round(shortest * GRAIN), round(longest * GRAIN)
    found: list[int] = []
    for _ in range(TRIES):
        one = random.randrange(low, high + 1)
        if all(_apart(one, other) for other in found):
            found.append(one)
        if len(found) == count:
            return tuple(length / GRAIN for length in sorted(found))
    raise PatternError(
        f"orbit: no {count} lengths from {shortest:g} to {longest:g} beats that do not meet: "
        "give a wider range or fewer"
    )


def _apart(one: int, other: int) -> bool:
    """Return whether two lengths meet only after more than 12 rounds of either."""
    low, high = sorted((one, other))
    return all(high * k % low for k in range(1, SMALLEST_RATIO + 1)) and low < high


def _eased(share: float) -> float:
    """Return how much of a way is gone after a share of its time, without a jolt at either end."""
    return share * share * (3.0 - 2.0 * share)
