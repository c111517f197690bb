"""What the front asks an engine process to play, as a message."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from generator.control.commands import Action, Applied, Command
from generator.engine.audio import AudioSettings as AudioSettings
from generator.session.ending import Extent
from generator.session.setup import Choice

WAITING = Applied(0, 0.0, Command(Action.REWIND, source="start"))


@dataclass(frozen=True, slots=True)
class Plan:
    """A performance to come.

    recording: the file to record to, if any; score: the file to write the notes to; journal: the
    file that lets it be played again. force: these may exist. tells_notes: whether the front wants
    to hear of every note as it is committed. shows: whether a window wants to know of notes with
    what made them, of margins, of the sound and of what Csound prints. waits: whether the music
    waits at the beginning for a command. epoch_seconds: the monotonic time of the session's first
    sample, where this engine takes over from another; applied: the commands that had taken effect
    by then; recording_sample: where the recording began.
    """

    choice: Choice
    extent: Extent = field(default_factory=Extent)
    audio: AudioSettings = field(default_factory=AudioSettings)
    look_ahead_seconds: float | None = None
    recording: str | None = None
    score: str | None = None
    journal: str | None = None
    force: bool = False
    tells_notes: bool = False
    shows: bool = False
    waits: bool = False
    sample_rate: int | None = None
    epoch_seconds: float | None = None
    applied: tuple[Applied, ...] = ()
    recording_sample: int = 0

    @property
    def script(self) -> tuple[Applied, ...]:
        """The commands that take effect by themselves: another engine's, or to wait."""
        if self.epoch_seconds is None and self.waits:
            return (WAITING,)
        return self.applied

    def to_message(self) -> dict[str, Any]:
        """Return the plan as JSON can carry it."""
        return asdict(self) | {"applied": [each.to_message() for each in self.applied]}

    @classmethod
    def from_message(cls, message: dict[str, Any]) -> Plan:
        """Return the plan that a message carries."""
        return cls(
            **message
            | {
                "choice": Choice.from_message(message["choice"]),
                "extent": Extent(**message["extent"]),
                "audio": AudioSettings(**message["audio"]),
                "applied": tuple(map(Applied.from_message, message["applied"])),
            }
        )

    def resumed(self, epoch_seconds: float, applied: list[Applied], sample_rate: int) -> Plan:
        """Return the plan for an engine that takes over from another."""
        return replace(
            self, epoch_seconds=epoch_seconds, applied=tuple(applied), sample_rate=sample_rate
        )
