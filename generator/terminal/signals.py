"""Signals that end or interrupt a performance."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Signals:
    """Remembers the first signal that asks for the end; a second Ctrl-C ends at once.

    A signal that the process was started with ignored, as by nohup, stays ignored. give_back is
    called before the process stops (Ctrl-Z) or ends at once, take when it goes on.
    """

    def __init__(self, give_back: Callable[[], None], take: Callable[[], None]) -> None:
        self.received: signal.Signals | None = None
        self._give_back = give_back
        self._take = take
        self._before: dict[int, Callable[[int, FrameType | None], object] | int | None] = {}

    def __enter__(self) -> Signals:
        for number in ENDING:
            self._handle(number, self._end)
        self._handle(signal.SIGTSTP, self._stop)
        self._handle(signal.SIGCONT, lambda *_: self._take())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    @property
    def exit_code(self) -> int:
        """The exit code that tells of the signal, by the shells' custom."""
        return 0 if self.received is None else 128 + self.received

    def _handle(self, number: int, handler: Callable[[int, FrameType | None], object]) -> None:
        before = signal.getsignal(number)
        if before is not signal.SIG_IGN:
            self._before[number] = before or signal.SIG_DFL
            signal.signal(number, handler)

    def _end(self, number: int, _: FrameType | None) -> None:
        if self.received is not None and number == signal.SIGINT:
            self._give_back()
            os._exit(self.exit_code)
        self.received = self.received or signal.Signals(number)

    def _stop(self, *_: object) -> None:
        """Stop as Ctrl-Z asks, with the terminal given back meanwhile."""
        self._give_back()
        os.kill(os.getpid(), signal.SIGSTOP)


class Terminated(KeyboardInterrupt):
    """The end of a command that SIGTERM asked for."""

    exit_code = 128 + signal.SIGTERM


@contextmanager
def terminable() -> Iterator[None]:
    """Let SIGTERM end what is inside as Ctrl-C does, but as Terminated."""
    received = False

    def interrupt(*_: object) -> None:
        nonlocal received
        received = True
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    except KeyboardInterrupt as interruption:
        if received:
            raise Terminated(str(interruption)) from None
        raise
    finally:
        signal.signal(signal.SIGTERM, before)
