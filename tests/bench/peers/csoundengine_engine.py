"""csoundengine's Engine: every beat is scheduled ahead, at absolute times; heard in the sound.

It knows no silent audio module, so it plays on JACK; an instrument writes what it plays to a file.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from .peer import Mark, perform
from .track import CLICKS_A_BEAT, Track

AHEAD_SECONDS, START_SECONDS, TRIES = 0.1, 0.3, 5
CYCLE_SAMPLES, BUFFER_SAMPLES = 32, 128
CLICK, RECORDER, FOR_EVER = 100, 5000, -1.0
CLICK_SECONDS = 0.01
ORCHESTRA = f"""
instr {CLICK}
  out mpulse(0.5, 0)
endin
instr {RECORDER}
  aout monitor
  fout "%s", 0, aout
endin
"""


class Clicking:
    """An engine that plays a track and keeps what it played."""

    engine: Any
    start_seconds = 0.0

    def __init__(self) -> None:
        self.take = Path(tempfile.mkdtemp(), "take.raw")

    def prepare(self, track: Track, mark: Mark) -> Callable[[], None]:
        """Return what plays the track."""
        import csoundengine

        self.engine = csoundengine.Engine(
            backend="jack",
            ksmps=CYCLE_SAMPLES,
            buffersize=BUFFER_SAMPLES,
            nchnls=1,
            nchnls_i=0,
            sampleAccurate=True,
            quiet=True,
        )
        self.engine.compile(ORCHESTRA % self.take, block=True)
        self.engine.sync()
        self.record()
        return lambda: self.play(track, mark)

    def record(self) -> None:
        """Start the recorder; a request that comes too soon after compiling may be lost."""
        for _ in range(TRIES):
            self.engine.sched(RECORDER, 0.0, FOR_EVER)
            time.sleep(START_SECONDS)
            if self.take.exists():
                return
        raise RuntimeError("it does not record")

    def play(self, track: Track, mark: Mark) -> None:
        """Schedule each beat shortly before it comes."""
        start = self.start_seconds = self.engine.elapsedTime() + START_SECONDS
        first = 0
        while True:
            beat = start + track.onset_seconds(first)
            time.sleep(max(0.0, beat - AHEAD_SECONDS - self.engine.elapsedTime()))
            if beat - AHEAD_SECONDS > self.engine.elapsedTime():
                continue  # the sleep goes by another clock than the sound
            for click in range(first, first + CLICKS_A_BEAT):
                due = start + track.onset_seconds(click)
                self.engine.sched(CLICK, due, CLICK_SECONDS, relative=False)
            mark()
            first += CLICKS_A_BEAT

    def played_seconds(self) -> float:
        """Return how much of the track has been played."""
        played = self.engine.csound.currentTimeSamples() / self.engine.sr
        return float(played) - self.start_seconds

    def onsets(self) -> Sequence[float]:
        """Return the places of all clicks in the sound, in seconds from the first."""
        import numpy as np

        self.engine.stop()
        found = np.flatnonzero(np.fromfile(self.take, dtype=np.float32))
        shutil.rmtree(self.take.parent)
        return [float(place) for place in (found - found[:1]) / self.engine.sr]


if __name__ == "__main__":
    clicking = Clicking()
    perform("csoundengine", clicking.prepare, clicking)
