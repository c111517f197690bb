"""A pattern's view of its player while it runs: arguments, random numbers, the beat."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, repeat
from random import Random
from typing import Any

from generator.parameters import Parameter
from generator.patterns.player import Player


class StopPattern(Exception):  # noqa: N818 - it ends a pattern, as StopIteration does an iterator
    """A pattern that another one reads has come to its end."""


class Runnable:
    """What can be run: a pattern."""

    __slots__ = ()
    name: str

    def run(self, run: Run) -> Iterator[Any]:
        """Return an iterator of its values."""
        raise NotImplementedError


class Run:
    """One node of a tree of patterns in performance.

    path: where the node is, `0.walk/1.seq`: the name of its random stream. Every argument that is
    read takes the next place, so a change in one branch leaves the draws of the others alone.
    """

    __slots__ = ("_places", "_random", "path", "player")

    def __init__(self, player: Player, path: str) -> None:
        self.player = player
        self.path = path
        self._random: Random | None = None
        self._places = 0

    @property
    def random(self) -> Random:
        """The node's own stream of random numbers."""
        if self._random is None:
            self._random = self.player.draws(self.path)
        return self._random

    @property
    def beat(self) -> float:
        """The present beat."""
        return self.player.beat

    def read(self, value: Any) -> Callable[[], Any]:
        """Return what gives the present value of an argument, each time it is called.

        A number is itself; a pattern gives its next value, and StopPattern after its last; a
        Parameter gives what it stands at.
        """
        self._places += 1
        if isinstance(value, Parameter):
            return partial(self.player.__getitem__, value.id)
        if isinstance(value, Runnable):
            return chain(self._started(value), _stop()).__next__
        return repeat(value).__next__

    def iterate(self, value: Any) -> Iterator[Any]:
        """Return the values of a pattern; of anything else its present value for ever."""
        if isinstance(value, Runnable):
            self._places += 1
            return self._started(value)
        return iter(self.read(value), object())

    def _started(self, pattern: Runnable) -> Iterator[Any]:
        return pattern.run(Run(self.player, f"{self.path}/{self._places}.{pattern.name}"))


def _stop() -> Iterator[Any]:
    raise StopPattern
    yield
