"""A performance that keeps a beat, and a shared session beside it, on a clock of the test's own."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from random import Random

from generator.control.commands import Action, Command
from generator.control.link.timeline import Timeline
from generator.control.status import Status
from generator.control.surface import Change
from generator.session.transport import Transport
from tests.control.surface import RATE, KeepingSurface, desk_of

__all__ = ["FakeShared", "PlayingSurface", "desk_of", "taken"]

CLOCK_STEP_SAMPLES = 128


class PlayingSurface(KeepingSurface):
    """Carries out tempo and transport as a session does, some samples ahead of its clock.

    Its clock moves in steps and runs faster than the test's by `drift`; what it says of the clock
    is off by up to `jitter_seconds`.
    """

    def __init__(self, tempo_bpm: float = 120.0) -> None:
        super().__init__()
        self.values["tempo"] = tempo_bpm
        self.transport = Transport(tempo_bpm, RATE)
        self.epoch_seconds = 0.0
        self.drift = 0.0
        self.jitter_seconds = 0.0
        self.ahead_samples = 960
        self._random = Random(7)
        self._horizon_sample = 0
        self._due: list[tuple[int, int, Command]] = []

    def sample_at(self, monotonic_seconds: float) -> int | None:
        if self.epoch_seconds is None:
            return None
        return round(self.true_sample(monotonic_seconds) + self.jitter_seconds * RATE)

    def true_sample(self, seconds: float) -> float:
        assert self.epoch_seconds is not None
        return (seconds - self.epoch_seconds) * RATE * (1.0 + self.drift)

    def beat_at(self, seconds: float) -> float:
        return self.transport.beat_at(self.true_sample(seconds))

    def submit(self, command: Command) -> None:
        super().submit(command)
        heapq.heappush(self._due, (command.due_sample or 0, len(self.commands), command))

    def frame(self, seconds: float) -> Status:
        """Carry out what is due, and return the status at a moment."""
        horizon = round(self.true_sample(seconds)) + self.ahead_samples
        while self._due and self._due[0][0] <= horizon:
            due_sample, _, command = heapq.heappop(self._due)
            due_sample = due_sample or horizon
            self._carry_out(command, max(due_sample, self._horizon_sample))
        self._horizon_sample = horizon
        lag = self._random.randrange(CLOCK_STEP_SAMPLES)
        sample = max(0, round(self.true_sample(seconds)) - lag)
        beats = self.transport.beat_at(sample)
        self.told = Status(
            sample=sample,
            beats=beats,
            tempo_bpm=self.values["tempo"],
            paused=self.transport.paused,
        )
        return self.told

    def _carry_out(self, command: Command, sample: int) -> None:
        if command.action is Action.SET and command.subject == "tempo":
            self.transport.set_tempo(command.value, sample)
        elif command.action is Action.PAUSE:
            self.transport.pause(sample)
        elif command.action is Action.RESUME:
            self.transport.resume(sample)
        elif command.action is Action.ALIGN:
            self.transport.align(command.number("beat"), int(command.number("sample")), sample)


@dataclass
class FakeShared:
    """A session with others in it, who change it by its attributes; Link's rounding included."""

    now: float = 0.0
    tempo_bpm: float = 120.0
    anchor: tuple[float, float] = (0.0, 0.0)  # a moment and its beat
    playing: bool = True
    playing_since: float = 0.0
    peers: int = 1

    def __post_init__(self) -> None:
        self.told: list[float | bool] = []
        self.placed: list[tuple[float, float]] = []

    def beat_at(self, seconds: float) -> float:
        return self.anchor[1] + (seconds - self.anchor[0]) * self.tempo_bpm / 60.0

    def change_tempo(self, tempo_bpm: float) -> None:
        self.anchor = (self.now, self.beat_at(self.now))
        self.tempo_bpm = 60e6 / round(60e6 / tempo_bpm)

    def change_playing(self, playing: bool, ahead_seconds: float = 0.0) -> None:
        self.playing, self.playing_since = playing, self.now + ahead_seconds

    def timeline(self, quantum_beats: float) -> Timeline:
        beat = self.beat_at(self.now)
        since = self.playing_since
        return Timeline(self.now, beat, self.tempo_bpm, self.playing, since, self.peers)

    def set_tempo(self, tempo_bpm: float) -> None:
        self.told.append(tempo_bpm)
        self.change_tempo(tempo_bpm)

    def set_playing(self, playing: bool) -> None:
        self.told.append(playing)
        self.change_playing(playing)

    def place(self, beat: float, seconds: float, quantum_beats: float) -> None:
        assert self.peers == 0, "among others the beat is theirs"
        self.placed.append((beat, seconds))
        self.anchor = (seconds, beat)


def taken(surface: KeepingSurface) -> list[Change]:
    """Return the changes since the last frame."""
    changes, surface.changes[:] = list(surface.changes), []
    return changes
