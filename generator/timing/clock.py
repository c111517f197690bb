"""Clocks: where the session is, in samples."""

from __future__ import annotations

from typing import Protocol


class Clock(Protocol):
    """What tells the scheduler which sample Csound has reached."""

    def now_sample(self) -> int:
        """Return the number of samples performed so far."""
        ...


class VirtualClock:
    """A clock for renders and tests: it is where it was last put, and never sleeps."""

    def __init__(self) -> None:
        self._sample = 0

    def now_sample(self) -> int:
        """Return the sample that the clock was moved to."""
        return self._sample

    def move_to(self, sample: int) -> None:
        """Move to a sample; a clock never goes back."""
        self._sample = max(self._sample, sample)
