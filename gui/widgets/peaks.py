"""What a meter remembers of a level."""

from __future__ import annotations

from math import inf, log10

FLOOR_DB = -60.0
HOLD_SECONDS = 1.5
FALL_DB_PER_SECOND = 20.0
CLIPPED = 1.0


def decibels(peak: float) -> float:
    """Return an amplitude in dB, at least the floor of the meters; -inf for silence."""
    return max(20.0 * log10(peak), FLOOR_DB) if peak > 0.0 else -inf


def said(level: float, decimals: int = 1) -> str:
    """Return a level as people read it, with a sign as wide as the digits."""
    return f"{level:.{decimals}f}".replace("-", "\N{MINUS SIGN}").replace("inf", "∞")


class Peaks:
    """What is remembered of a level.

    held_db: the highest of late, which stays for 1.5 s and then falls by 20 dB a second.
    highest_db and clipped: since the last reset.
    """

    def __init__(self) -> None:
        self.db = self.held_db = self.highest_db = -inf
        self.clipped = False
        self._falls_from_seconds = 0.0

    def see(self, peak: float, now_seconds: float) -> None:
        """Take note of a level, an amplitude of 0 to 1 and above."""
        self.db = level = decibels(peak)
        self.highest_db = max(self.highest_db, level)
        self.clipped |= peak >= CLIPPED
        if level >= self.held_db:
            self.held_db, self._falls_from_seconds = level, now_seconds + HOLD_SECONDS
        elif now_seconds > self._falls_from_seconds:
            fallen = self.held_db - FALL_DB_PER_SECOND * (now_seconds - self._falls_from_seconds)
            self.held_db = max(fallen, level) if fallen > FLOOR_DB else level
            self._falls_from_seconds = now_seconds

    def reset(self) -> None:
        """Forget what was highest."""
        self.highest_db, self.clipped = self.db, False
