"""The versions of a piece as the front has them: those that played, and the one on its way."""

from __future__ import annotations

from collections.abc import Collection

from generator.control.commands import Action, At, Command
from generator.session.mending import Fit
from generator.session.preparing import message_of
from generator.session.version import Version
from generator.session.wire import Wire

OFF = "off"
MOMENTS = (*(each.value for each in (At.BAR, At.BEAT, At.SECTION)), OFF)
SOURCE = "edit"


class Edits:
    """Passes versions on to the engine, one at a time, and keeps those that it may need again.

    begun: that with which the music began, if it is a piece of one's own. moment: of MOMENTS, when
    another takes over.
    """

    def __init__(self, begun: Version | None, moment: str) -> None:
        self.known = {} if begun is None else {begun.digest: begun}
        self.moment = moment
        self._next: Fit | None = None
        self._sent: Fit | None = None

    def offer(self, fit: Fit) -> None:
        """Have a version take over, soon; it replaces one that has not been passed on."""
        self._next = fit

    def pass_on(self, wire: Wire) -> None:
        """Pass on what waits, if the engine is not busy with another."""
        fit = self._next
        if self._sent is None and fit is not None and fit.version is not None:
            self._sent, self._next = fit, None
            wire.send({"edit": message_of(fit.version, fit.codes)})

    def again(self) -> None:
        """Have what was under way passed on once more, to another engine."""
        self._next, self._sent = self._next or self._sent, None

    def prepared(self, digest: str, needed: Collection[str]) -> Command:
        """Return the command that lets the version take over which the engine has ready.

        needed: the digests of others that must be kept.
        """
        assert self._sent is not None
        version = self._sent.version
        assert version is not None
        self._sent = None
        self.known = {key: each for key, each in self.known.items() if key in needed}
        self.known[digest] = version
        at = At.BAR if self.moment == OFF else At(self.moment)
        return Command(Action.EDIT, digest, at=at, source=SOURCE)

    def unprepared(self) -> None:
        """Take note that the engine cannot load it."""
        self._sent = None
