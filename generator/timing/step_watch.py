"""What watches over the steps of parts: one that does not come back in time is cut off."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_ulong, py_object, pythonapi

from generator.composition.origin import origin_of
from generator.composition.piece import Step
from generator.timing.line import Line

LOOK_SECONDS = 0.01
PATIENT_LOOKS = 10
STUCK_LOOKS = 60
LOOKS_BEFORE_THE_MUSIC = 200
UNDER_WAY_SECONDS = 0.002  # in which an exception reaches another thread


class Overdue(BaseException):
    """The time of a step is over. It is no Exception: a piece may catch all of those."""


class StepWatch:
    """Cuts off a step that takes too long, by an exception in the thread that steps.

    Another thread looks every 10 ms. It counts its own looks, not time: where the whole process is
    held up, the part is innocent. A part in a call that Python cannot interrupt comes back first.
    thread_id: the thread that steps.
    """

    __slots__ = ("_looks", "_seen", "called", "line", "onset_sample", "steps", "thread_id")

    def __init__(self) -> None:
        self.line: Line | None = None
        self.onset_sample = 0
        self.thread_id = 0
        self.steps = 0
        self.called = 0
        self._seen = 0
        self._looks = 0

    def step(self, line: Line, onset_sample: int) -> Step:
        """Return a part's step; raises Overdue where it took too long, and what the part raises."""
        self.onset_sample = onset_sample
        self.steps += 1
        self.line = line
        try:
            return line.step()
        finally:
            self.line = None
            if self.called == self.steps:
                time.sleep(UNDER_WAY_SECONDS)  # else Overdue would come later, somewhere else

    @property
    def at(self) -> tuple[Line, int] | None:
        """The part that steps now, and the sample of its step."""
        line = self.line
        return None if line is None else (line, self.onset_sample)

    def look(self, patient_looks: int = PATIENT_LOOKS) -> str | None:
        """Look once; return who does not come back at all, once, in words."""
        line = self.line
        if line is None or self.steps != self._seen:
            self._seen, self._looks = self.steps, 0
            return None
        self._looks += 1
        if self._looks == patient_looks:
            self._call_time()
        if self._looks == patient_looks + STUCK_LOOKS:
            return f"part {line.part.name!r} does not come back at {self._place(line)}"
        return None

    @contextmanager
    def watching(self, patient_looks: int = LOOKS_BEFORE_THE_MUSIC) -> Iterator[None]:
        """Watch from a thread of its own while what is inside goes on."""
        over = threading.Event()

        def watch() -> None:
            while not over.wait(LOOK_SECONDS):
                self.look(patient_looks)

        thread = threading.Thread(target=watch, daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _call_time(self) -> None:
        """Raise Overdue in the step that is seen, unless it has come back meanwhile."""
        self.called = self._seen
        if self.line is not None and self.steps == self._seen:
            pythonapi.PyThreadState_SetAsyncExc(c_ulong(self.thread_id), py_object(Overdue))
        else:
            self.called = 0

    def _place(self, line: Line) -> str:
        """Return file:line of the composer's own code that the thread is in."""
        _, path, first = origin_of(line.part.function)
        frame = sys._current_frames().get(self.thread_id)
        while frame is not None and frame.f_code.co_filename != path:
            frame = frame.f_back
        return f"{path}:{first if frame is None else frame.f_lineno}"
