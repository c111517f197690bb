"""A device that stands still without a word: Csound says that it performs, and does not."""

from __future__ import annotations

import numpy as np
import pytest

from generator.engine.null import NullEngine
from generator.engine.ring import Frames
from generator.session.ending import Extent
from generator.session.live import LiveRun
from generator.session.session import Session
from generator.session.setup import Choice, prepare

pytestmark = pytest.mark.live

RATE = 48_000


class StuckEngine(NullEngine):
    """Its clock has stopped, and it does not know."""

    running = True

    def start(self) -> bool:
        return False

    def stop(self) -> None:
        pass

    def now_sample(self) -> int:
        return 0

    def earliest_sample(self) -> int:
        return 0

    def read(self) -> Frames:
        return np.empty((0, 2))


class DeafEar:
    def hear(self, frames: Frames) -> bool:
        return False

    def close(self) -> None:
        pass


def test_a_clock_that_stands_still_ends_the_run() -> None:
    engine = StuckEngine(RATE)
    session = Session(prepare(Choice("loops", 1)), engine, engine, Extent())
    run = LiveRun(session, engine, DeafEar(), None)  # type: ignore[arg-type]
    run.start()
    assert run.finished.wait(10.0)
    assert run.failure == "the audio device stands still"
    run.close()
