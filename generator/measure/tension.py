"""Tonal tension: how far apart pitches lie on the spiral of fifths, section by section."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from math import inf

import numpy as np
from numpy.typing import NDArray

from generator.measure.material import Material, Sounded
from generator.theory import keys_of

Row = NDArray[np.float64]

RISE = (2.0 / 15.0) ** 0.5  # per fifth, with radius 1: major thirds are as near as fifths
FIFTHS = tuple((7 * pitch_class + 5) % 12 - 5 for pitch_class in range(12))
SETTLING = 0.25
BARELY_BEATS = 0.05
LEAST_WINDOWS = 4
TUNED_PITCHES = 3


def place(pitch: float, tonic_fifth: int = 0) -> tuple[float, float, float]:
    """Return where a pitch lies on Chew's spiral, spelled as near to a tonic as can be.

    tonic_fifth: the tonic's number on the line of fifths, C is 0.
    """
    number = (FIFTHS[round(pitch) % 12] - tonic_fifth + 5) % 12 - 5 + tonic_fifth
    angle = number * np.pi / 2.0
    return float(np.sin(angle)), float(np.cos(angle)), number * RISE


def diameter(notes: Sequence[Sounded], tonic_fifth: int = 0) -> float:
    """Return the cloud diameter: the largest distance between two pitches that sound together.

    Herremans and Chew, Tension ribbons: Quantifying and visualising tonal tension (2016).

    >>> [round(diameter([Sounded(0, 1, 0, 1, "a", pitch, 1) for pitch in chord]), 2)
    ...  for chord in ((60, 64, 67), (60, 61, 62))]
    [1.79, 2.92]
    """
    classes = sorted({round(note.pitch) % 12 for note in notes})
    spots = np.array([place(each, tonic_fifth) for each in classes])
    if len(spots) < 2:
        return 0.0
    return float(np.sqrt(((spots[:, None] - spots[None]) ** 2).sum(axis=2)).max())


def tension(material: Material) -> list[tuple[float, float]]:
    """Return the tension of every two beats: (beat, cloud diameter); silence is left out.

    Pitches are spelled near the tonic of their section, as its notes tell it (Krumhansl). Parts on
    fewer than three pitches count as percussion.
    """
    rows = material.pitched.values()
    tuned = (row for row in rows if len({note.pitch for note in row}) >= TUNED_PITCHES)
    notes = sorted((note for row in tuned for note in row), key=lambda note: note.beat)
    found = _windows(notes)
    starts = starts_of(material)
    sections = list(_between(notes, starts))
    tonic = cache(lambda place: _tonic_fifth(sections[place]))
    return [
        (2.0 * window, diameter(found[window], tonic(bisect_right(starts, 2.0 * window) - 1)))
        for window in sorted(found)
    ]


def _windows(notes: Sequence[Sounded]) -> dict[int, list[Sounded]]:
    """Return what sounds in every two beats, by their number: of each pitch class one note.

    notes: in order of their beats. Two beats into which one reaches by a twentieth do not count.
    """
    found: dict[int, list[Sounded]] = {}
    reached = [-1] * 12  # the window up to which each has sounded since its last note began
    for note in notes:
        each = round(note.pitch) % 12
        end_beat = max(note.beat, note.beat + note.length_beats - BARELY_BEATS)
        first, last = int(note.beat // 2), int(end_beat // 2)
        for window in range(max(first, reached[each] + 1), last + 1):
            found.setdefault(window, []).append(note)
        reached[each] = max(reached[each], last)
    return found


def starts_of(material: Material) -> list[float]:
    """Return the beats at which sections begin, the first of them 0."""
    return sorted({0.0, *material.sections})


def _between(notes: Sequence[Sounded], starts: Sequence[float]) -> Iterator[Sequence[Sounded]]:
    """Yield the notes from each beat to the next; they are in order of their beats."""
    places = [bisect_left(notes, start, key=lambda note: note.beat) for start in starts]
    for first, last in pairwise([*places, len(notes)]):
        yield notes[first:last]


def _tonic_fifth(notes: Sequence[Sounded]) -> int:
    """Return the tonic of notes as a number on the line of fifths."""
    heard = [(note.pitch, note.length_beats) for note in notes]
    return FIFTHS[keys_of(heard)[0].key.tonic % 12]


def settled(material: Material) -> float | None:
    """Return the share of sections whose last quarter is calmer than the rest of them.

    None without two sections of eight beats or more.
    """
    ribbon = tension(material)
    places = [bisect_left(ribbon, (start, -inf)) for start in starts_of(material)]
    calm = []
    for first, end in pairwise([*places, len(ribbon)]):
        row = [value for _, value in ribbon[first:end]]
        if len(row) >= LEAST_WINDOWS:
            last = max(1, round(SETTLING * len(row)))
            calm.append(np.mean(row[-last:]) < np.mean(row[:-last]))
    return float(np.mean(calm)) if len(calm) >= 2 else None
