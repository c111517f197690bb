"""What is heard, in memory that the front and the engine process share."""

from __future__ import annotations

import mmap
import tempfile
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from generator.engine.ring import Frames

Stereo = NDArray[np.float32]

RING_FRAMES = 16_384
HEADER_BYTES = 64
FRAME_BYTES = 8
SIZE_BYTES = HEADER_BYTES + RING_FRAMES * FRAME_BYTES
READABLE_FRAMES = 12_288  # what lies further back may be written over while it is read
MEMORY = Path("/dev/shm")


class Scope:
    """A ring of stereo frames, one process writing, another reading; neither waits for the other.

    descriptor: of a file that both map; it has no name, so nothing is left of it whoever dies.
    """

    def __init__(self, descriptor: int) -> None:
        self._memory = mmap.mmap(descriptor, SIZE_BYTES)
        self._count = np.frombuffer(self._memory, np.int64, 1)
        ring = np.frombuffer(self._memory, np.float32, 2 * RING_FRAMES, HEADER_BYTES)
        self._ring = ring.reshape(RING_FRAMES, 2)

    @property
    def written(self) -> int:
        """How many frames were ever written, by all engines."""
        return int(self._count[0])

    def write(self, frames: Frames) -> None:
        """Append frames, shape (frames, channels): the first two channels, or the only one."""
        stereo = frames[-RING_FRAMES:, :2]
        end = self.written + len(frames)
        start = (end - len(stereo)) % RING_FRAMES
        first = stereo[: RING_FRAMES - start]
        self._ring[start : start + len(first)] = first
        self._ring[: len(stereo) - len(first)] = stereo[len(first) :]
        self._count[0] = end

    def since(self, frame: int) -> tuple[int, Stereo]:
        """Return how many frames were written, and a copy of those from one on (from 0).

        Of these the last 12,288 at the most.
        """
        end = self.written
        start = max(frame, end - READABLE_FRAMES)
        place, length = start % RING_FRAMES, max(0, end - start)
        first = self._ring[place : place + length]
        return end, np.concatenate((first, self._ring[: length - len(first)]))


def shared_file() -> IO[bytes]:
    """Return an open file without a name, of a scope's size, in memory where there is a way."""
    folder = MEMORY if MEMORY.is_dir() else None
    file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - whoever asked closes it
    file.truncate(SIZE_BYTES)
    return file
