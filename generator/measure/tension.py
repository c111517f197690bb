"""Tonal tension: how far apart pitches lie on the spiral of fifths, section by section."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
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
    spots = np.array([place(pitch, tonic_fifth) for pitch in {note.pitch for note in notes}])
    if len(spots) < 2:
        return 0.0
    return float(np.sqrt(((spots[:, None] - spots[None]) ** 2).sum(axis=2)).max())


def tension(material: Material) -> list[tuple[float, float]]:
    """Return the tension of every two beats: (beat, cloud diameter); silence is left out.

    Pitches are spelled near the tonic of their section, as its notes tell it (Krumhansl). Parts on
    fewer than three pitches count as percussion.
    """
    tuned = (row for row in material.parts.values() if len({n.pitch for n in row}) >= TUNED_PITCHES)
    notes = [note for row in tuned for note in row]
    found: dict[int, list[Sounded]] = {}
    for note in notes:
        last = max(note.beat, note.beat + note.length_beats - 1e-9)
        for window in range(int(note.beat // 2), int(last // 2) + 1):
            found.setdefault(window, []).append(note)
    starts = starts_of(material)
    tonics = [_tonic_fifth(notes, start, end) for start, end in pairwise([*starts, inf])]
    return [
        (2.0 * window, diameter(found[window], tonics[bisect_right(starts, 2.0 * window) - 1]))
        for window in sorted(found)
    ]


def starts_of(material: Material) -> list[float]:
    """Return the beats at which sections begin, the first of them 0."""
    return sorted({0.0, *material.sections})


def _tonic_fifth(notes: Sequence[Sounded], start: float, end: float) -> int:
    """Return the tonic of the notes from beat to beat, as a number on the line of fifths."""
    heard = [(note.pitch, note.length_beats) for note in notes if start <= note.beat < end]
    return FIFTHS[keys_of(heard)[0].key.tonic % 12]


def settled(material: Material) -> float | None:
    """Return the share of sections whose last quarter is calmer than the rest of them.

    None without two sections of eight beats or more.
    """
    ribbon = tension(material)
    calm = []
    for start, end in pairwise([*starts_of(material), inf]):
        row = [value for beat, value in ribbon if start <= beat < end]
        if len(row) >= LEAST_WINDOWS:
            last = max(1, round(SETTLING * len(row)))
            calm.append(np.mean(row[-last:]) < np.mean(row[:-last]))
    return float(np.mean(calm)) if len(calm) >= 2 else None
