"""Measures of a render: loudness and its range, how timbre changes."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
import soundfile
from numpy.typing import NDArray

from generator.errors import UsageError
from generator.measure.time import spectral_slope
from generator.render.loudness import Levels, Meter, lufs

Row = NDArray[np.float64]

BLOCK_FRAMES = 1 << 17
SHORT_TERM_HOPS = 30
ABSOLUTE_GATE_LUFS, RELATIVE_GATE_LU = -70.0, -20.0
SPECTRUM_FRAMES = 4096
LOW_SHARE, HIGH_SHARE = 0.1, 0.95
SILENCE = 1e-12


class SoundMeasures(NamedTuple):
    """What was measured of a render.

    range_lu: the loudness range of EBU Tech 3342; centroid_octaves: the standard deviation of the
    spectral centroid; slope: of the spectrum of the loudness, see spectral_slope.
    """

    seconds: float
    levels: Levels
    range_lu: float | None
    centroid_octaves: float | None
    slope: float | None


def measured_sound(path: Path) -> SoundMeasures:
    """Measure an audio file; raises UsageError for one that cannot be read."""
    hops: list[Row] = []
    centroids: list[Row] = []
    try:
        with soundfile.SoundFile(path) as file:
            meter = Meter(file.samplerate, file.channels, hops.append)
            for frames in file.blocks(BLOCK_FRAMES, dtype="float64", always_2d=True):
                meter.add(frames)
                centroids.append(_centroids(frames.mean(axis=1), file.samplerate))
            seconds = file.frames / file.samplerate
    except (soundfile.LibsndfileError, OSError) as error:
        raise UsageError(f"{path}: is no audio file that can be read: {error}") from None
    levels = meter.close()
    energies = np.concatenate(hops)
    octaves = np.concatenate(centroids) if centroids else np.zeros(0)
    return SoundMeasures(
        seconds,
        levels,
        loudness_range(energies),
        float(np.std(octaves)) if len(octaves) > 1 else None,
        spectral_slope(list(np.log(energies + 1e-10))),
    )


def loudness_range(hops: Row) -> float | None:
    """Return the loudness range in LU from the mean squares of tenths of a second; None below 3 s.

    Short-term loudness between its 10th and 95th percentile, without what is quieter than -70 LUFS
    or 20 LU under the mean (EBU Tech 3342, 2016).
    """
    if len(hops) < SHORT_TERM_HOPS:
        return None
    short = np.convolve(hops, np.full(SHORT_TERM_HOPS, 1.0 / SHORT_TERM_HOPS), "valid")
    heard = short[[lufs(max(float(each), SILENCE)) > ABSOLUTE_GATE_LUFS for each in short]]
    if not len(heard):
        return None
    gate = float(heard.mean()) * 10.0 ** (RELATIVE_GATE_LU / 10.0)
    levels = [lufs(max(float(each), SILENCE)) for each in heard if each > gate]
    low, high = np.quantile(levels, (LOW_SHARE, HIGH_SHARE))
    return float(high - low)


def _centroids(mono: Row, sample_rate: int) -> Row:
    """Return the spectral centroid of each stretch that is heard, in octaves above 1 Hz."""
    count = len(mono) // SPECTRUM_FRAMES
    shaped = mono[: count * SPECTRUM_FRAMES].reshape(count, SPECTRUM_FRAMES)
    power = np.abs(np.fft.rfft(shaped * np.hanning(SPECTRUM_FRAMES), axis=1)) ** 2
    total = power.sum(axis=1)
    frequencies = np.fft.rfftfreq(SPECTRUM_FRAMES, 1.0 / sample_rate)
    heard = total > 1e-6 * SPECTRUM_FRAMES
    mean: Row = (power[heard] @ frequencies) / total[heard]
    return np.log2(np.maximum(mean, 20.0))
