"""What the front asks an engine process to play, as a message."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from generator.control.commands import Action, Applied, At, Command
from generator.engine.audio import AudioSettings as AudioSettings
from generator.session.ending import Extent
from generator.session.setup import Choice
from generator.session.succession import Script
from generator.session.version import Version
from generator.timing.strategies import SCHEDULED

WAITING = Applied(0, 0.0, Command(Action.REWIND, source="start"))
AWAITING_TICKS = Applied(0, 0.0, Command(Action.TICK, source="start"))


@dataclass(frozen=True, slots=True)
class Plan:
    """A performance to come.

    otherwise: the audio to try where `audio` does not open, one after the other. recording: the
    file to record to, if any; score: the file to write the notes to; journal: the
    file that lets it be played again. force: these may exist. tells_notes: whether the front wants
    to hear of every note as it is committed. shows: whether a window wants to know of notes with
    what made them, of margins, of the sound and of what Csound prints. waits: whether the music
    waits at the beginning for a command. epoch_seconds: the monotonic time of the session's first
    sample, where this engine takes over from another; applied: the commands that had taken effect
    by then; recording_sample: where the recording began; begins_anew: whether it does not go on
    with the music but begins it anew. reload: when a piece of one's own that is saved while it
    plays takes over, `off` for never; version: as it was at the beginning; versions: others, to
    which `applied` comes. clock: what
    tells that a beat is due, as timing.strategies has it, and tick_beats: how often, where it is
    not `scheduled`.
    """

    choice: Choice
    extent: Extent = field(default_factory=Extent)
    audio: AudioSettings = field(default_factory=AudioSettings)
    look_ahead_seconds: float | None = None
    otherwise: tuple[AudioSettings, ...] = ()
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
    begins_anew: bool = False
    reload: str = At.BAR.value
    version: Version | None = None
    versions: tuple[Version, ...] = ()
    clock: str = SCHEDULED
    tick_beats: float = 0.25

    @property
    def choices(self) -> list[AudioSettings]:
        """The audio to try, in this order, at the rate that the music has."""
        wanted = self.audio, *self.otherwise
        return [replace(each, sample_rate=self.sample_rate) for each in wanted]

    @property
    def script(self) -> tuple[Applied, ...]:
        """The commands that take effect by themselves: another engine's, or to wait."""
        begins = self.epoch_seconds is None
        applied = (WAITING,) if begins and self.waits else self.applied
        return applied if self.clock == SCHEDULED else (AWAITING_TICKS, *applied)

    def to_message(self) -> dict[str, Any]:
        """Return the plan as JSON can carry it."""
        return asdict(replace(self, version=None, versions=())) | {
            "applied": [each.to_message() for each in self.applied],
            "version": self.version and self.version.to_message(),
            "versions": [each.to_message() for each in self.versions],
        }

    @classmethod
    def from_message(cls, message: dict[str, Any]) -> Plan:
        """Return the plan that a message carries."""
        return cls(
            **message
            | {
                "choice": Choice.from_message(message["choice"]),
                "extent": Extent(**message["extent"]),
                "audio": AudioSettings(**message["audio"]),
                "otherwise": tuple(AudioSettings(**each) for each in message["otherwise"]),
                "applied": tuple(map(Applied.from_message, message["applied"])),
                "version": message["version"] and Version.from_message(message["version"]),
                "versions": tuple(map(Version.from_message, message["versions"])),
            }
        )

    def resumed(self, epoch_seconds: float, script: Script, sample_rate: int) -> Plan:
        """Return the plan for an engine that takes over from another."""
        return replace(
            self,
            epoch_seconds=epoch_seconds,
            applied=script.applied,
            extent=script.extent,
            begins_anew=script.anew,
            sample_rate=sample_rate,
        )
