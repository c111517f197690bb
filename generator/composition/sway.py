"""Sway: the small deviations of a player, long in memory."""

from __future__ import annotations

from random import Random

from generator.patterns.noise import wandering

ROWS = 5


class Sway:
    """Deviations near 1/f, as people's timing has them (Hennig 2011), each call the next one.

    Values lie between 0 and 1, around 0.5; neighbours are alike, and the standard deviation is
    0.13.

    >>> sway = Sway(Random(1))
    >>> [round(sway(), 2) for _ in range(3)]
    [0.56, 0.52, 0.59]
    """

    __slots__ = ("_next",)

    def __init__(self, random: Random) -> None:
        self._next = wandering(random.random, ROWS).__next__

    def __call__(self) -> float:
        """Return the next deviation."""
        return self._next()
