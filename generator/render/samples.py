"""Samples and the numbers that stand for them in a file."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from generator.engine.ring import Frames

Bits = Literal["16", "24", "32f"]

DITHERED_BITS = 16
DITHER_SEED = 1


class Quantiser:
    """Rounds samples to integers of 16 or 24 bits; what is over full scale is clipped.

    16 bits get triangular dither of two steps peak to peak, made of the difference of successive
    uniform numbers, which lifts the noise towards high frequencies (Wannamaker, "The Theory of
    Dithered Quantization", 1997). Its seed is fixed: the same samples give the same file. The
    step of 24 bits lies at -144 dBFS, under the noise of any converter: dither would only cost.
    """

    def __init__(self, bits: int, channels: int) -> None:
        self._scale = 2.0 ** (bits - 1)
        self._random = np.random.default_rng(DITHER_SEED) if bits <= DITHERED_BITS else None
        self._last = np.zeros((1, channels))

    def __call__(self, frames: Frames) -> NDArray[np.int32]:
        """Return the integers of frames; the result does not depend on the size of blocks."""
        scaled = np.nan_to_num(frames, posinf=1.0, neginf=-1.0) * self._scale + self._dither(
            frames.shape
        )
        limited = np.clip(np.rint(scaled), -self._scale, self._scale - 1)
        return limited.astype(np.int32)

    def _dither(self, shape: tuple[int, ...]) -> Frames | float:
        if self._random is None:
            return 0.0
        uniform = np.concatenate((self._last, self._random.random(shape)))
        self._last = uniform[-1:]
        return np.diff(uniform, axis=0)


def pack(integers: NDArray[np.int32], bits: int) -> bytes:
    """Return integers as little-endian bytes of 16 or 24 bits each."""
    if bits == DITHERED_BITS:
        return integers.astype("<i2").tobytes()
    octets = np.ascontiguousarray(integers.astype("<i4")).view(np.uint8)
    return octets.reshape(-1, 4)[:, :3].tobytes()


def floats(frames: Frames) -> NDArray[np.float32]:
    """Return samples as 32-bit floats, little-endian, whatever their values."""
    with np.errstate(over="ignore", invalid="ignore"):
        return frames.astype("<f4")
