"""Joining the Link session, and leaving it, while the music plays."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from threading import Lock

from generator.control.chore import Chore
from generator.control.desk import Desk
from generator.control.link.peer import MISSING, Link, installed
from generator.control.status import Status
from generator.control.surface import Change
from generator.errors import ControlError

MOST_NOTICES = 100


class LinkSwitch:
    """A performance that is in a Link session or not; use it from one thread.

    Nothing waits: a thread of its own joins and leaves, and `notices` says so.
    """

    def __init__(self, desk: Desk) -> None:
        self.notices: deque[str] = deque(maxlen=MOST_NOTICES)
        self._desk = desk
        self._installed = installed()
        self._wanted = self._closing = False
        self._joined: Link | None = None
        self._left: deque[Link] = deque()
        self._lock = Lock()
        self._chore = Chore("link", self._settle)

    @property
    def on(self) -> bool | None:
        """Whether the session is joined; None where it cannot be."""
        return self._joined is not None if self._installed else None

    @property
    def peers(self) -> int:
        """How many others are in the session."""
        joined = self._joined
        return joined.peers if joined is not None else 0

    def check(self) -> None:
        """Raise ControlError where Link is not installed."""
        if not self._installed:
            raise ControlError(MISSING)

    def turn(self, on: bool) -> None:
        """Join the session, or leave it; raises ControlError where Link is not installed."""
        if on:
            self.check()
        with self._lock:
            self._wanted = on
            if self._joined is not None and not on:
                self._left.append(self._joined)
                self._joined = None
        self._chore.ask()

    def close(self) -> None:
        """Leave the session, and return when that is done."""
        self._closing = True
        self.turn(False)
        self._chore.wait()

    def changed(self, changes: Iterable[Change]) -> None:
        """Take what has changed in the performance."""
        if self._joined is not None:
            self._joined.changed(changes)

    def tell(self, status: Status) -> None:
        """Take the status of a frame."""
        if self._joined is not None:
            self._joined.tell(status)

    # -- the thread that joins and leaves

    def _settle(self) -> None:
        while self._left:
            self._left.popleft().close()
            if not self._closing:
                self.notices.append("Link: left the session")
        if self._wanted and self._joined is None:
            self._join()

    def _join(self) -> None:
        try:
            link = Link(self._desk)
            link.start()
        except Exception as error:  # the library's errors are of no class of their own
            self._wanted = False
            self.notices.append(f"Link: cannot join the session: {error}")
            return
        with self._lock:
            if self._wanted:
                self._joined = link
                self.notices.append("Link: joined the session")
            else:
                self._left.append(link)
