"""A piece of one's own, mended while it plays: a file that has changed is tried, then played."""

from __future__ import annotations

import os
from pathlib import Path

from generator.errors import UsageError
from generator.session.checking import Trial
from generator.session.setup import Choice

LOOK_SECONDS = 1.0

Stamp = tuple[tuple[int, int], ...]


class Mending:
    """Watches the files of what was chosen. faults: why they are not fit to play as they are."""

    def __init__(self, choice: Choice) -> None:
        self.faults: list[str] = []
        self._choice = choice
        named = choice.piece.endswith(".py") or os.sep in choice.piece
        own = [choice.piece] if named else []
        self._paths = [Path(name) for name in (*own, choice.csd) if name is not None]
        self._trial: Trial | None = None
        self._looked_seconds = 0.0
        self._stamp = self._stamped()

    def loaded(self) -> None:
        """Take note that an engine reads the files as they are now."""
        self._stamp = self._stamped()

    def ask(self) -> None:
        """Begin to find out whether the files are fit; raises UsageError where there are none."""
        if not self._paths:
            name = self._choice.piece
            raise UsageError(f"piece {name!r} is a bundled one: there is nothing to load again")
        if self._trial is None:
            self._stamp = self._stamped()
            self._trial = Trial(self._choice)

    def look(self, now: float, *, troubled: bool) -> bool:
        """Return whether files that were asked for, or have changed while troubled, are fit."""
        if self._trial is None:
            self._watch(now, troubled=troubled)
            return False
        verdict = self._trial.verdict()
        if verdict is None:
            return False
        self._trial = None
        self.faults = verdict.faults
        return verdict.fit

    def close(self) -> None:
        """Give up what is under way."""
        if self._trial is not None:
            self._trial.close()
            self._trial = None

    def _watch(self, now: float, *, troubled: bool) -> None:
        if not self._paths or now - self._looked_seconds < LOOK_SECONDS:
            return
        self._looked_seconds = now
        if (troubled or self.faults) and self._stamped() not in (self._stamp, ()):
            self.ask()

    def _stamped(self) -> Stamp:
        """Return what tells a file that has changed; nothing while one is not there."""
        try:
            found = [path.stat() for path in self._paths]
        except OSError:
            return ()
        return tuple((each.st_mtime_ns, each.st_size) for each in found)
