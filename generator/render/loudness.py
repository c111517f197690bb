"""Loudness and peaks of a stream, in constant memory.

Integrated loudness as in ITU-R BS.1770-4, with its gates; true peak by four-fold oversampling.
Both come from one spectrum for each 1.1 s: K-weighting is a product with the filter's response (its
impulse response has died away to -180 dB after the tenth of a second by which the windows
overlap), oversampling is a longer transform back. That needs nothing but numpy, whose transforms
run beside the performance.
"""

from __future__ import annotations

from collections.abc import Callable
from math import log10, pi, tan
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.engine.ring import Frames
from generator.units import gain_db

HOP_SECONDS = 0.1
STEP_HOPS = 11  # with the overlap 12: at the usual rates a transform of small primes
BLOCK_HOPS = 4
OVERSAMPLING = 4
OFFSET_LUFS = -0.691
ABSOLUTE_GATE_LUFS = -70.0
RELATIVE_GATE_LU = -10.0
BINS_PER_LU = 100
BINS = 100 * BINS_PER_LU

# The analogue prototypes of the two K-weighting stages, from which the coefficients that BS.1770
# lists for 48 kHz follow at every rate (De Man, "Evaluation of Implementations of the EBU R128
# Loudness Measurement", AES 145, 2018): frequency in Hz, Q, and the shelf's gain in dB.
SHELF = (1681.974450955533, 0.7071752369554196, 3.999843853973347)
HIGH_PASS = (38.13547087602444, 0.5003270373238773)


class Levels(NamedTuple):
    """What was measured.

    loudness_lufs: integrated, -inf for silence or less than 0.4 s. peak_db and true_peak_db:
    dBFS and dBTP. over: samples beyond full scale; broken: samples that are no number.
    """

    loudness_lufs: float
    peak_db: float
    true_peak_db: float
    over: int
    broken: int


class Meter:
    """Measures frames as they come, whatever the size of the blocks; every channel weighs 1.

    `on_hops`, where given, receives the mean square of the weighted signal for each tenth of a
    second, summed over channels.
    """

    def __init__(
        self,
        sample_rate: int,
        channels: int,
        on_hops: Callable[[NDArray[np.float64]], None] | None = None,
    ) -> None:
        self._hop = round(HOP_SECONDS * sample_rate)
        self._step = STEP_HOPS * self._hop
        self._size = self._step + self._hop
        self._response = k_weighting(self._size, sample_rate)
        self._on_hops = on_hops
        self._gating = Gating()
        self._frames = np.zeros((self._hop, channels))
        self._recent = np.zeros(0)
        self._peak = self._true_peak = 0.0
        self._over = self._broken = 0

    def add(self, frames: Frames) -> None:
        """Measure the next frames, shape (frames, channels)."""
        self._frames = np.concatenate((self._frames, self._sound(frames)))
        while len(self._frames) >= self._size:
            self._measure(self._frames[: self._size], STEP_HOPS)
            self._frames = self._frames[self._step :]

    def close(self) -> Levels:
        """Measure what is left and return the levels of all."""
        left = len(self._frames) - self._hop
        width = self._frames.shape[1]
        padded = np.concatenate((self._frames, np.zeros((self._step, width))))
        self._measure(padded[: self._size], left // self._hop)
        self._take_true_peak(np.fft.rfft(padded[-self._size :].T))  # the end, then silence
        return Levels(
            self._gating.loudness_lufs(),
            gain_db(self._peak),
            gain_db(max(self._peak, self._true_peak)),
            self._over,
            self._broken,
        )

    def _sound(self, frames: Frames) -> Frames:
        """Take the peak; return frames in which every sample is a number."""
        peak = float(np.abs(frames).max(initial=0.0))
        if not np.isfinite(peak):
            self._broken += int(np.count_nonzero(~np.isfinite(frames)))
            frames = np.nan_to_num(frames, posinf=0.0, neginf=0.0)
            peak = float(np.abs(frames).max(initial=0.0))
        self._peak = max(self._peak, peak)
        if peak > 1.0:
            self._over += int(np.count_nonzero(np.abs(frames) > 1.0))
        return frames

    def _measure(self, window: Frames, hops: int) -> None:
        energies = self._energies(window)[:hops] if window.any() else np.zeros(hops)
        if self._on_hops is not None:
            self._on_hops(energies)
        self._recent = self._gating.add(np.concatenate((self._recent, energies)))

    def _energies(self, window: Frames) -> NDArray[np.float64]:
        """Return the weighted mean square of each hop of a window after the first."""
        spectrum = np.fft.rfft(np.ascontiguousarray(window.T))
        self._take_true_peak(spectrum)
        weighted = np.fft.irfft(spectrum * self._response, self._size)
        by_hop = weighted[:, self._hop :].reshape(len(weighted), STEP_HOPS, -1)
        energies: NDArray[np.float64] = np.einsum("chs,chs->h", by_hop, by_hop) / self._hop
        return energies

    def _take_true_peak(self, spectrum: NDArray[np.complex128]) -> None:
        """Look between the samples, away from the window's ends, where the transform wraps."""
        size = OVERSAMPLING * self._size
        single = spectrum.astype(np.complex64)
        edge = OVERSAMPLING * self._hop // 2
        fine = np.fft.irfft(single, size)[:, edge : size - edge]
        peak = max(float(fine.max()), -float(fine.min()))
        self._true_peak = max(self._true_peak, OVERSAMPLING * peak)


class Gating:
    """The two gates of BS.1770 over blocks of 0.4 s, as a histogram in steps of 0.01 LU.

    Energies are summed exactly in each bin; only the relative gate falls on a bin's edge.
    """

    def __init__(self) -> None:
        self._energies = np.zeros(BINS)
        self._counts = np.zeros(BINS)

    def add(self, hops: NDArray[np.float64]) -> NDArray[np.float64]:
        """Take the energies of successive hops; return those that the next blocks overlap."""
        if len(hops) >= BLOCK_HOPS:
            self._take(np.convolve(hops, np.full(BLOCK_HOPS, 1.0 / BLOCK_HOPS), "valid"))
        return hops[-(BLOCK_HOPS - 1) :]

    def _take(self, energies: NDArray[np.float64]) -> None:
        audible = energies[energies > energy(ABSOLUTE_GATE_LUFS)]
        levels = OFFSET_LUFS + 10.0 * np.log10(audible)
        bins = np.clip((levels - ABSOLUTE_GATE_LUFS) * BINS_PER_LU, 0, BINS - 1).astype(int)
        np.add.at(self._energies, bins, audible)
        np.add.at(self._counts, bins, 1.0)

    def loudness_lufs(self) -> float:
        """Return the integrated loudness of all blocks so far."""
        ungated = self._mean_from(0)
        if ungated == 0.0:
            return float("-inf")
        gate = lufs(ungated) + RELATIVE_GATE_LU - ABSOLUTE_GATE_LUFS
        return lufs(self._mean_from(max(0, round(gate * BINS_PER_LU))))

    def _mean_from(self, first_bin: int) -> float:
        count = self._counts[first_bin:].sum()
        return float(self._energies[first_bin:].sum() / count) if count else 0.0


def lufs(mean_square: float) -> float:
    """Return the loudness of a K-weighted mean square above 0."""
    return OFFSET_LUFS + 10.0 * log10(mean_square)


def energy(loudness_lufs: float) -> float:
    """Return the K-weighted mean square of a loudness."""
    return float(10.0 ** ((loudness_lufs - OFFSET_LUFS) / 10.0))


def k_weighting(size: int, sample_rate: int) -> NDArray[np.complex128]:
    """Return the response of the K-weighting filter on the grid of a real transform."""
    turns = np.arange(size // 2 + 1) / size
    delay = np.exp(-2j * pi * turns)
    response = np.ones(len(turns), dtype=np.complex128)
    for numerator, denominator in (_shelf(sample_rate), _high_pass(sample_rate)):
        response *= np.polynomial.polynomial.polyval(delay, numerator)
        response /= np.polynomial.polynomial.polyval(delay, denominator)
    return response


Biquad = tuple[list[float], list[float]]


def _shelf(sample_rate: int) -> Biquad:
    frequency, quality, gain = SHELF
    k = tan(pi * frequency / sample_rate)
    high = 10.0 ** (gain / 20.0)
    band = high**0.4996667741545416
    norm = 1.0 + k / quality + k * k
    numerator = [
        (high + band * k / quality + k * k) / norm,
        2.0 * (k * k - high) / norm,
        (high - band * k / quality + k * k) / norm,
    ]
    return numerator, _poles(k, quality)


def _high_pass(sample_rate: int) -> Biquad:
    frequency, quality = HIGH_PASS
    return [1.0, -2.0, 1.0], _poles(tan(pi * frequency / sample_rate), quality)


def _poles(k: float, quality: float) -> list[float]:
    norm = 1.0 + k / quality + k * k
    return [1.0, 2.0 * (k * k - 1.0) / norm, (1.0 - k / quality + k * k) / norm]
