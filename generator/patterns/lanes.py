"""Lanes: rows of settings, each at a length, pace and direction of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any

from generator.errors import PatternError
from generator.patterns.arguments import Argument, named, number, whole
from generator.patterns.pattern import Value, Values, fixed, pattern
from generator.patterns.run import Run

LONGEST = 256
SLOWEST = 256
HIGHEST_DEGREE = 8
DIRECTIONS = ("forward", "reverse", "ping-pong", "drunk", "random")


@pattern
def lane(
    values: Sequence[Any],
    start: Value = 0,
    end: Value | None = None,
    *,
    divider: Value = 1,
    direction: Value | str = "forward",
    chance: Value | Sequence[Value] = 1.0,
) -> Values[Any]:
    """Return the value of a lane that moves through its steps in a way of its own.

    values: 1 to 256 steps: numbers, None, tuples, patterns. start, end: its first and last step,
    from 0, both within the loop. divider: how many readings each step lasts, 1 to 256. direction:
    forward, reverse, ping-pong, drunk (to a neighbour) or random, or its number, 0 to 4. chance:
    that a step is taken up, 0 to 1, for all or one a step; a roll that fails keeps the last value.
    Live values are clipped; raises PatternError for constants out of range. After Kria (Monome,
    2016).

    >>> lane((0, 2, 4, 5), end=2, divider=2)[:8].values()
    [0, 0, 2, 2, 4, 4, 0, 0]
    >>> lane((0, 2, 4), direction="ping-pong")[:8].values()
    [0, 2, 4, 2, 0, 2, 4, 2]
    """
    row, last = _row("lane", values), len(values) - 1
    edges = whole("lane: start", start, 0, last), whole("lane: end", _or(end, last), 0, last)
    paces = whole("lane: divider", divider, 1, SLOWEST)
    ways, chances = named("direction of a lane", direction, DIRECTIONS), _spread(chance, len(row))

    def lanes(run: Run) -> Iterator[Any]:
        reads, odds = [run.read(each) for each in row], [each(run) for each in chances]
        first, final, pace, turn = edges[0](run), edges[1](run), paces(run), ways(run)
        random = run.random
        walk = _Walk(random)
        kept: Any = None
        fresh = True
        while True:
            low, high = sorted((first(), final()))
            place = walk.step(low, high, turn())
            if random.random() < odds[place]() or fresh:
                kept = reads[place]()
            fresh = False
            for _ in range(pace()):
                yield kept

    return lanes


@pattern
def two_loops(
    one: Sequence[int],
    two: Sequence[int],
    morph: Value = 0,
    *,
    highest: int = HIGHEST_DEGREE,
) -> Values[int | None]:
    """Return the sums of two short loops of degrees, which a key changes a little at a time.

    one, two: 1 to 256 whole numbers from 0 to highest; of different lengths, they take long to come
    round together. A 0 in `one` is a rest, in `two` it adds nothing. morph: a key; each time that
    it goes to another value than 0, every step that is not 0 moves up or down by 1, and stays so.
    Raises PatternError for loops that are empty or out of range. After Awake (norns, Tehn 2018).

    >>> two_loops((1, 0, 3, 5), (2, 0, 7))[:6].values()
    [3, None, 10, 7, 1, None]
    """
    for loop in (one, two):
        for step in _row("two_loops", loop):
            _check_degree(step, highest)
    keys = number("two_loops: morph", morph)

    def values(run: Run) -> Iterator[int | None]:
        key, rows, random = keys(run), (list(one), list(two)), run.random
        former, place = 0.0, 0
        while True:
            pressed = key()
            if pressed != former and pressed:
                for row in rows:
                    row[:] = (_nudged(value, highest, random) for value in row)
            former = pressed
            first, second = (row[place % len(row)] for row in rows)
            yield first + second if first else None
            place += 1

    return values


class _Walk:
    """Where a lane is, and which way it goes."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._place: int | None = None
        self._rises = True
        self._ways: dict[str, Callable[[int, int, int], int]] = {
            "forward": lambda place, low, high: place + 1 if place < high else low,
            "reverse": lambda place, low, high: place - 1 if place > low else high,
            "ping-pong": self._to_and_fro,
            "drunk": self._stagger,
            "random": lambda place, low, high: self._random.randrange(low, high + 1),
        }

    def step(self, low: int, high: int, way: str) -> int:
        """Go one step and return the place, from low to high."""
        if self._place is None:
            place = high if way == "reverse" else low
        else:
            place = self._ways[way](self._place, low, high)
        self._place = min(high, max(low, place))
        return self._place

    def _to_and_fro(self, place: int, low: int, high: int) -> int:
        if not low < place < high:
            self._rises = place <= low
        return place + 1 if self._rises else place - 1

    def _stagger(self, place: int, low: int, high: int) -> int:
        place += self._random.choice((-1, 1))
        return low + 1 if place < low else high - 1 if place > high else place


def _nudged(value: int, highest: int, random: Random) -> int:
    """Return a step that is not 0 one up or down, within 1 to highest; 0 stays 0."""
    moved = value + random.choice((-1, 1))
    if value == 0 or highest == 1:
        return value
    return 2 if moved < 1 else highest - 1 if moved > highest else moved


def _or(value: Value | None, other: float) -> Value:
    return other if value is None else value


def _spread(chance: Value | Sequence[Value], size: int) -> list[Argument]:
    chances = chance if isinstance(chance, Sequence) else [chance] * size
    if len(chances) != size:
        raise PatternError(f"lane: {len(chances)} chances for {size} steps: give one, or one each")
    return [number("lane: chance", each, 0.0, 1.0) for each in chances]


def _row(name: str, values: Sequence[Any]) -> tuple[Any, ...]:
    if not 1 <= len(values) <= LONGEST:
        raise PatternError(f"{name}: {len(values)} steps: give 1 to {LONGEST}")
    return tuple(values)


def _check_degree(value: Any, highest: int) -> None:
    if fixed(value) is None or value != int(value) or not 0 <= value <= highest:
        raise PatternError(
            f"two_loops: step {value!r:.40} is out of range: give whole numbers 0 to {highest}"
        )
