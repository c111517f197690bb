"""Overload: whether Csound keeps up, and how many voices must end so that it does."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from math import ceil
from typing import NamedTuple

POINT_SECONDS = 0.05
HICCUP_SECONDS = 0.15
SHORT_POINTS, LONG_POINTS = 5, 40  # a quarter of a second, and two
TOLD_POINTS = 12  # a device that stands still is found sooner
PATIENT_POINTS = 60  # what a moment has cost is forgotten after two seconds
KEEPING_UP, FULL_RATE = 0.98, 0.995
SATURATED, CONCERNED = 0.85, 0.3  # of a core, taken by the audio thread
KEPT_SHARE = 0.75
TELL_SECONDS = 2.0


class Point(NamedTuple):
    """The clock at a time, the processor time that Csound has taken, and the clock's last step."""

    seconds: float
    sample: int
    used_seconds: float
    step_samples: int


class Pace(NamedTuple):
    """How fast the clock goes, 1.0 being in time; share: how much of a core that takes."""

    rate: float
    share: float
    slow: bool


class Overload:
    """Watches the pace of a clock.

    Csound that has a core to itself and is too slow all the same has too many voices: that shows
    within a quarter of a second. One that is set aside by a busy machine gets another chance, as
    the device may still catch up. used_seconds: the processor time that the audio thread has taken.
    """

    def __init__(self, sample_rate: int, used_seconds: Callable[[], float | None]) -> None:
        self.reports: deque[str] = deque()
        self._sample_rate = sample_rate
        self._used = used_seconds
        self._points: deque[Point] = deque(maxlen=LONG_POINTS + 1)
        self._slow_points = 0
        self._told = False
        self._ended = 0
        self._told_seconds = -TELL_SECONDS
        self._wait_sample = 0
        self._looked: tuple[float, int] | None = None
        self._step_samples = 0

    def look(
        self, now_seconds: float, sample: int, voices: Callable[[], int], horizon_sample: int
    ) -> int:
        """Take note of the clock; return how many voices are to end.

        voices: returns how many sound. horizon_sample: from where on what is asked now can act.
        """
        before, self._looked = self._looked, (now_seconds, sample)
        if before is None or now_seconds - before[0] > HICCUP_SECONDS or sample < self._wait_sample:
            self._points.clear()
            return 0
        self._step_samples = max(self._step_samples, sample - before[1])
        if self._points and now_seconds - self._points[-1].seconds < POINT_SECONDS:
            return 0
        self._points.append(Point(now_seconds, sample, self._used() or 0.0, self._step_samples))
        self._step_samples = 0
        short, long = self._pace(SHORT_POINTS), self._pace(LONG_POINTS)
        self._slow_points = self._slow_points + 1 if long is not None and long.slow else 0
        surplus = self._surplus(short, long)
        count = ceil(surplus * voices()) if surplus else 0
        if count:
            self._ended += count
            self._wait_sample = horizon_sample
        elif short is not None and long is not None:
            self._tell_pace(long, saturated=short.share > SATURATED)
        self._tell_ended(now_seconds)
        return count

    def _surplus(self, short: Pace | None, long: Pace | None) -> float:
        """Return the share of the voices that is too much."""
        if short is not None and short.slow and short.share > SATURATED:
            return 1.0 - KEPT_SHARE * short.rate
        if long is None or not long.slow or long.share < CONCERNED:
            return 0.0
        patient = long.share < SATURATED and self._slow_points < PATIENT_POINTS
        return 0.0 if patient else 1.0 - KEPT_SHARE * long.rate

    def _tell_pace(self, long: Pace, *, saturated: bool) -> None:
        """Say once that the clock is slow, until it is in time again."""
        if not long.slow:
            self._told = self._told and long.rate < FULL_RATE
        elif not self._told and self._slow_points >= TOLD_POINTS:
            self._told = True
            what = "the machine cannot keep up" if saturated else "the audio lags"
            self.reports.append(f"{what}: it plays at {long.rate:.2f} of time")

    def _pace(self, points: int) -> Pace | None:
        if len(self._points) <= points:
            return None
        first, *_, last = since = list(self._points)[-points - 1 :]
        seconds = last.seconds - first.seconds
        played_samples = last.sample - first.sample
        # where in its steps the clock was looked at says nothing
        most_samples = played_samples + max(point.step_samples for point in since[1:])
        return Pace(
            played_samples / (seconds * self._sample_rate),
            (last.used_seconds - first.used_seconds) / seconds,
            most_samples < KEEPING_UP * seconds * self._sample_rate,
        )

    def _tell_ended(self, now_seconds: float) -> None:
        """Say how many voices ended, once in two seconds at the most."""
        if self._ended and now_seconds - self._told_seconds > TELL_SECONDS:
            voices = "voice" if self._ended == 1 else "voices"
            self.reports.append(f"the machine cannot keep up: ended {self._ended} {voices}")
            self._told_seconds, self._ended = now_seconds, 0
