"""A run on an engine whose clock cannot be trusted: it is found out, and nothing follows it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest

from generator.composition.event import Event
from generator.engine.audio import AudioSettings
from generator.engine.null import NullEngine
from generator.engine.ring import Frames
from generator.session.ending import Extent
from generator.session.live import GONE, LiveRun
from generator.session.session import Session
from generator.session.setup import Choice, prepare
from generator.session.watchdog import RUNAWAY, STILL
from tests.bench.exactness import CLICK, PIECES

pytestmark = pytest.mark.live

RATE = 48_000


class OddEngine(NullEngine):
    """Its clock goes as fast as it is told to, and it does not know."""

    audio = AudioSettings("jack")
    running = True
    speed = 1.0
    notice_samples = 192

    def __init__(self) -> None:
        super().__init__(RATE)
        self._since, self._sample = time.monotonic(), 0
        self.stopped = False
        self.held_up_seconds = 0.0
        self.held_up: list[int] = []

    def note(self, event: Event, voice: int = 0) -> None:
        """Be held up on the way, once, where that is asked for."""
        if self.held_up_seconds:
            time.sleep(self.held_up_seconds)
            self.held_up_seconds = 0.0
            self.held_up.append(event.onset_sample)

    def start(self) -> bool:
        """Fill a large buffer at once: so soon the clock counts as one that runs."""
        self._since, self._sample = time.monotonic(), RATE
        return False

    def stop(self) -> None:
        self.stopped = True

    def goes_on(self, speed: float) -> None:
        self._sample, self._since, self.speed = self.now_sample(), time.monotonic(), speed

    def now_sample(self) -> int:
        return self._sample + int((time.monotonic() - self._since) * self.speed * RATE)

    def earliest_sample(self) -> int:
        return self.now_sample() + self.notice_samples

    def may_miss(self, onset_sample: int) -> bool:
        return self.now_sample() + 64 > onset_sample

    def used_seconds(self) -> float:
        return 0.0

    def read(self) -> Frames:
        return np.empty((0, 2))


class DeafEar:
    def hear(self, frames: Frames) -> bool:
        return False

    def close(self) -> None:
        pass


@contextmanager
def playing(piece: str = "loops", csd: str | None = None) -> Iterator[tuple[LiveRun, OddEngine]]:
    """Play for a moment, without sound, and tidy up in the end."""
    engine = OddEngine()
    session = Session(prepare(Choice(piece, 1, csd=csd)), engine, engine, Extent())
    run = LiveRun(session, engine, DeafEar(), None)  # type: ignore[arg-type]
    run.start()
    assert not run.finished.wait(0.3)
    try:
        yield run, engine
    finally:
        run.close()


def ended(run: LiveRun, within_seconds: float) -> None:
    start = time.monotonic()
    assert run.finished.wait(10.0)
    assert time.monotonic() - start < within_seconds


def test_a_clock_that_stands_still_ends_the_run() -> None:
    with playing() as (run, engine):
        engine.goes_on(0.0)
        ended(run, 0.9)
        assert run.fault is STILL
    assert not engine.stopped  # it might not come back


def test_a_clock_that_runs_away_ends_the_run_and_is_not_followed() -> None:
    with playing() as (run, engine):
        before, seconds = engine.now_sample(), time.monotonic()
        engine.goes_on(500.0)
        ended(run, 0.3)
        assert run.fault is RUNAWAY
        most_samples = round((time.monotonic() - seconds + 0.3) * RATE)
        assert run.session.stage.clock.now_sample() - before < most_samples
        assert run.plausible(time.monotonic(), engine.now_sample()) - before < most_samples
        assert run.session.stage.gate.horizon_sample - before < 2 * most_samples


def test_a_server_that_is_gone_ends_the_run() -> None:
    with playing() as (run, engine):
        engine.running = False
        ended(run, 0.3)
        assert run.fault is GONE


def test_what_was_well_is_stopped() -> None:
    with playing() as (run, engine):
        assert 0.0 < run.gap_seconds < 0.5
    assert run.fault is None
    assert engine.stopped


def test_a_note_that_is_held_up_on_its_way_is_counted() -> None:
    """As it is where all stops between the look at the clock and the call of Csound."""
    with playing(str(PIECES / "pulse.py"), CLICK) as (run, engine):
        engine.held_up_seconds = 0.1
        deadline = time.monotonic() + 10.0
        while engine.held_up_seconds:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        time.sleep(0.1)
    (onset_sample,) = engine.held_up
    assert onset_sample in [sample for _, sample in run.session.stage.late.moved]
    assert run.session.stage.late.late >= 1
