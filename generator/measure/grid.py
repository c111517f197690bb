"""Which beat a note is meant to be on, where a file only tells when it sounds."""

from __future__ import annotations

from functools import cache
from math import pi

import numpy as np
from numpy.typing import NDArray

Row = NDArray[np.float64]

WRITTEN = (16, 12, 5, 7)
PLAYED = (4, 6, 8, 12, 3, 2, 1)
FEWEST_PLAYED, FEWEST_AT_A_PLACE = 16, 4
BEYOND_CHANCE = 0.5
FAR, RARELY = 0.6, 0.02
LARGEST_SWING = 0.3
TOGETHER_SECONDS = 0.04


def written_beats(beats: Row, ticks_per_beat: int) -> Row | None:
    """Return the beats that a part's notes are meant to be on; None where they keep none.

    Notes of which half lie, to the tick and not by chance, on sixteenths, twelfths, fifths or
    sevenths of a beat are where they are meant to be. Others are played: on fourths of a beat, or
    else the first of sixths, eighths, twelfths, thirds, halves and wholes, where hardly one is near
    the middle between two places, or what with swing is the place.

    >>> late = np.arange(64) / 4 + 0.05 + np.tile((0.01, -0.01), 32)
    >>> written_beats(late, 960)[:4].round(9).tolist()
    [0.0, 0.25, 0.5, 0.75]
    """
    chance = _by_chance(ticks_per_beat)
    if _on_ticks(beats, ticks_per_beat) >= chance + BEYOND_CHANCE * (1.0 - chance):
        return beats
    fitting = (
        count for count in PLAYED if len(beats) >= max(FEWEST_PLAYED, FEWEST_AT_A_PLACE * count)
    )
    grids = (_played(beats, count) for count in fitting)
    return next((found for found in grids if found is not None), None)


def gathered(beats: Row, seconds: Row) -> Row:
    """Return beats, rising, at which those that come within 40 ms of a first one come with it.

    Pianists' chords are spread by about 30 ms (Goebl 2001).

    >>> gathered(np.array([0.0, 0.05, 1.0]), np.array([0.0, 0.025, 0.5])).tolist()
    [0.0, 0.0, 1.0]
    """
    together, first = beats.copy(), 0
    for index in range(1, len(beats)):
        if seconds[index] - seconds[first] > TOGETHER_SECONDS:
            first = index
        together[index] = beats[first]
    return together


def _on_ticks(beats: Row, ticks_per_beat: int) -> float:
    """Return the share of beats that are, to the tick, simple parts of a beat."""
    away = [np.abs(np.round(beats * count) / count - beats) for count in WRITTEN]
    return float(np.mean(np.min(away, axis=0) <= 0.51 / ticks_per_beat))


@cache
def _by_chance(ticks_per_beat: int) -> float:
    return _on_ticks(np.arange(ticks_per_beat) / ticks_per_beat, ticks_per_beat)


def _played(beats: Row, count: int) -> Row | None:
    """Return the places of a grid, so many a beat; None where it does not fit."""
    late = np.angle(np.exp(2j * pi * count * beats).mean()) / (2.0 * pi * count)
    numbers = np.maximum(np.round((beats - late) * count), 0.0)
    away = beats - late - numbers / count
    places = numbers.astype(int) % count
    usual = np.array([_middle(away[places == place]) for place in range(count)])
    strays = np.mean(np.abs(away - usual[places]) > FAR * 0.5 / count) > RARELY
    if strays or np.abs(usual).max() > LARGEST_SWING / count:
        return None
    found: Row = numbers / count
    return found


def _middle(row: Row) -> float:
    return float(np.median(row)) if len(row) else 0.0
