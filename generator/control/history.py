"""History: what a player did, to be undone and done again."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import NamedTuple

MOST_DEEDS = 500
JOINED_SECONDS = 1.0


class Deed(NamedTuple):
    """One thing done: how it is taken back, how it is done again, and what it was."""

    undo: Callable[[], None]
    redo: Callable[[], None]
    name: str


class History:
    """Undo and redo. What is undone and then followed by something new cannot be done again.

    Deeds with the same `join` that follow each other within some seconds count as one.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._done: list[Deed] = []
        self._undone: list[Deed] = []
        self._joint: tuple[Hashable, float] = (None, 0.0)

    def did(self, deed: Deed, join: Hashable = None, seconds: float = JOINED_SECONDS) -> None:
        """Take note of something that has been done; what joins it may come so much later."""
        now = self._clock()
        joint, until_seconds = self._joint
        if join is not None and join == joint and now < until_seconds and self._done:
            deed = deed._replace(undo=self._done.pop().undo)
        self._joint = (join, now + seconds)
        self._undone.clear()
        self._done.append(deed)
        del self._done[:-MOST_DEEDS]

    def undo(self) -> str | None:
        """Take back what was done last; return what it was, None where there is nothing."""
        return self._turn(self._done, self._undone, lambda deed: deed.undo())

    def redo(self) -> str | None:
        """Do again what was undone last; return what it was, None where there is nothing."""
        return self._turn(self._undone, self._done, lambda deed: deed.redo())

    def _turn(
        self, source: list[Deed], target: list[Deed], act: Callable[[Deed], None]
    ) -> str | None:
        self._joint = (None, 0.0)
        if not source:
            return None
        deed = source.pop()
        act(deed)
        target.append(deed)
        return deed.name
