"""The notes of a run, kept small until they can be written to a file that wants them in order."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from generator.composition.event import Event
from generator.render.timeline import Timeline
from generator.timing.tempo import TempoMap

EARLY_BEATS = 0.5


class Kept(NamedTuple):
    """What is kept of a note. run: of which beginning its beat counts, from 0."""

    onset_sample: float
    beat: float
    duration_beats: float
    pitch: float
    amplitude: float
    pan: float
    instrument: float
    run: float


class Mark(NamedTuple):
    """The beginning of a section."""

    name: str
    beat: float
    onset_sample: int
    run: int


class Notebook:
    """A log that keeps every note in 64 bytes, by part, and the tempo under them.

    An hour of ten notes a second is 2.3 MB, a day 55 MB. tempo_map: is asked for the tempo map in
    force. instruments: names, by the number that is kept.
    """

    def __init__(
        self, bar_beats: float, sample_rate: int, tempo_map: Callable[[], TempoMap]
    ) -> None:
        self.sample_rate = sample_rate
        self.timeline = Timeline(bar_beats)
        self.sections: list[Mark] = []
        self.instruments: list[str] = []
        self._tempo_map = tempo_map
        self._parts: dict[str, array[float]] = {}

    @property
    def parts(self) -> list[str]:
        """The parts that have played, in the order of their first notes."""
        return list(self._parts)

    def notes(self, part: str) -> np.ndarray:
        """Return a part's notes in order of onset, shape (notes, 8): the columns of Kept."""
        rows = np.array(self._parts.get(part, ()), np.float64).reshape(-1, len(Kept._fields))
        return rows[np.argsort(rows[:, 0], kind="stable")]

    def note(self, event: Event) -> None:
        """Keep a note."""
        if event.instrument not in self.instruments:
            self.instruments.append(event.instrument)
        kept = Kept(
            event.onset_sample,
            event.beat,
            event.duration_beats,
            event.pitch,
            event.amplitude,
            event.pan,
            self.instruments.index(event.instrument),
            self._run(event.beat, event.onset_sample),
        )
        self._parts.setdefault(event.part, array("d")).extend(kept)

    def section(self, name: str, beat: float, onset_sample: int) -> None:
        """Keep the beginning of a section."""
        self.sections.append(Mark(name, beat, onset_sample, self._run(beat, onset_sample)))

    def channel(self, onset_sample: int, channel: str, value: float) -> None:
        """Leave out a channel."""

    def _run(self, beat: float, onset_sample: int) -> int:
        """Return the beginning that a beat counts from; that of a delayed note may be past."""
        self.timeline.follow(self._tempo_map())
        run = len(self.timeline.runs) - 1
        early = beat > self.timeline.beat_at(onset_sample / self.sample_rate) + EARLY_BEATS
        return max(0, run - early)
