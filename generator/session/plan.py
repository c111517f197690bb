"""What the front asks an engine process to play, as a message."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from generator.control.commands import Applied
from generator.engine.audio import AudioSettings
from generator.session.ending import Extent
from generator.session.setup import Choice


@dataclass(frozen=True, slots=True)
class Plan:
    """A performance to come.

    recording: the file to record to, if any; score: the file to write the notes to; journal: the
    file that lets it be played again. force: these may exist. tells_notes: whether the front wants
    to hear of every note as it is committed. epoch_seconds: the monotonic time of the session's
    first sample, where this engine takes over from one that died; applied: the commands that had
    taken effect by then.
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
    sample_rate: int | None = None
    epoch_seconds: float | None = None
    applied: tuple[Applied, ...] = ()

    def to_message(self) -> dict[str, Any]:
        """Return the plan as JSON can carry it."""
        return asdict(self) | {"applied": [each.to_message() for each in self.applied]}

    @classmethod
    def from_message(cls, message: dict[str, Any]) -> Plan:
        """Return the plan that a message carries."""
        choice = Choice(**message["choice"])
        settings = tuple((key, value) for key, value in choice.settings)
        return cls(
            **message
            | {
                "choice": replace(choice, settings=settings),
                "extent": Extent(**message["extent"]),
                "audio": AudioSettings(**message["audio"]),
                "applied": tuple(map(Applied.from_message, message["applied"])),
            }
        )

    def resumed(self, epoch_seconds: float, applied: list[Applied], sample_rate: int) -> Plan:
        """Return the plan for an engine that takes over from one that died."""
        return replace(
            self, epoch_seconds=epoch_seconds, applied=tuple(applied), sample_rate=sample_rate
        )
