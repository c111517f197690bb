"""The tempi of a file: when its beats come."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Row = NDArray[np.float64]


class Tempi:
    """Tempi in BPM, each with the beat from which it counts; the first one counts from beat 0.

    >>> Tempi([(0.0, 120.0), (2.0, 60.0)]).seconds(np.array([1.0, 3.0])).tolist()
    [0.5, 2.0]
    """

    def __init__(self, tempos: Sequence[tuple[float, float]]) -> None:
        self._starts, bpm = np.array(tempos, np.float64).T
        self._lasting = 60.0 / bpm
        spans = np.diff(self._starts) * self._lasting[:-1]
        self._passed = np.concatenate(([0.0], np.cumsum(spans)))

    def seconds(self, beats: Row) -> Row:
        """Return when beats come, in seconds from beat 0."""
        at = np.searchsorted(self._starts, beats, "right") - 1
        found: Row = self._passed[at] + (beats - self._starts[at]) * self._lasting[at]
        return found
