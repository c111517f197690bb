"""What is measured: the notes of a performance, part by part."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.measure.tempi import Tempi

MELODY_PITCHES = 4


class Sounded(NamedTuple):
    """A note that was played: where, how long and how high; pitch in semitones, 60 is middle C."""

    seconds: float
    length_seconds: float
    beat: float
    length_beats: float
    part: str
    pitch: float
    amplitude: float

    @property
    def end_seconds(self) -> float:
        """When it ends."""
        return self.seconds + self.length_seconds


@dataclass(frozen=True)
class Material:
    """The notes of a performance in order of onset, and where its sections begin, in beats.

    bar_beats: 0 where bars are not alike. unpitched: the parts that are known to be percussion.
    free: those that keep no beat, as far as is known. tempi: where they are known.
    """

    notes: tuple[Sounded, ...]
    sections: tuple[float, ...] = ()
    bar_beats: float = 4.0
    unpitched: frozenset[str] = frozenset()
    free: frozenset[str] = frozenset()
    tempi: Tempi | None = None
    parts: dict[str, tuple[Sounded, ...]] = field(init=False)

    def __post_init__(self) -> None:
        """Sort the notes by part."""
        rows: dict[str, list[Sounded]] = {}
        for note in self.notes:
            rows.setdefault(note.part, []).append(note)
        object.__setattr__(self, "parts", {name: tuple(row) for name, row in rows.items()})

    @property
    def length_seconds(self) -> float:
        """From the first onset to the last end."""
        ends = (note.end_seconds for note in self.notes)
        return max(ends, default=0.0) - min((n.seconds for n in self.notes), default=0.0)

    @property
    def pitched(self) -> dict[str, tuple[Sounded, ...]]:
        """The parts that are not known to be percussion."""
        return {name: row for name, row in self.parts.items() if name not in self.unpitched}

    @property
    def keeps_beat(self) -> bool:
        """Whether half of the notes or more are in parts that keep a beat."""
        return 2 * sum(note.part in self.free for note in self.notes) <= len(self.notes)

    @property
    def melodies(self) -> dict[str, list[Sounded]]:
        """The top line of each part that moves over four pitches or more."""
        lines = {name: top_line(notes) for name, notes in self.pitched.items()}
        return {
            name: line
            for name, line in lines.items()
            if len({note.pitch for note in line}) >= MELODY_PITCHES
        }


def top_line(notes: Iterable[Sounded]) -> list[Sounded]:
    """Return the highest of the notes that begin together.

    >>> chord = [Sounded(0.0, 1.0, 0.0, 1.0, "a", pitch, 0.5) for pitch in (60.0, 67.0, 64.0)]
    >>> [note.pitch for note in top_line(chord)]
    [67.0]
    """
    highest: dict[float, Sounded] = {}
    for note in notes:
        if note.beat not in highest or note.pitch > highest[note.beat].pitch:
            highest[note.beat] = note
    return [highest[beat] for beat in sorted(highest)]


def intervals(line: Iterable[Sounded]) -> list[float]:
    """Return the steps of a line in semitones, to the cent, upwards positive."""
    pitches = [note.pitch for note in line]
    return [round(after - before, 2) for before, after in itertools.pairwise(pitches)]
