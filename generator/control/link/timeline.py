"""A beat that is shared with others, as a line over time."""

from __future__ import annotations

from typing import NamedTuple, Protocol

BEAT_MICROS = 60e6  # Link rounds the length of a beat, this divided by the tempo


class Timeline(NamedTuple):
    """A shared beat at one moment of `time.monotonic`.

    beat: counted from anywhere, but bars begin at multiples of the quantum. playing_since: the
    moment at which it began to play, or to pause; it may lie ahead. peers: how many others share.
    """

    seconds: float
    beat: float
    tempo_bpm: float
    playing: bool
    playing_since: float
    peers: int

    def beat_at(self, seconds: float) -> float:
        """Return the beat at a moment."""
        return self.beat + (seconds - self.seconds) * self.tempo_bpm / 60.0


class Shared(Protocol):
    """A session that shares tempo, beat and start and stop with others."""

    def timeline(self, quantum_beats: float) -> Timeline:
        """Return how it stands at this moment."""
        ...

    def set_tempo(self, tempo_bpm: float) -> None:
        """Change the tempo for all, from now on."""
        ...

    def set_playing(self, playing: bool) -> None:
        """Start or stop all, now."""
        ...

    def place(self, beat: float, seconds: float, quantum_beats: float) -> None:
        """Be at a beat at a moment; only where nobody shares it."""
        ...


def same_tempo(tempo_bpm: float, other_bpm: float) -> bool:
    """Whether two tempos are the same but for Link's rounding."""
    return abs(BEAT_MICROS / tempo_bpm - BEAT_MICROS / other_bpm) < 1.5


def neat_tempo(tempo_bpm: float) -> float:
    """Return the roundest tempo that Link would round to this one."""
    micros = round(BEAT_MICROS / tempo_bpm)
    rounded = (round(tempo_bpm, digits) for digits in range(4))
    return next((each for each in rounded if round(BEAT_MICROS / each) == micros), tempo_bpm)
