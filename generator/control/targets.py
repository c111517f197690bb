"""What a control can be bound to: parameters, macros, snapshots and actions."""

from __future__ import annotations

from collections.abc import Callable

from generator.control.commands import Action
from generator.control.desk import Desk
from generator.control.names import checked_name
from generator.errors import UnknownNameError
from generator.parameters import WHOLE, Parameter

SNAPSHOT = "snapshot "
FINEST_DETENT = 1.0 / 127.0
ACTION_SOURCE = "midi"

ACTIONS: dict[str, Callable[[Desk, str], object]] = {
    "play": lambda desk, source: desk.act(Action.RESUME, source),
    "stop": lambda desk, source: desk.act(Action.REWIND, source),
    "pause": lambda desk, source: desk.act(Action.PAUSE, source),
    "panic": lambda desk, source: desk.act(Action.PANIC, source),
    "toggle": Desk.toggle,
    "tap": Desk.tap,
    "reroll": Desk.reroll,
}
RECORD = "record"


class Targets:
    """Reaches what controls are bound to, through the desk.

    A target is a parameter's id (a macro's is `macro.NAME`), `snapshot NAME`, or an action:
    play, stop (and go back to the beginning), pause, toggle, panic, tap, reroll, record (starts,
    the next time ends). Methods raise what the desk raises.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def checked(self, target: str) -> str:
        """Return a target without needless blanks; raises UsageError for one that is none."""
        word = " ".join(target.split())
        by_id = self._desk.surface.subject.by_id
        name = word.removeprefix(SNAPSHOT)
        if word.startswith(SNAPSHOT):
            if not self._is_stored(name):
                checked_name(name)
        elif word not in by_id and not self.is_action(word):
            known = (*by_id, *ACTIONS, RECORD, SNAPSHOT + "1")
            raise UnknownNameError("parameter or action", word, known)
        return word

    def is_action(self, target: str) -> bool:
        """Whether it is done by a press rather than moved."""
        return target in ACTIONS or target == RECORD or target.startswith(SNAPSHOT)

    def parameter(self, target: str) -> Parameter | None:
        """Return the parameter; None for an action and for what this piece has not."""
        return self._desk.surface.subject.by_id.get(target)

    def place(self, parameter: Parameter) -> float:
        """Return where a parameter stands, from 0 to 1."""
        return parameter.position(self._desk.surface.values.get(parameter.id, parameter.default))

    def move(self, parameter: Parameter, position: float, source: str) -> None:
        """Set a parameter by its position from 0 to 1."""
        self._desk.set(parameter.id, parameter.value_at(position), source)

    def act(self, target: str) -> None:
        """Do an action."""
        if target.startswith(SNAPSHOT):
            self._desk.recall(target.removeprefix(SNAPSHOT), ACTION_SOURCE)
        elif target == RECORD:
            self._desk.record(not self._desk.recording, ACTION_SOURCE)
        else:
            ACTIONS[target](self._desk, ACTION_SOURCE)

    def recall_if_stored(self, name: str) -> bool:
        """Recall a snapshot if there is one of that name; return whether there was."""
        stored = self._is_stored(name)
        if stored:
            self._desk.recall(name, ACTION_SOURCE)
        return stored

    def _is_stored(self, name: str) -> bool:
        return self._desk.bank.has(self._desk.surface.subject.piece, name)


def detent(parameter: Parameter) -> float:
    """Return how far one detent of an endless control moves a parameter, from 0 to 1."""
    if parameter.warp not in WHOLE:
        return FINEST_DETENT
    return max(FINEST_DETENT, 1.0 / (parameter.maximum - parameter.minimum))
