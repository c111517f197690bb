"""Measures of time: density, deviations from the beat, syncopation, the colour of change."""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.measure.material import Material, Sounded
from generator.measure.tempi import Tempi
from generator.theory import metric_weights

Row = NDArray[np.float64]

WINDOW_SECONDS = 15.0
HOP_SECONDS = 5.0
EDGE_SECONDS = 1e-3  # a bar may be as long as a window: no note lies on its edge
FIVE_MINUTES = 300.0
LOCAL_NOTES = 33
NOTES_AT_ONCE = 4096
FEWEST_NOTES = 64
STILL_MS = 1.0


class Deviations(NamedTuple):
    """How parts that stray from the beat do: their spread in ms, and how like neighbours are."""

    spread_ms: float
    correlation: float


def density_range(material: Material) -> float | None:
    """Return the highest against the lowest density within any five minutes.

    Density: onsets in 15 seconds, every 5 seconds; the highest and lowest tenth are left out.
    """
    onsets = np.array([note.seconds for note in material.notes])
    if not len(onsets) or onsets[-1] - onsets[0] < 2.0 * WINDOW_SECONDS:
        return None
    first, last = onsets[0] - EDGE_SECONDS, onsets[-1]
    starts = np.arange(first, last - WINDOW_SECONDS + HOP_SECONDS, HOP_SECONDS)
    ends = np.searchsorted(onsets, starts + WINDOW_SECONDS)
    counts = (ends - np.searchsorted(onsets, starts)).astype(float)
    span = round(FIVE_MINUTES / HOP_SECONDS)
    windows = [counts[at : at + span] for at in range(max(1, len(counts) - span + 1))]
    return max(float(_range(window)) for window in windows)


def _range(counts: Row) -> float:
    low, high = np.quantile(counts, (0.1, 0.9))
    return float((high + 1.0) / (low + 1.0))


def deviations(material: Material) -> Deviations | None:
    """Return how the notes stray from a steady beat; None where too few keep one.

    What steady is, the tempi say, where they are known, and the notes themselves: a curve of second
    order through the 33 nearest ones. What is usual for a part at a fourth of the beat, as swing
    is, is no straying. People stray by 5 to 20 ms, each time much like the last time (Hennig et al.
    2011).
    """
    steady = (note for note in material.notes if note.part not in material.free)
    notes = sorted(steady, key=lambda note: note.beat)
    if len(notes) < FEWEST_NOTES:
        return None
    strayed = 1000.0 * _unswung(notes, material.tempi)
    groups = _groups(note.part for note in notes)
    loose = [
        strayed[group]
        for group in groups
        if len(group) >= FEWEST_NOTES and np.std(strayed[group]) > STILL_MS
    ]
    if not loose:
        return Deviations(0.0, 0.0)
    spread, alike = map(np.mean, zip(*((np.std(row), _alike(row)) for row in loose), strict=True))
    return Deviations(float(spread), float(alike))


def _unswung(notes: Sequence[Sounded], tempi: Tempi | None) -> Row:
    """Return by how much notes, in order of their beats, stray from what is usual, in seconds."""
    beats = np.array([note.beat for note in notes], np.float64)
    seconds = np.array([note.seconds for note in notes], np.float64)
    if tempi:
        seconds -= tempi.seconds(beats)
    strayed = _strayed(beats, seconds)
    for group in _groups((note.part, round(4.0 * note.beat) % 4) for note in notes):
        seconds[group] -= np.median(strayed[group])
    return _strayed(beats, seconds)


def _groups(keys: Iterable[Hashable]) -> list[list[int]]:
    """Return the places of each key."""
    found: dict[Hashable, list[int]] = {}
    for place, key in enumerate(keys):
        found.setdefault(key, []).append(place)
    return list(found.values())


def _strayed(beats: Row, seconds: Row) -> Row:
    """Return by how much notes, in order of their beats, miss the curve, in seconds."""
    firsts = np.clip(np.arange(len(beats)) - LOCAL_NOTES // 2, 0, len(beats) - LOCAL_NOTES)
    found = np.empty(len(beats))
    for start in range(0, len(beats), NOTES_AT_ONCE):
        here = slice(start, start + NOTES_AT_ONCE)
        near = firsts[here, None] + np.arange(LOCAL_NOTES)
        away = beats[near] - beats[here, None]
        away /= np.maximum(np.abs(away).max(axis=1, keepdims=True), 1e-9)
        curves = np.stack((np.ones_like(away), away, away**2), axis=2)
        at_note = np.linalg.pinv(curves, 1e-9)[:, 0]
        later = seconds[near] - seconds[here, None]
        found[here] = -(at_note * later).sum(axis=1)
    return found


def _alike(row: Row) -> float:
    if np.ptp(row[:-1]) == 0.0 or np.ptp(row[1:]) == 0.0:
        return 0.0
    return float(np.corrcoef(row[:-1], row[1:])[0, 1])


def syncopation(notes: Sequence[Sounded], bar_beats: float) -> float | None:
    """Return the syncopation of a part, a bar: 0 none; much more than 5 loses the beat.

    Longuet-Higgins and Lee's measure as Witek et al. (Syncopation, Body-Movement and Pleasure in
    Groove Music, 2014) use it: a note before a heavier place that stays silent counts by how much
    heavier it is. For bars of 4 beats in sixteenths; None for others.
    """
    if bar_beats != 4.0 or not notes:
        return None
    weights = [weight - 4 for weight in metric_weights((2, 2, 2, 2))]
    places = sorted({round(note.beat * 4.0) for note in notes})
    total = 0.0
    for place, following in zip(places, [*places[1:], places[-1] + 1], strict=True):
        silent = range(place + 1, min(following, place + 16))
        heaviest = max((weights[each % 16] for each in silent), default=-9)
        total += max(0, heaviest - weights[place % 16])
    return 16.0 * total / (places[-1] - places[0] + 16)


def spectral_slope(row: Sequence[float]) -> float | None:
    """Return the exponent of a row's power spectrum: 0 white noise, -1 as 1/f, -2 brown.

    Voss and Clarke (1/f noise in music, 1978) found about -1 for the pitch and loudness of music.
    """
    values = np.asarray(row, dtype=float)
    if len(values) < FEWEST_NOTES or float(np.std(values)) == 0.0:
        return None
    power = np.abs(np.fft.rfft((values - values.mean()) * np.hanning(len(values)))) ** 2
    bins = np.unique(np.round(np.geomspace(1, len(power) - 1, 24)).astype(int))
    levels = [power[low:high].mean() for low, high in itertools.pairwise(bins)]
    middle = [np.sqrt(low * high) for low, high in itertools.pairwise(bins)]
    return float(np.polyfit(np.log(middle), np.log(np.array(levels) + 1e-12), 1)[0])
