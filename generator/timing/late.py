"""The late policy: what becomes of an event whose time has nearly come or has passed."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

from generator.timing.clock import Clock
from generator.units import samples

TOLERATED_SECONDS = 0.050
MARGINS = 64

Moved = tuple[int, int | None]


class LatePolicy:
    """Keeps every event at a safe distance ahead of the clock, and counts what it had to do.

    A note late by less than 50 ms is moved to the earliest safe sample at full length; a later one
    is dropped. What else comes late is moved, however late it is. Every event has an index, from 0
    in the order of commitment. moved: what was not left alone: its index, and the sample it was
    moved to or None; its own sample where the clock may have passed it on its way. known: what a
    performance that is replayed had moved, by index. margins: how many notes were committed how far
    ahead of the clock, by milliseconds, the last for all beyond.
    """

    def __init__(
        self,
        clock: Clock,
        sample_rate: int,
        known: Mapping[int, int | None] | None = None,
    ) -> None:
        self.moved: deque[Moved] = deque()
        self._known = dict(known or {})
        self._index = self._counted = 0
        self._tolerated = samples(TOLERATED_SECONDS, sample_rate)
        self._rate = sample_rate
        self.follow(clock)

    def follow(self, clock: Clock) -> None:
        """Go by this clock from now on, and count anew; the indices go on."""
        self.late = 0
        self.dropped = 0
        self.smallest_margin_samples: int | None = None
        self.margins = [0] * MARGINS
        self._clock = clock

    def admit(self, onset_sample: int) -> int | None:
        """Return the sample at which a note may start; None where it comes too late."""
        margin = onset_sample - self._clock.now_sample()
        if self.smallest_margin_samples is None or margin < self.smallest_margin_samples:
            self.smallest_margin_samples = margin
        milliseconds = margin * 1000 // self._rate
        if milliseconds >= MARGINS:
            milliseconds = MARGINS - 1
        self.margins[milliseconds if milliseconds > 0 else 0] += 1
        index = self._index
        self._index = index + 1
        if index in self._known:
            return self._known[index]
        lateness = self._clock.earliest_sample() - onset_sample
        if lateness <= 0:
            return onset_sample
        self._counted = self._index
        if lateness >= self._tolerated:
            self.dropped += 1
            self.moved.append((index, None))
            return None
        self.late += 1
        self.moved.append((index, onset_sample + lateness))
        return onset_sample + lateness

    def sent(self, onset_sample: int) -> None:
        """Count the note that was admitted last, if the clock may have passed it on its way.

        So it happens where all stops between the two. Where it began, if it did, is not known.
        """
        if self._clock.may_miss(onset_sample) and self._counted != self._index:
            self.late += 1
            self.moved.append((self._index - 1, onset_sample))

    def delay(self, onset_sample: int) -> int:
        """Return the sample at which anything but a note may act, however late it comes."""
        index = self._index
        self._index = index + 1
        if index in self._known:
            return self._known[index] or onset_sample
        earliest_sample = self._clock.earliest_sample()
        if earliest_sample <= onset_sample:
            return onset_sample
        self.moved.append((index, earliest_sample))
        return earliest_sample
