"""Sway: the small deviations of a player, long in memory."""

from __future__ import annotations

from functools import reduce
from operator import add
from random import Random

ROWS = 5


class Sway:
    """Deviations near 1/f, as people's timing has them (Hennig 2011), each call the next one.

    Voss and McCartney's sum of rows: row k is drawn anew every 2**k calls, so neighbours are alike
    and the whole wanders. Values lie between 0 and 1, around 0.5; their standard deviation is 0.13.
    """

    __slots__ = ("_calls", "_random", "_rows", "_sum")

    def __init__(self, random: Random) -> None:
        self._random = random.random
        self._rows = [self._random() for _ in range(ROWS)]
        self._sum = reduce(add, self._rows)  # the same in every Python, which `sum` is not
        self._calls = 0

    def __call__(self) -> float:
        """Return the next deviation."""
        self._calls += 1
        row = min((self._calls & -self._calls).bit_length() - 1, ROWS - 1)
        fresh = self._random()
        self._sum += fresh - self._rows[row]
        self._rows[row] = fresh
        return self._sum / ROWS
