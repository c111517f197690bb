"""From the samples on which clicks fell to figures: tempo, error and spread, beats lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BLOCK_FRAMES = 1 << 18
USUAL_LOW, USUAL_HIGH = 2.0 / 3.0, 1.5  # how far off, times the beat asked for, a tempo may be

Samples = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a recording that counts, from its sample start to before its sample end."""

    start: int
    end: int
    sample_rate: int

    def within(self, onsets: Sequence[int] | Samples) -> Samples:
        """Return the onsets in it."""
        every = np.asarray(onsets, dtype=np.int64)
        return every[(every >= self.start) & (every < self.end)]


@dataclass(frozen=True, slots=True)
class Figures:
    """What the clicks of a run come to.

    beats: how many are heard, each once. tempo_bpm: that of their mean interval. mean_error_ms: the
    mean interval less the one asked for; spread_ms: the standard deviation of the intervals'
    errors; largest_ms and largest_samples: the one furthest off, with its sign. All are None where
    fewer than two beats are heard. lost: see `lost_beats`. doubled: see `beats_of`.
    """

    beats: int
    tempo_bpm: float | None
    mean_error_ms: float | None
    spread_ms: float | None
    largest_ms: float | None
    largest_samples: int | None
    lost: int
    doubled: int

    @property
    def exact(self) -> bool:
        """Whether every beat is there, once, on its sample."""
        return self.largest_samples == 0 and not (self.lost or self.doubled)


def signed(value: float) -> str:
    """Return a number with two decimals and its sign, but none where it is shown as nothing."""
    shown = f"{value:+.2f}"
    return shown if float(shown) else "0.00"


def read_onsets(path: Path) -> tuple[Samples, int]:
    """Return the samples that are not silent, in any channel, and the sample rate of a file."""
    import soundfile

    found, start = [], 0
    with soundfile.SoundFile(path) as file:
        for block in file.blocks(BLOCK_FRAMES, dtype="float32", always_2d=True):
            found.append(np.flatnonzero(block.any(axis=1)) + start)
            start += len(block)
        return np.concatenate([*found, np.empty(0, dtype=np.int64)]), file.samplerate


def figures(onsets: Sequence[int] | Samples, tempo_bpm: float, window: Window) -> Figures:
    """Return what the clicks in a window come to where this tempo was asked for."""
    beat, to_ms = 60.0 * window.sample_rate / tempo_bpm, 1000.0 / window.sample_rate
    clicks = window.within(onsets)
    beats = beats_of(clicks, beat)
    errors = interval_errors(beats, beat)
    heard, doubled = len(beats), len(clicks) - len(beats)
    lost = lost_beats(beats, beat, window)
    if heard < 2:
        return Figures(heard, None, None, None, None, None, lost, doubled)
    largest = int(errors[np.abs(errors).argmax()])
    return Figures(
        beats=heard,
        tempo_bpm=60.0 * window.sample_rate / float(np.diff(beats).mean()),
        mean_error_ms=float(errors.mean()) * to_ms,
        spread_ms=float(errors.std()) * to_ms,
        largest_ms=largest * to_ms,
        largest_samples=largest,
        lost=lost,
        doubled=doubled,
    )


def errors_ms(
    onsets: Sequence[int] | Samples, tempo_bpm: float, window: Window
) -> tuple[float, ...]:
    """Return the error in ms of each interval in a window where this tempo was asked for."""
    beat = 60.0 * window.sample_rate / tempo_bpm
    errors = interval_errors(beats_of(window.within(onsets), beat), beat)
    return tuple((errors * (1000.0 / window.sample_rate)).tolist())


def beats_of(clicks: Samples, beat_samples: float) -> Samples:
    """Return the clicks without those that double a beat.

    A click doubles the beat before it where it comes within half of the usual interval.
    """
    nearest = 0.5 * usual_interval(clicks, beat_samples)
    kept: list[int] = []
    for click in clicks.tolist():
        if not kept or click - kept[-1] >= nearest:
            kept.append(click)
    return np.array(kept, dtype=np.int64)


def interval_errors(beats: Samples, beat_samples: float) -> Samples:
    """Return by how many samples each interval is longer than the one asked for.

    A beat is rarely a whole number of samples: what is asked for is the interval that ends at the
    nearest point of the grid round(k * beat), so that clicks on the grid have no error at all.
    """
    if len(beats) < 2:
        return np.empty(0, dtype=np.int64)
    places = np.rint(beats[1:] / beat_samples)
    asked = np.rint(places * beat_samples) - np.rint((places - 1.0) * beat_samples)
    return np.diff(beats) - asked.astype(np.int64)


def lost_beats(beats: Samples, beat_samples: float, window: Window) -> int:
    """Return how many beats are missing: a gap of nearly k usual intervals lacks k - 1.

    A gap of 1.5 intervals lacks one, of 2.5 two. What lies before the first and after the last
    beat counts as well: silence has lost every beat.
    """
    gaps = np.diff(np.concatenate(([window.start], beats, [window.end])))
    missing = np.floor(gaps / usual_interval(beats, beat_samples) - 0.5)
    return int(np.maximum(missing, 0.0).sum())


def usual_interval(clicks: Samples, beat_samples: float) -> float:
    """Return the interval by which beats are told apart.

    It is the median one where that is from 2/3 to 3/2 of the beat asked for, so that a run whose
    tempo is off loses no beats by that alone; else, as where most beats are missing, the beat.
    """
    median = float(np.median(np.diff(clicks))) if len(clicks) > 1 else 0.0
    near = USUAL_LOW * beat_samples <= median <= USUAL_HIGH * beat_samples
    return median if near else beat_samples
