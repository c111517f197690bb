"""Clocks: where the session is, in samples."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import quantiles
from typing import Protocol

SAFE_SECONDS = 0.004


class Clock(Protocol):
    """What tells the scheduler which sample Csound has reached."""

    def now_sample(self) -> int:
        """Return the number of samples performed so far."""
        ...

    def earliest_sample(self) -> int:
        """Return the earliest sample for which an event may still be sent.

        While Csound runs that is 4 ms ahead, or two of its control cycles where that is more: it
        shifts, shortens, loses or crashes on events in its past.
        """
        ...

    def may_miss(self, onset_sample: int) -> bool:
        """Return whether an event that was sent just now may have come too late for its sample."""
        ...


def clock_step_samples(jumps: Sequence[int]) -> float:
    """Return the step of a clock that was seen to jump by these samples: its ninth decile."""
    return quantiles(jumps, n=10)[-1]


class VirtualClock:
    """A clock for renders and tests: it is where it was last put, and never sleeps."""

    def __init__(self) -> None:
        self._sample = 0

    def now_sample(self) -> int:
        """Return the sample that the clock was moved to."""
        return self._sample

    def earliest_sample(self) -> int:
        """Return the present sample: nothing runs away meanwhile."""
        return self._sample

    def may_miss(self, onset_sample: int) -> bool:
        """Return False: nothing runs away meanwhile."""
        return False

    def move_to(self, sample: int) -> None:
        """Move to a sample; a clock never goes back."""
        self._sample = max(self._sample, sample)
