"""A session in real time whose beats come when another clock ticks, to hear how that does."""

from __future__ import annotations

import threading
from collections.abc import Callable

from generator.control.commands import Action, Command
from generator.engine.csound import LiveCsound
from generator.engine.realtime import raise_priority
from generator.engine.ticks import RATE_CHANNEL
from generator.session.live import POLL_SECONDS, Ear, LiveRun
from generator.session.session import Session
from generator.timing.strategies import Strategy

SLACK_SECONDS = 0.010


class TickedRun(LiveRun):
    """Lets a strategy tell when each of the beats, so many apart, is due.

    A tick is heard a little more than the look-ahead after it, always by the same time: that
    changes no interval. What a part plays between two ticks keeps its distance from the first.
    """

    def __init__(
        self,
        session: Session,
        engine: LiveCsound,
        ear: Ear,
        look_ahead_seconds: float | None,
        strategy: Strategy,
        tick_beats: float,
    ) -> None:
        super().__init__(session, engine, ear, look_ahead_seconds)
        self._strategy = strategy
        self._tick_beats = tick_beats
        self._rate_hz = 0.0
        self._turn = threading.Lock()

    def _jobs(self) -> list[Callable[[], None]]:
        return [*super()._jobs(), self._tick_away]

    def _advance(self, horizon_sample: int) -> None:
        with self._turn:
            self.session.advance(horizon_sample)
            self._follow_tempo()

    def _follow_tempo(self) -> None:
        """Let the metronome in Csound go at the tempo."""
        rate_hz = 1.0 / self.session.seconds_of(self._tick_beats)
        if rate_hz != self._rate_hz:
            self._rate_hz = rate_hz
            self.engine.put(RATE_CHANNEL, rate_hz)

    # -- the thread that ticks

    def _tick_away(self) -> None:
        """Let the strategy tick, once what was committed ahead at the start has been played."""
        raise_priority(threading.get_native_id())
        while not (self.finished.wait(POLL_SECONDS) or self._settled):
            pass
        if not self.finished.is_set():
            self._strategy.run(self, self._tick, self.finished)

    @property
    def _settled(self) -> bool:
        horizon_sample = self.engine.now_sample() + self._look_ahead_samples
        return self.clock_step_seconds > 0.0 and horizon_sample > self.session.horizon_sample

    def _tick(self, at_seconds: float | None = None) -> float:
        """Let the beat that is awaited come; return the seconds until the next one is due."""
        now_sample = self.engine.now_sample()
        if at_seconds is not None:
            now_sample = self.engine.origin_sample + self._samples(at_seconds)
        later_seconds = self.clock_step_seconds + SLACK_SECONDS  # the clock may have moved on
        with self._turn:
            horizon_sample = now_sample + self._look_ahead_samples + self._samples(later_seconds)
            self.session.advance(horizon_sample)
            self.session.submit(Command(Action.TICK, value=self._tick_beats, source="clock"))
            self.session.advance(horizon_sample + 1)
            return self.session.seconds_of(self._tick_beats)

    # -- what the strategy knows of Csound

    def now_seconds(self) -> float:
        """Return its score time, in seconds."""
        return (self.engine.now_sample() - self.engine.origin_sample) / self.engine.sample_rate

    def channel(self, name: str) -> float:
        """Return the value of a control channel."""
        return self.engine.channel(name)
