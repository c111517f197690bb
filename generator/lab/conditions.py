"""Under which conditions which strategies are to be measured, and how long that takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.errors import RangeError, UnknownNameError, UsageError
from generator.lab.loads import Load

OURS, BASELINE = "scheduled", "csound"
WARMING_SECONDS = 1.0
USUAL_SECONDS, FEWEST_BEATS = 6.0, 4
SMALLEST_BUFFER, LARGEST_BUFFER = 16, 8192
SLOWEST_BPM, FASTEST_BPM = 20.0, 999.0


class Condition(NamedTuple):
    """What is the same for all strategies that stand side by side."""

    load: str
    buffer_frames: int
    tempo_bpm: float


@dataclass(frozen=True, slots=True)
class Run:
    """One strategy under one condition."""

    strategy: str
    load: Load
    buffer_frames: int
    tempo_bpm: float

    @property
    def condition(self) -> Condition:
        """What others have been measured under, too."""
        return Condition(self.load.name, self.buffer_frames, self.tempo_bpm)

    @property
    def name(self) -> str:
        """What a file of it is called."""
        load = self.load.name.replace(":", "-")
        return f"{load}-{self.buffer_frames}-{self.tempo_bpm:g}bpm-{self.strategy}"

    def __str__(self) -> str:
        beside = "" if self.load.name == "idle" else f" beside {self.load.name}"
        return f"{self.strategy} at {self.tempo_bpm:g} BPM{beside}, {self.buffer_frames} frames"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to measure: every strategy with every tempo, load and buffer.

    seconds: the length of a run. sample_rate: in Hz, unless an audio server insists on its own.
    """

    strategies: tuple[str, ...]
    tempos_bpm: tuple[float, ...]
    loads: tuple[Load, ...]
    buffers: tuple[int, ...]
    seconds: float
    audio: str = "auto"
    sample_rate: int = 44_100

    @property
    def runs(self) -> list[Run]:
        """Every run, those under one condition next to each other."""
        return [
            Run(strategy, load, buffer_frames, tempo_bpm)
            for load in self.loads
            for buffer_frames in self.buffers
            for tempo_bpm in self.tempos_bpm
            for strategy in self.strategies
        ]

    @property
    def searches(self) -> list[Run]:
        """The conditions in which to look for the smallest look-ahead, as runs of ours."""
        if OURS not in self.strategies:
            return []
        return [Run(OURS, load, frames, 0.0) for load in self.loads for frames in self.buffers]


def chosen(names: Sequence[str], known: Iterable[str]) -> tuple[str, ...]:
    """Return strategies by name, in their own order; all where none is named.

    Raises UnknownNameError.
    """
    known = list(known)
    for name in names:
        if name not in known:
            raise UnknownNameError("strategy", name, known)
    return tuple(name for name in known if name in names or not names)


def checked_tempo(tempo_bpm: float) -> float:
    """Return a tempo; raises RangeError where no piece can have it."""
    if not SLOWEST_BPM <= tempo_bpm <= FASTEST_BPM:
        raise RangeError(
            f"--bpm {tempo_bpm:g} is out of range: give {SLOWEST_BPM:g} to {FASTEST_BPM:g} BPM"
        )
    return tempo_bpm


def checked_buffer(frames: int) -> int:
    """Return a buffer's frames; raises RangeError unless they are a power of two in range."""
    if not (SMALLEST_BUFFER <= frames <= LARGEST_BUFFER and frames.bit_count() == 1):
        raise RangeError(
            f"--buffer {frames} is no buffer: give a power of two from {SMALLEST_BUFFER} to "
            f"{LARGEST_BUFFER} frames, as in 128 or 1024"
        )
    return frames


def checked_seconds(seconds: float | None, tempos_bpm: Sequence[float]) -> float:
    """Return how long a run is: as asked, or as long as it takes to say something.

    Raises UsageError where the slowest tempo has no four beats after the first second.
    """
    needed = WARMING_SECONDS + FEWEST_BEATS * 60.0 / min(tempos_bpm)
    if seconds is None:
        return max(USUAL_SECONDS, needed)
    if seconds < needed:
        raise UsageError(
            f"--seconds {seconds:g} is too short for {FEWEST_BEATS} beats at {min(tempos_bpm):g} "
            f"BPM after a second of warming up: give {needed:.2g} seconds or more"
        )
    return seconds
