"""A recording that is written on a thread of its own: the music waits for no disk."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import Event, Thread

import numpy as np

from generator.control.growing import MOVED
from generator.engine.ring import Frames
from generator.errors import OutputError
from generator.render.wav import WavWriter
from generator.session.wire import drained

PAUSE_SECONDS = 0.1  # what a `kill -9` may cost, and a little more
SLOW_SECONDS, LOST_SECONDS = 2.0, 30.0
CLOSING_SECONDS = 0.7


class Recorder:
    """Takes frames at once and writes them soon, to a file that is valid at any moment.

    A recording that fails is given up, with a report. frames: how many the file holds, or will in
    a moment.
    """

    def __init__(self, writer: WavWriter) -> None:
        self.reports: deque[str] = deque()
        self.frames = writer.frames
        self.path = writer.path
        self.sample_rate = writer.sample_rate
        self._writer = writer
        self._waiting: deque[Frames] = deque()
        self._slow = self._moved = False
        self._ending = Event()
        self._thread = Thread(target=self._run, name="recording", daemon=True)

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    @property
    def open(self) -> bool:
        """Whether frames are still taken."""
        return self._writer.open and not self._ending.is_set()

    @property
    def seconds(self) -> float:
        """How long the recording is."""
        return self.frames / self.sample_rate

    def write(self, frames: Frames) -> None:
        """Take frames of shape (frames, channels); returns at once."""
        if self.open:
            self.frames += len(frames)
            self._waiting.append(frames)
            self._watch((self.frames - self._writer.frames) / self.sample_rate)

    def close(self) -> None:
        """Finish the file, soon."""
        if self._thread.is_alive():
            self._ending.set()
            self._thread.join(CLOSING_SECONDS)
            missing_seconds = (self.frames - self._writer.frames) / self.sample_rate
            if missing_seconds:
                self.reports.append(
                    f"the disk does not answer: {self.path} lacks its last {missing_seconds:.1f} s"
                )

    def tend(self) -> None:
        """Write what waits; the header says so at once."""
        if self._waiting:
            frames = np.concatenate(drained(self._waiting))
            self._guarded(lambda: self._writer.write(frames))
        self._guarded(self._writer.refresh)
        if self._writer.moved and not self._moved:
            self._moved = True
            self.reports.append(f"the recording {self.path} {MOVED}")

    def _run(self) -> None:
        while self.open:
            self._ending.wait(PAUSE_SECONDS)
            self.tend()
        self.tend()
        self._guarded(self._writer.close)

    def _guarded(self, action: Callable[[], None]) -> None:
        try:
            action()
        except OutputError as error:
            self.frames = self._writer.frames
            self.reports.append(f"recording stopped: {error}")

    def _watch(self, behind_seconds: float) -> None:
        """Say that the disk is behind, and in the end give it up."""
        if behind_seconds > LOST_SECONDS:
            self._ending.set()
            self._waiting.clear()
            self.frames = self._writer.frames
            self.reports.append(
                f"recording stopped: the disk with {self.path} has not answered for "
                f"{LOST_SECONDS:g} s ({self.seconds:.1f} s are written)"
            )
        elif behind_seconds > SLOW_SECONDS and not self._slow:
            self._slow = True
            self.reports.append(f"the disk with {self.path} is slow: the recording waits for it")
