"""The late policy: what becomes of an event whose time has nearly come or has passed."""

from __future__ import annotations

from generator.timing.clock import Clock
from generator.units import samples

TOLERATED_SECONDS = 0.050


class LatePolicy:
    """Keeps every event at a safe distance ahead of the clock, and counts what it had to do.

    An event late by less than 50 ms is moved to the earliest safe sample at full length; a later
    one is dropped.
    """

    def __init__(self, clock: Clock, sample_rate: int) -> None:
        self.late = 0
        self.dropped = 0
        self.smallest_margin_samples: int | None = None
        self._clock = clock
        self._tolerated = samples(TOLERATED_SECONDS, sample_rate)

    def admit(self, onset_sample: int) -> int | None:
        """Return the sample at which an event may start; None where it comes too late."""
        margin = onset_sample - self._clock.now_sample()
        if self.smallest_margin_samples is None or margin < self.smallest_margin_samples:
            self.smallest_margin_samples = margin
        lateness = self._clock.earliest_sample() - onset_sample
        if lateness <= 0:
            return onset_sample
        if lateness >= self._tolerated:
            self.dropped += 1
            return None
        self.late += 1
        return onset_sample + lateness
