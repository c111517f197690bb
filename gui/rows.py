"""Rows that grow at their end, and which of them are in sight."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Generic, TypeVar

MOST_ROWS = 2_000
TRIMMED = MOST_ROWS // 4  # rows that are forgotten at once

Thing = TypeVar("Thing")


class Rows(Generic[Thing]):
    """Follows its end until it is scrolled up; then it stands still, and what comes waits.

    Keeps 2,000 rows, and as many that wait. visible: how many have room. forgotten: how many there
    were before the first. unseen: how many have come since it stood still.
    """

    def __init__(self) -> None:
        self.things: list[Thing] = []
        self.visible = 1
        self.follows = True
        self.forgotten = 0
        self.unseen = 0
        self._waiting: deque[Thing] = deque(maxlen=MOST_ROWS)
        self._first = 0  # the row at the top, where it stands still

    def __len__(self) -> int:
        return len(self.things)

    def extend(self, things: Sequence[Thing]) -> None:
        """Add rows at the end."""
        if not self.follows:
            self.unseen += len(things)
        if self.follows:
            self._append(things)
        elif len(self.things) + len(things) <= MOST_ROWS and not self._waiting:
            self.things.extend(things)
        else:
            self._waiting.extend(things)

    def replace(self, things: Sequence[Thing]) -> None:
        """Let these be all."""
        self.things[:] = things
        self._waiting.clear()

    def follow(self) -> None:
        """Go to the end, and follow it."""
        self.follows, self.unseen = True, 0
        self._append(self._waiting)
        self._waiting.clear()

    def hold(self) -> None:
        """Stand still."""
        if self.follows:
            self._first, self.follows = self.top, False

    def go_to(self, first: int) -> None:
        """Put a row at the top and stand still there; follow where there is nothing below."""
        if first >= self.last:
            self.follow()
        else:
            self.follows, self._first = False, max(first, 0)

    @property
    def top(self) -> int:
        """The row at the top."""
        return self.last if self.follows else min(self._first, self.last)

    @property
    def last(self) -> int:
        """The row at the top when the end is in sight."""
        return max(len(self.things) - self.visible, 0)

    @property
    def in_sight(self) -> Sequence[Thing]:
        """The rows that are to be seen."""
        top = self.top
        return self.things[top : top + self.visible]

    def _append(self, things: Sequence[Thing] | deque[Thing]) -> None:
        self.things.extend(things)
        excess = len(self.things) - MOST_ROWS
        if excess > 0:
            excess += TRIMMED
            del self.things[:excess]
            self.forgotten += excess
