"""The shapes that tempo takes between two changes: each maps elapsed beats to seconds and back."""

from __future__ import annotations

from dataclasses import dataclass
from math import expm1, inf, log1p, sqrt
from typing import Protocol

SECONDS_PER_MINUTE = 60.0


class Segment(Protocol):
    """A stretch of tempo; beats and seconds are counted from its start."""

    def seconds(self, beats: float) -> float:
        """Return the seconds in which a number of beats pass."""
        ...

    def beats(self, seconds: float) -> float:
        """Return the beats that pass in a number of seconds."""
        ...

    def tempo_bpm(self, seconds: float) -> float:
        """Return the tempo after a number of seconds."""
        ...


@dataclass(frozen=True, slots=True)
class Constant:
    """One tempo in beats a minute."""

    bpm: float

    def seconds(self, beats: float) -> float:
        """Return the seconds in which a number of beats pass."""
        return beats * SECONDS_PER_MINUTE / self.bpm

    def beats(self, seconds: float) -> float:
        """Return the beats that pass in a number of seconds."""
        return seconds * self.bpm / SECONDS_PER_MINUTE

    def tempo_bpm(self, seconds: float) -> float:
        """Return the tempo, whatever the time."""
        return self.bpm


@dataclass(frozen=True, slots=True)
class BeatRamp:
    """Tempo linear in beats: start_bpm + slope * beats, slope in beats a minute per beat.

    The integral of 60 / tempo over beats is a logarithm; its inverse an exponential.
    """

    start_bpm: float
    slope: float

    def seconds(self, beats: float) -> float:
        """Return the seconds in which a number of beats pass."""
        return SECONDS_PER_MINUTE / self.slope * log1p(self.slope * beats / self.start_bpm)

    def beats(self, seconds: float) -> float:
        """Return the beats that pass in a number of seconds."""
        return self.start_bpm / self.slope * expm1(self.slope * seconds / SECONDS_PER_MINUTE)

    def tempo_bpm(self, seconds: float) -> float:
        """Return the tempo after a number of seconds."""
        return self.start_bpm + self.slope * self.beats(seconds)


@dataclass(frozen=True, slots=True)
class SecondRamp:
    """Tempo linear in seconds: start_bpm + slope * seconds, slope in beats a minute per second."""

    start_bpm: float
    slope: float

    def seconds(self, beats: float) -> float:
        """Return the seconds in which a number of beats pass."""
        wanted = SECONDS_PER_MINUTE * beats
        root = sqrt(max(0.0, self.start_bpm**2 + 2.0 * self.slope * wanted))
        return 2.0 * wanted / (self.start_bpm + root)

    def beats(self, seconds: float) -> float:
        """Return the beats that pass in a number of seconds."""
        return (self.start_bpm + 0.5 * self.slope * seconds) * seconds / SECONDS_PER_MINUTE

    def tempo_bpm(self, seconds: float) -> float:
        """Return the tempo after a number of seconds."""
        return self.start_bpm + self.slope * seconds


@dataclass(frozen=True, slots=True)
class Hold:
    """A pause: seconds pass, beats do not. `bpm` is the tempo that waits."""

    bpm: float

    def seconds(self, beats: float) -> float:
        """Return infinity: while the pause lasts, no later beat has a time."""
        return inf if beats > 0.0 else 0.0

    def beats(self, seconds: float) -> float:
        """Return 0."""
        return 0.0

    def tempo_bpm(self, seconds: float) -> float:
        """Return the tempo that goes on after the pause."""
        return self.bpm
