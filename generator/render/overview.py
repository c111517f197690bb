"""What a picture needs to know of the sound, in constant memory."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from generator.engine.ring import Frames
from generator.render.loudness import HOP_SECONDS

Rows = NDArray[np.float64]

MOST_ROWS = 4096
WAVE_FRAMES = 256
SPECTRUM_FRAMES = 4096
SPECTRUM_STEP = 2048
BANDS = 160
LOWEST_HZ, HIGHEST_HZ = 30.0, 18_000.0


class Fold:
    """A series of rows that halves its resolution whenever it grows too long.

    combine: what makes one row of neighbours, np.maximum or np.add (then rows are means).
    """

    def __init__(self, width: int, combine: np.ufunc = np.maximum) -> None:
        self.stride = 1
        self._combine = combine
        self._rows = np.zeros((0, width))
        self._waiting = np.zeros((0, width))

    @property
    def rows(self) -> Rows:
        """The rows so far, each standing for `stride` of those that were added."""
        return self._rows / self.stride if self._combine is np.add else self._rows

    def add(self, rows: Rows) -> None:
        """Append rows."""
        self._waiting = np.concatenate((self._waiting, rows))
        whole = len(self._waiting) // self.stride * self.stride
        self._rows = np.concatenate((self._rows, self._pooled(self._waiting[:whole], self.stride)))
        self._waiting = self._waiting[whole:]
        while len(self._rows) > MOST_ROWS:
            self._halve()

    def _halve(self) -> None:
        odd = len(self._rows) % 2
        if odd:  # give the last row back: as a row of the finer stride it waits for its partner
            last = self._rows[-1:] / (self.stride if self._combine is np.add else 1)
            self._waiting = np.concatenate((np.repeat(last, self.stride, axis=0), self._waiting))
        self._rows = self._pooled(self._rows[: len(self._rows) - odd], 2)
        self.stride *= 2

    def _pooled(self, rows: Rows, size: int) -> Rows:
        pooled: Rows = self._combine.reduce(rows.reshape(-1, size, rows.shape[1]), axis=1)
        return pooled


class Overview:
    """The outline, the loudness and the spectrum of a stream, each at most 4096 rows long."""

    def __init__(self, sample_rate: int, channels: int) -> None:
        self.sample_rate = sample_rate
        self.frames = 0
        self._outline = Fold(2)
        self._loudness = Fold(1, np.add)
        self._spectrum = Fold(BANDS)
        self._uneven = np.zeros((0, channels))
        self._mono = np.zeros(0)
        self._bands = band_edges(sample_rate)

    def add(self, frames: Frames) -> None:
        """Take the next frames, shape (frames, channels)."""
        self.frames += len(frames)
        frames = np.nan_to_num(frames, posinf=0.0, neginf=0.0)
        self._add_outline(frames)
        self._add_spectrum(frames.mean(axis=1))

    def add_hops(self, energies: NDArray[np.float64]) -> None:
        """Take what a Meter measured for each tenth of a second."""
        self._loudness.add(energies[:, None])

    def close(self) -> None:
        """Take what is left."""
        self._add_spectrum(np.zeros(SPECTRUM_FRAMES))

    def outline(self) -> tuple[Rows, Rows, Rows]:
        """Return times in seconds, and the highest and lowest sample around each."""
        rows = self._outline.rows
        return self._times(rows, WAVE_FRAMES * self._outline.stride), rows[:, 0], -rows[:, 1]

    def loudness(self) -> tuple[Rows, Rows]:
        """Return times in seconds and the K-weighted mean square around each."""
        rows = self._loudness.rows
        step = HOP_SECONDS * self.sample_rate * self._loudness.stride
        return self._times(rows, step), rows[:, 0]

    def spectrum(self) -> tuple[Rows, Rows, Rows]:
        """Return times in seconds, the bands' edges in Hz and the power in dB by time and band."""
        rows = self._spectrum.rows
        times = self._times(rows, SPECTRUM_STEP * self._spectrum.stride)
        return times, self._bands, 10.0 * np.log10(rows + 1e-12)

    def _times(self, rows: Rows, step_frames: float) -> Rows:
        times: Rows = (np.arange(len(rows)) + 0.5) * step_frames / self.sample_rate
        return times

    def _add_outline(self, frames: Frames) -> None:
        frames = np.concatenate((self._uneven, frames))
        whole = len(frames) // WAVE_FRAMES * WAVE_FRAMES
        self._uneven = frames[whole:]
        shaped = frames[:whole].reshape(-1, WAVE_FRAMES * frames.shape[1])
        self._outline.add(np.stack((shaped.max(axis=1), -shaped.min(axis=1)), axis=1))

    def _add_spectrum(self, mono: Rows) -> None:
        self._mono = np.concatenate((self._mono, mono))
        count = max(0, (len(self._mono) - SPECTRUM_FRAMES) // SPECTRUM_STEP + 1)
        if count:
            windows = np.lib.stride_tricks.sliding_window_view(self._mono, SPECTRUM_FRAMES)
            shaped = windows[: count * SPECTRUM_STEP : SPECTRUM_STEP] * np.hanning(SPECTRUM_FRAMES)
            power = np.abs(np.fft.rfft(shaped, axis=1) * (4.0 / SPECTRUM_FRAMES)) ** 2
            self._spectrum.add(in_bands(power, self._bands, self.sample_rate))
            self._mono = self._mono[count * SPECTRUM_STEP :]


def band_edges(sample_rate: int) -> Rows:
    """Return the edges in Hz of bands of equal width in pitch."""
    edges: Rows = np.geomspace(LOWEST_HZ, min(HIGHEST_HZ, sample_rate / 2.0), BANDS + 1)
    return edges


def in_bands(power: Rows, edges: Rows, sample_rate: int) -> Rows:
    """Return the greatest power in each band; a band between two lines is interpolated."""
    lines_hz = np.arange(power.shape[1]) * sample_rate / SPECTRUM_FRAMES
    centres = np.sqrt(edges[:-1] * edges[1:])
    firsts = np.searchsorted(lines_hz, edges[:-1])
    lasts = np.searchsorted(lines_hz, edges[1:])
    bands = np.empty((len(power), len(centres)))
    for band, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
        if last > first:
            bands[:, band] = power[:, first:last].max(axis=1)
        else:
            place = centres[band] * SPECTRUM_FRAMES / sample_rate
            share = place - int(place)
            low, high = power[:, int(place)], power[:, min(int(place) + 1, power.shape[1] - 1)]
            bands[:, band] = (1.0 - share) * low + share * high
    return bands
