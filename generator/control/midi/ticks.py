"""The ticks of a clock that come unevenly: how long one lasts, and which one it is now."""

from __future__ import annotations

from math import sqrt

TICKS_PER_BEAT = 24
MEMORY_TICKS = 96
STEADY_TICKS = 12
LARGEST_JITTER_SECONDS = 0.003
STRAYS = 3
GAPS = 4
SILENCE_SECONDS = 1.0


class Ticks:
    """The time and the distance of the ticks of a clock, smoothed.

    The gains of the least-squares line through all ticks so far (the expanding-memory filter of
    Morrison, Introduction to Sequential Smoothing and Prediction, 1969), held from the 96th tick
    on: an alpha-beta filter that is quick at first and calm after four beats. Missing ticks are
    counted as if they had come; single stray ones are counted, not believed; three in a row are
    another tempo, and the line begins anew.

    count: ticks so far, less one. period_seconds: from tick to tick, 0 before the second.
    """

    def __init__(self) -> None:
        self.count = 0
        self.period_seconds = 0.0
        self._seconds = 0.0
        self._known = 0
        self._last_seconds = 0.0
        self._spread_seconds = 0.001
        self._strays = 0
        self._skipped: list[int] = []

    @property
    def steady(self) -> bool:
        """Whether enough ticks have come to tell the tempo."""
        return self._known >= STEADY_TICKS

    @property
    def tempo_bpm(self) -> float:
        """The tempo in beats a minute, once steady."""
        return 60.0 / (TICKS_PER_BEAT * self.period_seconds)

    @property
    def doubt(self) -> float:
        """By how much of itself the tempo may be wrong: three standard errors of the line's slope.

        For a uniform jitter, whose standard deviation is 1.15 times its mean size.
        """
        return 12.0 * self._spread_seconds / (self._known * sqrt(self._known) * self.period_seconds)

    def at(self, seconds: float) -> float:
        """Return the tick at a time, with what has passed of it, once steady."""
        return self.count + (seconds - self._seconds) / self.period_seconds

    def seconds_of(self, tick: float) -> float:
        """Return the time of a tick, once steady."""
        return self._seconds + (tick - self.count) * self.period_seconds

    def alive(self, seconds: float) -> bool:
        """Whether a tick has come within the last second."""
        return self._known > 0 and seconds - self._last_seconds < SILENCE_SECONDS

    def hear(self, seconds: float) -> None:
        """Take a tick that came at a time of the monotonic clock."""
        if self.alive(seconds):
            self._step(seconds)
        else:
            self.count += 1
            self._restart(seconds, 0.0)
        self._last_seconds = seconds

    def _step(self, seconds: float) -> None:
        steps = self._steps(seconds)
        self.count += steps
        expected = self._seconds + steps * self.period_seconds
        stray = seconds - expected
        fits = self._known < GAPS or abs(stray) <= self._tolerance()
        self._strays = 0 if fits else self._strays + 1
        if self._strays >= STRAYS or len(self._skipped) >= GAPS:
            self.count -= sum(self._skipped)  # no gaps: another tempo
            self._restart(seconds, seconds - self._last_seconds)
        elif fits:
            self._correct(expected, stray, steps)
        else:
            self._seconds = expected

    def _steps(self, seconds: float) -> int:
        """Return how many ticks have passed since the last one; those between were lost."""
        if self._known < GAPS:
            return 1
        fewest = 0 if self._skipped else 1
        steps = max(fewest, round((seconds - self._seconds) / self.period_seconds))
        if steps == 1:
            self._skipped.clear()
        else:
            self._skipped.append(steps - 1)
        return steps

    def _tolerance(self) -> float:
        usual = max(LARGEST_JITTER_SECONDS, 5.0 * self._spread_seconds)
        return min(usual, 0.4 * self.period_seconds)

    def _correct(self, expected: float, stray: float, steps: int) -> None:
        self._known = known = min(self._known + 1, MEMORY_TICKS)
        self._seconds = expected + stray * 2 * (2 * known - 1) / (known * (known + 1))
        if steps:
            self.period_seconds += stray / steps * 6 / (known * (known + 1))
        self._spread_seconds += (abs(stray) - self._spread_seconds) / MEMORY_TICKS

    def _restart(self, seconds: float, period_seconds: float) -> None:
        """Begin the line anew; the count goes on."""
        self._seconds, self.period_seconds = seconds, period_seconds
        self._known = 2 if period_seconds else 1
        self._strays = 0
        self._skipped.clear()
