"""The watchdog: judges the clock of an audio device by the machine's own."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import NamedTuple

from generator.timing.clock import Clock

LONGEST_LOOK_SECONDS = 0.03
ANCHOR_SECONDS = 1.0
ANCHORS = 30
SLACK_SECONDS = 0.25
STARTING_SLACK_SECONDS = 2.5
STARTED_SECONDS = 1.0
FIRST_MOVES = 10  # a device takes some blocks before it begins to play
STILL_SECONDS, STILL_AT_START_SECONDS, SPINNING_SECONDS = 0.5, 3.0, 2.0
IDLE_SECONDS = 0.1
BUSY_SHARE = 0.5
PLAUSIBLE_SECONDS = 0.02


class Fault(NamedTuple):
    """What is wrong, in words; device: whether it is the audio device."""

    text: str
    device: bool = True


RUNAWAY = Fault("it runs ahead of time")
STILL = Fault("it stands still")
SPINNING = Fault("Csound does not come back", device=False)


class Watchdog:
    """Compares what a clock says with the time that passes.

    It counts time by its own looks, every 10 ms or so, of which none counts for more than 30 ms:
    where the whole process was held up, the clock is innocent. It may run behind for good (a device
    that lost time), or catch up on what it lost in the last half minute. A device that starts may
    take a while, and fill its buffers at once.

    used_seconds: the processor time that the audio thread has taken, None where it is not known.
    started: whether the clock has run for a second.
    """

    def __init__(
        self,
        sample_rate: int,
        buffer_seconds: float,
        used_seconds: Callable[[], float | None],
        now_seconds: float,
        sample: int,
    ) -> None:
        self.awake_seconds = 0.0
        self._rate = sample_rate
        self._buffer_seconds = buffer_seconds
        self._used = used_seconds
        self._started_sample = sample + round(STARTED_SECONDS * sample_rate)
        self.started = False
        self._began_seconds = self._looked_seconds = now_seconds
        self._sample = sample
        self._moved_seconds = 0.0
        self._moves = 0
        self._used_before: float | None = None
        self._highest = self._lately = sample / sample_rate - now_seconds  # ahead, in seconds
        self._anchors = deque([self._highest], ANCHORS)
        self._anchor_due_seconds = ANCHOR_SECONDS

    def look(self, now_seconds: float, sample: int) -> Fault | None:
        """Take note of a sample that the clock told just before a time; return what is wrong."""
        looked, self._looked_seconds = self._looked_seconds, now_seconds
        self.awake_seconds += min(now_seconds - looked, LONGEST_LOOK_SECONDS)
        if self.is_astray(now_seconds, sample):
            return RUNAWAY
        if sample == self._sample:
            return self._bear(self.awake_seconds - self._moved_seconds)
        self._sample, self._moved_seconds = sample, self.awake_seconds
        self._moves += 1
        self._used_before = None
        self._remember(sample / self._rate - now_seconds)
        if not self.started and sample > self._started_sample:
            self.started = True
            self._anchors.clear()  # how long it took to start is of no matter any more
            suspended_seconds = now_seconds - self._began_seconds - self.awake_seconds
            self._lately += suspended_seconds  # it may have to make up for that
            self._close_second(self._lately)
        return None

    def is_astray(self, now_seconds: float, sample: int) -> bool:
        """Whether the clock is further ahead than it can be."""
        return sample > self.limit_sample(now_seconds)

    def limit_sample(self, now_seconds: float) -> int:
        """Return how far the clock may be followed: a quarter second and the buffers ahead."""
        slack = SLACK_SECONDS + self._buffer_seconds if self.started else STARTING_SLACK_SECONDS
        return int((now_seconds + self._highest + slack) * self._rate)

    def plausible(self, now_seconds: float, sample: int) -> int:
        """Return a sample that was told at a time, no later than it was up to now, give or take."""
        slack = PLAUSIBLE_SECONDS if self.started else STARTING_SLACK_SECONDS
        return min(sample, int((now_seconds + self._highest + slack) * self._rate))

    def _bear(self, still_seconds: float) -> Fault | None:
        """Bear for a while with a clock that has stood so long, longer where Csound is busy."""
        if still_seconds < IDLE_SECONDS:
            return None
        if self._used_before is None:
            self._used_before = self._used() or 0.0
        if still_seconds < (STILL_SECONDS if self._moves > FIRST_MOVES else STILL_AT_START_SECONDS):
            return None
        used_seconds = (self._used() or 0.0) - self._used_before
        if used_seconds < BUSY_SHARE * (still_seconds - IDLE_SECONDS):
            return STILL
        return SPINNING if still_seconds > SPINNING_SECONDS else None

    def _remember(self, ahead_seconds: float) -> None:
        """Keep how far ahead the clock has been at the most, in each of the last seconds."""
        if self.awake_seconds >= self._anchor_due_seconds:
            self._close_second(ahead_seconds)
        else:
            self._lately = max(self._lately, ahead_seconds)

    def _close_second(self, ahead_seconds: float) -> None:
        self._anchor_due_seconds = self.awake_seconds + ANCHOR_SECONDS
        self._anchors.append(self._lately)
        self._highest = max(self._anchors)
        self._lately = ahead_seconds


class SteadyClock:
    """A clock that is followed no further than a watchdog allows."""

    def __init__(
        self, clock: Clock, watchdog: Watchdog, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock = clock
        self._watchdog = watchdog
        self._now = now

    def now_sample(self) -> int:
        """Return the sample that has been reached."""
        sample = self._clock.now_sample()
        return min(sample, self._watchdog.limit_sample(self._now()))

    def earliest_sample(self) -> int:
        """Return the earliest sample for which an event may still be sent."""
        sample = self._clock.earliest_sample()
        return min(sample, self._watchdog.limit_sample(self._now()))

    def may_miss(self, onset_sample: int) -> bool:
        """Return whether an event that was sent just now may have come too late for its sample."""
        return self._clock.may_miss(onset_sample)
