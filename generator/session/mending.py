"""A piece of one's own, edited or mended while it plays: what has changed is tried first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import CodeType

from generator.errors import PieceError, UsageError
from generator.session.checking import Trial
from generator.session.setup import Choice
from generator.session.version import Version, is_own, version_of

LOOK_SECONDS = 0.1

Stamp = tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """What has been found fit to play. version: of the piece, None for a bundled one.

    codes: it, compiled. orchestra: whether it is the orchestra that has changed.
    """

    version: Version | None
    codes: Mapping[str, CodeType]
    orchestra: bool = False


class Mending:
    """Watches the files of what was chosen. faults: why they are not fit to play as they are.

    edits: whether a piece that changes is tried at once, not only where there are troubles.
    own: whether it is a file of the player's. version: of the piece, as it was last found fit.
    """

    def __init__(self, choice: Choice, *, edits: bool = False) -> None:
        self.faults: list[str] = []
        self.version = version_of(choice.piece)
        self._choice = choice
        self.own = is_own(choice.piece)
        self.edits = edits
        self._csd = [Path(choice.csd)] if choice.csd is not None else []
        self._trial: Trial | None = None
        self._tried = Fit(self.version, {})
        self._looked_seconds = 0.0
        self._files = self._watched()
        self._stamp = self._unsettled = self._stamped()

    def refuse(self, why: str) -> None:
        """Take note that what was found fit is not."""
        self.faults, self.version = [why], None

    def loaded(self) -> None:
        """Take note that an engine reads the orchestra as it is now."""
        self._stamp = self._stamped()

    def ask(self, values: Mapping[str, float] | None = None) -> None:
        """Begin to find out whether the files are fit; raises UsageError where there are none.

        values: of the parameters, with which it is tried.
        """
        if not (self.own or self._csd):
            name = self._choice.piece
            raise UsageError(f"piece {name!r} is a bundled one: there is nothing to load again")
        if self._trial is None:
            self._begin(values or {})

    def look(
        self, now: float, *, troubled: bool, values: Mapping[str, float] | None = None
    ) -> Fit | None:
        """Return what is fit of what was asked for, or has changed; None while nothing is."""
        if self._trial is None:
            self._watch(now, troubled=troubled, values=values or {})
            return None
        verdict = self._trial.verdict()
        if verdict is None:
            return None
        self._trial = None
        self.faults = verdict.faults
        if not verdict.fit:
            return None
        self.version = self._tried.version
        return self._tried

    def close(self) -> None:
        """Give up what is under way."""
        if self._trial is not None:
            self._trial.close()
            self._trial = None

    def _watch(self, now: float, *, troubled: bool, values: Mapping[str, float]) -> None:
        """Try what has changed, once it has stood still between two looks."""
        if now - self._looked_seconds < LOOK_SECONDS or not self._files:
            return
        self._looked_seconds = now
        stamp = self._stamped()
        tries = self.own and self.edits
        if stamp in (self._stamp, ()) or not (tries or troubled or self.faults):
            return
        if stamp == self._unsettled:
            self._begin(values, anew=troubled)
        self._unsettled = stamp

    def _begin(self, values: Mapping[str, float], *, anew: bool = True) -> None:
        """Read and compile what there is now, and begin to try it.

        anew: also where the piece is just what was found fit last.
        """
        before, self._stamp = self._stamp, self._stamped()
        same_csd = before[: len(self._csd)] == self._stamp[: len(self._csd)]
        try:
            version = Version.read(Path(self._choice.piece)) if self.own else None
            codes = {} if version is None else version.compiled()
        except PieceError as error:
            self.faults = [str(error)]
            return
        self._tried = Fit(version, codes, orchestra=not same_csd)
        self._files = self._watched()
        self._stamp = self._unsettled = self._stamped()
        choice = replace(self._choice, values=tuple(values.items()))
        if anew or self._tried.orchestra or version != self.version:
            self._trial = Trial(choice, version)
        else:
            self.faults = []

    def _watched(self) -> list[Path]:
        """Return the files to be watched: the orchestra, the piece and what it imports."""
        path = Path(self._choice.piece)
        tried = self._tried.version
        own = [path.parent / name for name in tried.texts] if tried is not None else [path]
        return [*self._csd, *(own if self.own else [])]

    def _stamped(self) -> Stamp:
        """Return what tells files that have changed; nothing while one is not there."""
        try:
            found = [path.stat() for path in self._files]
        except OSError:
            return ()
        return tuple((each.st_mtime_ns, each.st_size, each.st_ino) for each in found)
