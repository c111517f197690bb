"""What keeps the last state of a performance while it plays, so that a crash can be made good."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from generator.control.chore import Chore
from generator.control.folders import performances_folder
from generator.session.front import Front
from generator.session.laststate import Entry, LastState
from generator.session.plan import Plan

PAUSE_SECONDS = 2.0


class Keeper:
    """Keeps what is played in a file of its own: every two seconds, and where something changed.

    Another thread writes it. entry: of a performance that broke off, with which this one goes on.
    notices: what to tell the player.
    """

    def __init__(
        self,
        plan: Plan,
        snapshots: Path | None,
        entry: Entry | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.notices: deque[str] = deque()
        self._plan = plan
        self._snapshots = _absolute(snapshots)
        self._entry = entry
        self._clock = clock
        self._chore = Chore("last state", self._save)
        self._started = datetime.now().strftime("%Y-%m-%d %H:%M")
        self._chosen = ""  # the name of the piece that was chosen, be it a file's
        self._state: LastState | None = None
        self._due_seconds = 0.0
        self._said = ""

    def see(self, front: Front) -> None:
        """Look at a performance, thirty times a second; keep what has changed."""
        now = self._clock()
        if now >= self._due_seconds and front.playing:
            self._due_seconds = now + PAUSE_SECONDS
            self._chosen = self._chosen or front.subject.piece
            state = self._state_of(front)
            if state != self._state:
                self._state = state
                self._chore.ask()

    def close(self, *, clean: bool) -> None:
        """End it; a clean end leaves nothing to go on with."""
        self._chore.wait()
        entry, self._entry = self._entry, None
        if entry is not None:
            entry.remove() if clean else entry.close()

    def _state_of(self, front: Front) -> LastState:
        choice, values = self._plan.choice, dict(front.values)
        subject, recording = front.subject, front.extra.get("recording")
        named = subject.piece == self._chosen and choice.piece not in subject.pieces
        own = named or bool(front.version)
        return LastState(
            piece=str(Path(choice.piece).absolute()) if own else subject.piece,
            seed=int(values.get("seed", choice.seed)),
            started=self._started,
            values=values,
            csd=_absolute(choice.csd),
            snapshots=self._snapshots,
            recording=_absolute(recording["path"]) if recording else None,
            journal=_absolute(self._plan.journal),
        )

    def _save(self) -> None:
        state = self._state
        assert state is not None
        try:
            self._entry = self._entry or Entry.new(performances_folder())
            self._entry.write(state)
        except OSError as error:
            self._say(f"the last state cannot be kept: {error.strerror or error}")
        else:
            self._said = ""

    def _say(self, text: str) -> None:
        """Say something, unless it was the last thing said."""
        if text != self._said:
            self._said = text
            self.notices.append(text)


def _absolute(path: str | Path | None) -> str | None:
    return None if path is None else str(Path(path).absolute())
