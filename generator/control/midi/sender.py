"""A thread that sends messages when they are due."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

from generator.control.midi.messages import Sent
from generator.engine.realtime import SERVING_PRIORITY, raise_priority

Due = Callable[[float], tuple[list[Sent], float]]
Send = Callable[[Sequence[Sent]], None]


class Sender:
    """Asks what is due and sends it, over and over, each time after the seconds it is told.

    Its thread has real-time priority where the system allows it.
    due: given the monotonic time, returns what has to be sent now and the seconds to wait.
    """

    def __init__(self, name: str, due: Due, send: Send) -> None:
        self._due = due
        self._send = send
        self._news = threading.Event()
        self._ending = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin to send."""
        self._thread.start()

    def poke(self) -> None:
        """Ask again at once, as there is news."""
        self._news.set()

    def close(self) -> None:
        """Send no more; return when nothing is being sent."""
        self._ending = True
        self.poke()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        raise_priority(threading.get_native_id(), SERVING_PRIORITY)
        while not self._ending:
            sent, wait_seconds = self._due(time.monotonic())
            if sent:
                self._send(sent)
            else:
                self._news.wait(wait_seconds)
                self._news.clear()
