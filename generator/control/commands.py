"""What a player can ask of a session while it plays."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, NamedTuple

from generator.control.strict import LARGEST_WHOLE, brief, member, number, shown, text, whole
from generator.errors import UsageError

LONGEST_RAMP = 3600.0  # that can be asked for
LARGEST_RAMP = 1e9  # that can be computed with
MOST_VALUES = 10_000


class Action(StrEnum):
    """The kinds of commands, and what `subject` and `value` are for each."""

    SET = "set"  # subject: a parameter; value: its own unit
    RECALL = "recall"  # values: parameters with their values
    PAUSE = "pause"
    RESUME = "resume"
    TOGGLE = "toggle"  # pause, or resume
    REWIND = "rewind"  # stop, and wait at the beginning
    STOP = "stop"  # fade, and end the performance
    PANIC = "panic"  # silence everything at once, effects too
    RELEASE = "release"  # let go of every note that sounds
    REROLL = "reroll"  # subject: a part, or none for all; value: the seed of what follows
    PIECE = "piece"  # subject: a bundled piece
    EDIT = "edit"  # subject: the digest of another version of the piece
    SECTION = "section"  # subject: a section, by name or number
    NOTE = "note"  # subject: a part; values: pitch, amplitude, beats
    ALIGN = "align"  # values: beat, sample: be at that beat at that sample
    TICK = "tick"  # value: beats; be at the beat that is awaited, then wait so many beats on
    CUT = "cut"  # subject: a part, which does not step again: it had not come back
    SHED = "shed"  # value: how many voices end, the quietest and oldest first
    RECORD = "record"  # subject: a file; value: 1 starts, 0 ends


class At(StrEnum):
    """When a command acts: as soon as it can, or when the next of these begins."""

    NOW = "now"
    BEAT = "beat"
    BAR = "bar"
    SECTION = "section"


class Over(StrEnum):
    """The unit of a ramp's length."""

    SECONDS = "seconds"
    BEATS = "beats"


Values = tuple[tuple[str, float], ...]


class Command(NamedTuple):
    """One request.

    ramp: how long a change takes, in `over`; 0 is at once. at: what it waits for. due_sample: the
    sample of the session at which it acts, where it is not as soon as it can. source: who asked.
    """

    action: Action
    subject: str = ""
    value: float = 0.0
    values: Values = ()
    ramp: float = 0.0
    over: Over = Over.SECONDS
    at: At = At.NOW
    due_sample: int | None = None
    source: str = ""

    def to_message(self) -> dict[str, Any]:
        """Return what differs from the defaults, as JSON can carry it."""
        given = zip(self._fields, self, strict=True)
        return {name: value for name, value in given if value != DEFAULTS.get(name)}

    @classmethod
    def from_message(cls, message: dict[str, Any]) -> Command:
        """Return the command that a message carries; raises UsageError for one that is none."""
        try:
            return cls(**message).checked()
        except (TypeError, UsageError) as error:
            raise UsageError(f"{shown(message, 200)} is no command: {brief(error)}") from None

    def checked(self) -> Command:
        """Return it with every field of its kind and within its bounds; raises UsageError.

        What is fit for a piece, its parts and its parameters, is seen where it is carried out.
        """
        due_sample = self.due_sample
        try:
            if len(self.values) > MOST_VALUES:
                raise UsageError(f"a command sets at most {MOST_VALUES} values")
            return Command(
                action=member(self.action, "action", Action),
                subject=text(self.subject, "subject"),
                value=number(self.value, "value"),
                values=tuple((text(key, "name"), number(value, key)) for key, value in self.values),
                ramp=number(self.ramp, "ramp", 0.0, LARGEST_RAMP),
                over=member(self.over, "over", Over),
                at=member(self.at, "at", At),
                due_sample=None
                if due_sample is None
                else whole(due_sample, "due_sample", -LARGEST_WHOLE),
                source=text(self.source, "source"),
            )
        except (TypeError, ValueError) as error:
            raise UsageError(f"{shown(self, 200)} is no command: {brief(error)}") from None

    def number(self, name: str) -> float:
        """Return the value of a name among `values`; raises UsageError where it is missing."""
        for key, value in self.values:
            if key == name:
                return value
        raise UsageError(f"{self.action} needs a value named {name!r}")

    @property
    def settled(self) -> tuple[str, ...]:
        """The parameters that it sets, at once and as soon as it can; none if it does not.

        Of two commands at one time that settle the same, only the later one matters.
        """
        if self.ramp > 0.0 or self.at is not At.NOW or self.due_sample is not None:
            return ()
        if self.action is Action.SET:
            return (self.subject,)
        return tuple(key for key, _ in self.values) if self.action is Action.RECALL else ()


DEFAULTS = Command._field_defaults


class Applied(NamedTuple):
    """A command with the sample and the beat at which the session took it up."""

    onset_sample: int
    beat: float
    command: Command

    def to_message(self) -> list[Any]:
        """Return it as JSON can carry it."""
        return [self.onset_sample, self.beat, self.command.to_message()]

    @classmethod
    def from_message(cls, message: list[Any]) -> Applied:
        """Return what a message carries; raises UsageError."""
        try:
            onset_sample, beat, command = message
            return cls(
                whole(onset_sample, "sample"),
                number(beat, "beat", 0.0, LARGEST_WHOLE),
                Command.from_message(command),
            )
        except (TypeError, ValueError) as error:
            raise UsageError(
                f"{shown(message, 200)} is no applied command: {brief(error)}"
            ) from None
