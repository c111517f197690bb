"""A window on the ring tables into which Csound writes what it plays."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from generator.errors import EngineError

Frames = NDArray[np.float64]


class Ring:
    """Reads frames that Csound has written and that were not read yet.

    table: the interleaved ring, as a view on Csound's memory; written: returns the number of
    frames written so far.
    """

    def __init__(self, table: Frames, channels: int, written: Callable[[], int]) -> None:
        self._frames = table.reshape(-1, channels)
        self._written = written
        self._read = 0

    def read(self) -> Frames:
        """Return a copy of the new frames, shape (frames, channels).

        Raises EngineError when the writer has gone round the ring since the last read.
        """
        size = len(self._frames)
        start, end = self._read, self._written()
        if end - start > size:
            raise EngineError(f"{end - start - size} frames of the output came and went unread")
        self._read = end
        first, last = start % size, start % size + (end - start)
        if last <= size:
            return self._frames[first:last].copy()
        return np.concatenate([self._frames[first:], self._frames[: last - size]])
