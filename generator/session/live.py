"""A session in real time: a thread commits ahead of Csound's clock, one hears, one watches."""

from __future__ import annotations

import gc
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

from generator.control.commands import Action, Command
from generator.engine.csound import LiveCsound
from generator.engine.realtime import (
    COMMITTING_PRIORITY,
    SERVING_PRIORITY,
    Collector,
    raise_priority,
    starting_threads,
)
from generator.engine.ring import Frames
from generator.session.overload import Overload
from generator.session.session import Session
from generator.session.watchdog import RUNAWAY, Fault, SteadyClock, Watchdog
from generator.timing.clock import SAFE_SECONDS, clock_step_samples

POLL_SECONDS = 0.001
LISTEN_SECONDS = 0.02
LOOK_SECONDS = 0.01
READ_SECONDS = 0.002  # a look at both clocks that took longer says nothing
AWAY_SECONDS = 0.02
AHEAD_AT_START_SECONDS = 0.5
LEEWAY_SECONDS, LEEWAY_WITHOUT_PRIORITY_SECONDS = 0.006, 0.046
LEAVING_FADE_SECONDS = 0.03
LEAVING_SECONDS = 0.08
ENDING_SECONDS, FAILED_SECONDS = 1.0, 0.05  # for a thread to end

GONE = Fault("it ended by itself")


class Ear(Protocol):
    """What hears the output: it decides when the performance has fallen silent."""

    def hear(self, frames: Frames) -> bool:
        """Take the next frames; return whether the performance is over."""
        ...

    def close(self) -> None:
        """Finish what was heard."""
        ...


def usual_look_ahead_seconds(
    clock_step_seconds: float, notice_seconds: float = SAFE_SECONDS, *, realtime: bool
) -> float:
    """Return how far ahead of a clock to commit: 10 ms more than its step.

    More where Csound wants longer notice, for long control cycles, and 50 ms where the system
    grants no real-time priority: it may leave the committing thread waiting for so long.
    """
    leeway_seconds = LEEWAY_SECONDS if realtime else LEEWAY_WITHOUT_PRIORITY_SECONDS
    return clock_step_seconds + notice_seconds + leeway_seconds


class LiveRun:
    """Plays a session on a live engine, from its start to its end.

    The first half second is committed before Csound starts, so the first sample is exact; during
    it the step of the clock is measured, and from then on the look-ahead goes by that step (see
    usual_look_ahead_seconds), unless `look_ahead_seconds` asks for another.

    fault: what ended it, where it did not end by itself. gap_seconds: the longest that the thread
    which commits was away.
    """

    def __init__(
        self, session: Session, engine: LiveCsound, ear: Ear, look_ahead_seconds: float | None
    ) -> None:
        self.session = session
        self.engine = engine
        self.clock_step_seconds = 0.0
        self.gap_seconds = 0.0
        self.realtime = False
        self.fault: Fault | None = None
        self.finished = threading.Event()
        self._ear = ear
        self._wanted_seconds = look_ahead_seconds
        self._look_ahead_samples = self._samples(AHEAD_AT_START_SECONDS)
        self._jumps: list[int] = []
        self._overload = Overload(engine.sample_rate, engine.used_seconds)
        self._watchdog: Watchdog
        self._threads = [
            threading.Thread(target=self._guarded, args=(job,), daemon=True) for job in self._jobs()
        ]

    def _jobs(self) -> list[Callable[[], None]]:
        """Return what its threads do."""
        return [self._commit, self._listen, self._watch]

    @property
    def look_ahead_seconds(self) -> float:
        """How far ahead of the clock events are committed."""
        return self._look_ahead_samples / self.engine.sample_rate

    @property
    def goes_by_clock(self) -> bool:
        """Whether the look-ahead is the one that the clock's step wants."""
        return self._wanted_seconds is None

    @property
    def reports(self) -> deque[str]:
        """What there is to say about the machine."""
        return self._overload.reports

    def plausible(self, seconds: float, sample: int) -> int:
        """Return the sample of a monotonic time, where the clock says that it is this one."""
        return self._watchdog.plausible(seconds, sample)

    def look_ahead(self, seconds: float | None) -> None:
        """Commit so far ahead from now on; None: as the clock's step wants it."""
        self._wanted_seconds = seconds
        if self.clock_step_seconds:
            self._settle_look_ahead()

    def _settle_look_ahead(self) -> None:
        wanted = self._wanted_seconds
        if wanted is None:
            notice_seconds = self.engine.notice_samples / self.engine.sample_rate
            wanted = usual_look_ahead_seconds(
                self.clock_step_seconds, notice_seconds, realtime=self.realtime
            )
        self._look_ahead_samples = self._samples(wanted)

    def start(self) -> None:
        """Commit the first events, then start Csound and the threads."""
        engine = self.engine
        with self.session.step_watch.watching():
            self.session.advance(engine.now_sample() + self._look_ahead_samples)
        gc.freeze()  # what parts make in their first steps, too
        self._watchdog = Watchdog(
            engine.sample_rate,
            engine.audio.hardware_frames / engine.sample_rate,
            engine.used_seconds,
            time.monotonic(),
            engine.now_sample(),
        )
        with starting_threads():
            self.realtime = engine.start()
            self.session.attach(engine, SteadyClock(engine, self._watchdog))  # margins count now
            for thread in self._threads:
                thread.start()

    def leave(self) -> None:
        """Fade out and be still, before `close`: another engine will go on with the session."""
        self._end_threads(ENDING_SECONDS)
        onset_sample = self.engine.earliest_sample()
        self.engine.fade(onset_sample, LEAVING_FADE_SECONDS)
        silent_sample = onset_sample + self._samples(LEAVING_FADE_SECONDS)
        deadline = time.monotonic() + LEAVING_SECONDS
        while self.engine.now_sample() < silent_sample and time.monotonic() < deadline:
            time.sleep(POLL_SECONDS)
        self._hear_the_rest()

    def close(self) -> None:
        """Stop Csound and finish what was recorded; a device that failed is left as it is."""
        self._end_threads(ENDING_SECONDS if self.fault is None else FAILED_SECONDS)
        if self.fault is None:
            self.engine.stop()
        else:
            self._hear_the_rest()
        self._ear.close()

    def _hear_the_rest(self) -> None:
        """Hear what is left, if it can be had."""
        with suppress(Exception):
            self._hear()

    def _end_threads(self, patience_seconds: float) -> None:
        self.finished.set()
        for thread in self._threads:
            thread.join(patience_seconds)

    def _samples(self, seconds: float) -> int:
        return round(seconds * self.engine.sample_rate)

    def _guarded(self, job: Callable[[], None]) -> None:
        """Do a thread's job; whatever ends it ends the run, so that the front can start anew."""
        try:
            job()
        except Exception as error:
            astray = False
            with suppress(Exception):
                astray = self._astray()
            text = f"{type(error).__name__}: {error}"
            self._fail(RUNAWAY if astray else Fault(text, device=False))

    def _fail(self, fault: Fault) -> None:
        if not self.finished.is_set():
            self.fault = fault
            self.finished.set()

    def _astray(self) -> bool:
        """Whether the clock says what cannot be: nobody must follow it."""
        sample = self.engine.now_sample()
        return self._watchdog.is_astray(time.monotonic(), sample)

    # -- the thread that commits

    def _commit(self) -> None:
        self.realtime = raise_priority(threading.get_native_id()) and self.realtime
        collector = Collector()
        start = before = self.engine.now_sample()
        turned_seconds, held_up = time.monotonic(), False
        while not self.finished.is_set():
            now, seconds = self.engine.now_sample(), time.monotonic()
            away_seconds, turned_seconds = seconds - turned_seconds, seconds
            jump, before = now - before, now
            self.gap_seconds = max(self.gap_seconds, away_seconds)
            if jump:
                self._measure(jump, now - start)
            held_up = away_seconds > AWAY_SECONDS and not held_up  # then the next turn knows more
            if not (held_up or self._races(jump, away_seconds, now, seconds)):
                self._advance(now + self._look_ahead_samples)
            collector.step()
            time.sleep(POLL_SECONDS)

    def _advance(self, horizon_sample: int) -> None:
        self.session.advance(horizon_sample)

    def _races(self, jump: int, away_seconds: float, now: int, seconds: float) -> bool:
        """Whether the clock runs away, or after time that it lost: nothing ahead of it is safe."""
        usual_seconds = away_seconds + AWAY_SECONDS + 2.0 * self.clock_step_seconds
        catches_up = self.clock_step_seconds > 0.0 and jump > self._samples(usual_seconds)
        return catches_up or self._watchdog.is_astray(seconds, now)

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
            if self._hear():
                self.finished.set()
            time.sleep(LISTEN_SECONDS)

    def _hear(self) -> bool:
        """Hear what is new; return whether the performance is over."""
        return not self._astray() and self._ear.hear(self.engine.read())

    # -- the thread that watches

    def _watch(self) -> None:
        raise_priority(threading.get_native_id(), COMMITTING_PRIORITY + 1)
        while not self.finished.wait(LOOK_SECONDS):
            fault = self._look()
            if fault is not None:
                self._fail(fault)

    def _look(self) -> Fault | None:
        """Look at what can fail; return what has."""
        stuck = self.session.step_watch.look()
        if stuck is not None:
            self.session.cut_stuck()
            return Fault(stuck, device=False)
        if not self.engine.running:
            return GONE
        began_seconds = time.monotonic()
        sample, seconds = self.engine.now_sample(), time.monotonic()
        if seconds - began_seconds > READ_SECONDS:
            return None
        if self._watchdog.started:
            self._shed(seconds, sample)
        return self._watchdog.look(seconds, sample)

    def _shed(self, seconds: float, sample: int) -> None:
        """End as many voices as are too many."""
        gate, horizon_sample = self.session.stage.gate, sample + self._look_ahead_samples
        count = self._overload.look(seconds, sample, lambda: gate.sounding(sample), horizon_sample)
        if count:
            self.session.submit(Command(Action.SHED, value=count, source="watchdog"))
