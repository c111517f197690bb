"""A session in real time: one thread commits ahead of Csound's clock, another hears."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

from generator.engine.csound import LiveCsound
from generator.engine.realtime import SERVING_PRIORITY, Collector, raise_priority
from generator.engine.ring import Frames
from generator.errors import ScoretimeError
from generator.session.session import Session
from generator.timing.clock import clock_step_samples

POLL_SECONDS = 0.001
LISTEN_SECONDS = 0.02
STALLED_POLLS = 1500  # a second and a half at least; one that was suspended itself counts none
AHEAD_AT_START_SECONDS = 0.5
BASE_LOOK_AHEAD_SECONDS = 0.010
LEAVING_FADE_SECONDS = 0.03
LEAVING_SECONDS = 0.08


class Ear(Protocol):
    """What hears the output: it decides when the performance has fallen silent."""

    def hear(self, frames: Frames) -> bool:
        """Take the next frames; return whether the performance is over."""
        ...

    def close(self) -> None:
        """Finish what was heard."""
        ...


class LiveRun:
    """Plays a session on a live engine, from its start to its end.

    The first half second is committed before Csound starts, so the first sample is exact; during
    it the step of the clock is measured, and from then on the look-ahead is 10 ms plus that step,
    unless `look_ahead_seconds` asks for another.
    """

    def __init__(
        self, session: Session, engine: LiveCsound, ear: Ear, look_ahead_seconds: float | None
    ) -> None:
        self.session = session
        self.engine = engine
        self.clock_step_seconds = 0.0
        self.realtime = False
        self.failure: str | None = None
        self.finished = threading.Event()
        self._ear = ear
        self._wanted_seconds = look_ahead_seconds
        self._look_ahead_samples = self._samples(AHEAD_AT_START_SECONDS)
        self._jumps: list[int] = []
        self._threads = [
            threading.Thread(target=self._guarded, args=(job,), daemon=True)
            for job in (self._commit, self._listen)
        ]

    @property
    def look_ahead_seconds(self) -> float:
        """How far ahead of the clock events are committed."""
        return self._look_ahead_samples / self.engine.sample_rate

    def look_ahead(self, seconds: float | None) -> None:
        """Commit so far ahead from now on; None: 10 ms more than the clock's step."""
        self._wanted_seconds = seconds
        if self.clock_step_seconds:
            self._settle_look_ahead()

    def _settle_look_ahead(self) -> None:
        wanted = self._wanted_seconds
        if wanted is None:
            wanted = BASE_LOOK_AHEAD_SECONDS + self.clock_step_seconds
        self._look_ahead_samples = self._samples(wanted)

    def start(self) -> None:
        """Commit the first events, then start Csound and both threads."""
        self.session.advance(self.engine.now_sample() + self._look_ahead_samples)
        self.realtime = self.engine.start()
        self.session.attach(self.engine, self.engine)  # margins count from here
        for thread in self._threads:
            thread.start()

    def leave(self) -> None:
        """Fade out and be still, before `close`: another engine will go on with the session."""
        self._end_threads()
        onset_sample = self.engine.earliest_sample()
        self.engine.fade(onset_sample, LEAVING_FADE_SECONDS)
        silent_sample = onset_sample + self._samples(LEAVING_FADE_SECONDS)
        deadline = time.monotonic() + LEAVING_SECONDS
        while self.engine.now_sample() < silent_sample and time.monotonic() < deadline:
            time.sleep(POLL_SECONDS)
        with suppress(ScoretimeError):
            self._ear.hear(self.engine.read())

    def close(self) -> None:
        """Stop Csound and finish what was recorded."""
        self._end_threads()
        self.engine.stop()
        self._ear.close()

    def _end_threads(self) -> None:
        self.finished.set()
        for thread in self._threads:
            thread.join(timeout=1.0)

    def _samples(self, seconds: float) -> int:
        return round(seconds * self.engine.sample_rate)

    def _guarded(self, job: Callable[[], None]) -> None:
        """Do a thread's job; whatever ends it ends the run, so that the front can start anew."""
        try:
            job()
        except Exception as error:
            self.failure = f"{type(error).__name__}: {error}"
            self.finished.set()

    # -- the thread that commits

    def _commit(self) -> None:
        self.realtime = raise_priority(threading.get_native_id()) and self.realtime
        collector = Collector()
        start = before = self.engine.now_sample()
        still = 0
        while not self.finished.is_set():
            now = self.engine.now_sample()
            still = still + 1 if now == before else 0
            if now != before:
                self._measure(now - before, now - start)
                before = now
            elif still > STALLED_POLLS:
                self.failure = "the audio device stands still"
                self.finished.set()
            self.session.advance(now + self._look_ahead_samples)
            collector.step()
            time.sleep(POLL_SECONDS)

    def _measure(self, jump: int, played: int) -> None:
        """Learn the clock's step while the events committed at the start last."""
        if self.clock_step_seconds:
            return
        self._jumps.append(jump)
        if played > self._samples(AHEAD_AT_START_SECONDS / 2) and len(self._jumps) > 1:
            step_samples = clock_step_samples(self._jumps)
            self.clock_step_seconds = step_samples / self.engine.sample_rate
            self._settle_look_ahead()

    # -- the thread that hears

    def _listen(self) -> None:
        raise_priority(threading.get_native_id(), SERVING_PRIORITY)
        while not self.finished.is_set():
            if self._ear.hear(self.engine.read()):
                self.finished.set()
            elif not self.engine.running:
                self.failure = "Csound stopped by itself"
                self.finished.set()
            time.sleep(LISTEN_SECONDS)
