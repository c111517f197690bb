"""What a window shows of the sound: its wave, its spectrum, its peaks and its loudness."""

from __future__ import annotations

from collections import deque
from math import inf, isfinite
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.render.loudness import k_weighting, lufs
from generator.session.scope import Scope
from generator.units import gain_db

Signal = NDArray[np.float32]

SPECTRUM_FRAMES = 4096
WAVE_POINTS, WAVE_SECONDS = 512, 0.02
SOUGHT_POINTS = 1024
HALF, TEN = np.float32(0.5), np.float32(10.0)
BANDS = 96
LOWEST_HZ, HIGHEST_HZ = 30.0, 18_000.0
FLOOR = 10.0 ** (-90.0 / 10.0)
SHORT_TERM_HOPS, HOP_SECONDS = 60, 0.05
SILENCE_LUFS = -100.0
PATIENCE_SECONDS = 0.5


class Sound(NamedTuple):
    """What is heard at one moment.

    wave: 512 points, some 20 ms of both channels' mean, from a rising zero crossing, so that it
    stands still. spectrum: dB of full scale, -90 to 0, in 96 bands from 30 Hz to 18 kHz, evenly
    spaced by ratio. peaks_db: left and right, since the sound before; -inf in silence.
    loudness_lufs: short-term, over 3 s (EBU Tech 3341); -inf below -100.
    """

    wave: Signal
    spectrum: Signal
    peaks_db: tuple[float, float]
    loudness_lufs: float


class Listening:
    """Hears what an engine process writes into a scope. sample_rate: in Hz."""

    def __init__(self, scope: Scope, sample_rate: int) -> None:
        self._scope = scope
        self._written = scope.written
        self._fresh_seconds = -inf
        self._sound: Sound | None = None
        self._step = wave_step(sample_rate)
        kept = max(SPECTRUM_FRAMES, self._step * (SOUGHT_POINTS + WAVE_POINTS))
        self._mono: Signal = np.zeros(kept, np.float32)
        self._spectrum = Spectrum(sample_rate)
        self._loudness = ShortTerm(sample_rate)

    def read(self, now: float) -> Sound | None:
        """Return what is heard at a monotonic time; None where half a second brought nothing."""
        self._written, fresh = self._scope.since(self._written)
        if len(fresh):
            self._fresh_seconds = now
            self._sound = self._heard(np.ascontiguousarray(fresh.T))
        elif now - self._fresh_seconds > PATIENCE_SECONDS:
            self._sound = None
        return self._sound

    def _heard(self, fresh: Signal) -> Sound:
        lows, highs = fresh.min(axis=1), fresh.max(axis=1)
        left, right = (float(max(high, -low)) for low, high in zip(lows, highs, strict=True))
        if not isfinite(left + right):
            return self._heard(np.nan_to_num(fresh, posinf=0.0, neginf=0.0))
        mono = (fresh[0] + fresh[1]) * HALF
        self._mono = np.concatenate((self._mono, mono))[-len(self._mono) :]
        return Sound(
            wave_of(self._mono, self._step),
            self._spectrum.of(self._mono),
            (gain_db(left), gain_db(right)),
            self._loudness.add(fresh),
        )


def wave_step(sample_rate: int) -> int:
    """Return how many samples one point of the wave stands for."""
    return max(1, round(WAVE_SECONDS * sample_rate / WAVE_POINTS))


def wave_of(mono: Signal, step: int) -> Signal:
    """Return the wave from its steepest rising zero crossing of late, each point a mean of so many.

    Of a periodic signal the steepest is the same crossing of every period.
    """
    latest = mono[-step * (SOUGHT_POINTS + WAVE_POINTS) :]
    points = latest.reshape(-1, step) @ np.full(step, 1.0 / step, np.float32)
    before, after = points[: -WAVE_POINTS - 1], points[1:-WAVE_POINTS]
    rises = np.where((before < 0.0) & (after >= 0.0), after - before, 0.0)
    place = int(rises.argmax())
    start = place + 1 if rises[place] > 0.0 else len(points) - WAVE_POINTS
    wave: Signal = points[start : start + WAVE_POINTS]
    return wave


class Spectrum:
    """The highest level in each band, by a Hann window over 4096 samples.

    A sine at full scale has 0 dB. A band that holds no bin of the transform takes what lies
    between the nearest two.
    """

    def __init__(self, sample_rate: int) -> None:
        window = np.hanning(SPECTRUM_FRAMES + 1)[:-1]
        self._window = (2.0 * window / window.sum()).astype(np.float32)
        last = SPECTRUM_FRAMES // 2
        edges_hz = np.geomspace(LOWEST_HZ, HIGHEST_HZ, BANDS + 1)
        edges = np.minimum(edges_hz * SPECTRUM_FRAMES / sample_rate, last)
        centres = np.sqrt(edges[:-1] * edges[1:])
        self._bins = np.ceil(edges).astype(int)
        self._lower = np.minimum(centres.astype(int), last - 1)
        self._share = (centres - self._lower).astype(np.float32)
        self._narrow = self._bins[:-1] == self._bins[1:]

    def of(self, mono: Signal) -> Signal:
        """Return the levels of the latest samples in dB."""
        powers = squares(np.fft.rfft(mono[-SPECTRUM_FRAMES:] * self._window))
        highest = np.maximum.reduceat(powers, self._bins)[:-1]
        below, above = powers[self._lower], powers[self._lower + 1]
        between = below + self._share * (above - below)
        bands = np.where(self._narrow, between, highest)
        decibels: Signal = TEN * np.log10(np.clip(bands, FLOOR, 1.0))
        return decibels


class ShortTerm:
    """The loudness of the last three seconds, by twentieths of a second.

    Each is heard through a window of a tenth, the root of a Hann window: the squares of two that
    overlap by half add up to one, so all samples count alike. What a filter does to a window's
    energy is a sum over its spectrum (Parseval).
    """

    def __init__(self, sample_rate: int) -> None:
        self._hop = round(HOP_SECONDS * sample_rate)
        size = 2 * self._hop
        self._window = np.sin(np.pi * (np.arange(size) + 0.5) / size).astype(np.float32)
        twice = np.full(self._hop + 1, 2.0)  # each bin stands for itself and its mirror image
        twice[[0, -1]] = 1.0
        weights = twice * np.abs(k_weighting(size, sample_rate)) ** 2
        self._weights = (weights / (size * self._hop)).astype(np.float32)
        self._frames: Signal = np.zeros((2, self._hop), np.float32)
        self._energies = deque([0.0] * SHORT_TERM_HOPS, maxlen=SHORT_TERM_HOPS)
        self._loudness_lufs = -inf

    def add(self, frames: Signal) -> float:
        """Take the next frames, shape (2, frames); return the loudness."""
        self._frames = np.concatenate((self._frames, frames), axis=1)
        while self._frames.shape[1] >= 2 * self._hop:
            self._energies.append(self._energy(self._frames[:, : 2 * self._hop]))
            self._frames = self._frames[:, self._hop :]
            mean = sum(self._energies) / SHORT_TERM_HOPS
            loudness_lufs = lufs(mean) if mean > 0.0 else -inf
            self._loudness_lufs = loudness_lufs if loudness_lufs > SILENCE_LUFS else -inf
        return self._loudness_lufs

    def _energy(self, frames: Signal) -> float:
        """Return the weighted mean square of a window, both channels' together."""
        powers = squares(np.fft.rfft(frames * self._window))
        return float((powers @ self._weights).sum())


def squares(spectrum: NDArray[np.complexfloating]) -> Signal:
    """Return the squares of a spectrum's magnitudes."""
    powers = spectrum.real**2 + spectrum.imag**2
    return powers.astype(np.float32, copy=False)
