"""Slow work, kept off the threads that must not wait."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock, Thread

PAUSE_SECONDS = 0.05


class Chore:
    """Does the same work over again, on a thread that is there only while there is some.

    It pauses before it does it once more, so what is asked for over and over costs little. The
    interpreter's exit waits for it. name: the thread's.
    """

    def __init__(self, name: str, work: Callable[[], None]) -> None:
        self._name = name
        self._work = work
        self._lock = Lock()
        self._asked = False
        self._thread: Thread | None = None

    def ask(self) -> None:
        """Have the work done, beginning after now."""
        with self._lock:
            self._asked = True
            if self._thread is None:
                self._thread = Thread(target=self._run, name=self._name)
                self._thread.start()

    def wait(self) -> None:
        """Return when what was asked for is done."""
        thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        try:
            while self._has_more():
                self._work()
                if self._asked:
                    time.sleep(PAUSE_SECONDS)
        except BaseException:
            self._thread = None
            raise

    def _has_more(self) -> bool:
        with self._lock:
            asked, self._asked = self._asked, False
            if not asked:
                self._thread = None
            return asked
