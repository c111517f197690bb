"""What a player can ask of a session while it plays."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Action(StrEnum):
    """The kinds of commands."""

    SET = "set"
    PAUSE = "pause"
    RESUME = "resume"
    PANIC = "panic"
    STOP = "stop"


class Command(NamedTuple):
    """One request; parameter and value are those of `set`."""

    action: Action
    parameter: str = ""
    value: float = 0.0

    @classmethod
    def from_fields(cls, fields: list[object]) -> Command:
        """Return the command that was sent as a list of its fields."""
        action, parameter, value = fields
        return cls(Action(str(action)), str(parameter), float(str(value)))


class Applied(NamedTuple):
    """A command and the sample at which it took effect."""

    onset_sample: int
    command: Command
