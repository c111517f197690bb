"""Tap tempo."""

from __future__ import annotations

from collections import deque
from itertools import pairwise
from statistics import median

LONGEST_GAP_SECONDS = 3.0
KEPT_TAPS = 8


class Tap:
    """Hears taps and says how fast they come; a long pause begins a new count."""

    def __init__(self) -> None:
        self._taps: deque[float] = deque(maxlen=KEPT_TAPS)

    def at(self, seconds: float) -> float | None:
        """Take a tap; return the tempo in beats a minute, None at the first."""
        if self._taps and seconds - self._taps[-1] > LONGEST_GAP_SECONDS:
            self._taps.clear()
        self._taps.append(seconds)
        taps = list(self._taps)
        gaps = [later - earlier for earlier, later in pairwise(taps)]
        typical = median(gaps) if gaps else 0.0
        return 60.0 / typical if typical > 0.0 else None
