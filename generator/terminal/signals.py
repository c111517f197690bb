"""The signals that ask for the end, heard in one place whatever the process does."""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from threading import Thread
from types import FrameType, TracebackType

from generator.terminal.screen import SHOW_CURSOR

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE_SECONDS = 2.5
STUCK_SECONDS = 0.3  # what the main thread has for a second Ctrl-C
ECHO_SECONDS = 0.05  # `timeout` and some shells send every signal twice

Handler = Callable[[int, FrameType | None], object] | int


def _nothing(*_: object) -> None:
    """Do nothing."""


def _show_cursor() -> None:
    """Show the cursor, which a progress bar hides."""
    if sys.stderr.isatty():
        os.write(sys.stderr.fileno(), SHOW_CURSOR.encode())


class Ended(KeyboardInterrupt):
    """The end that a signal asked for, where the main thread was when it came."""


class Signals:
    """Hears INT, TERM and HUP from the main thread's context, and sees to it that the end comes.

    The first is raised as Ended or, where `noted`, only remembered as `received`. A second Ctrl-C
    ends the process at once; so does another thread when patience_seconds are over, even where
    the main thread is stuck in a native call. A signal that was ignored at the start, as by nohup,
    stays ignored. leave: ends the process, with an exit code.
    """

    def __init__(
        self,
        patience_seconds: float = PATIENCE_SECONDS,
        leave: Callable[[int], object] = os._exit,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.received: signal.Signals | None = None
        self._received_seconds = 0.0
        self._patience_seconds = patience_seconds
        self._end_process = leave
        self._clock = clock
        self._is_noted = True
        self._give_back: Callable[[], object] = _show_cursor
        self._before: dict[signal.Signals, Handler] = {}

    def __enter__(self) -> Signals:
        self._read, self._write = os.pipe()
        os.set_blocking(self._write, False)
        self._wakeup = signal.set_wakeup_fd(self._write, warn_on_full_buffer=False)
        self._unraisable = sys.unraisablehook
        self._before = _handled(dict.fromkeys(ENDING, self._end))
        self._watcher = Thread(target=self._watch, name="signals", daemon=True)
        self._watcher.start()
        self._is_noted = False
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        self._is_noted = True
        for number, before in self._before.items():  # once one came, another may end it at once
            signal.signal(number, before if self.received is None else signal.SIG_DFL)
        signal.set_wakeup_fd(self._wakeup)
        os.close(self._write)
        self._watcher.join()
        os.close(self._read)
        sys.unraisablehook = self._unraisable
        return _comes_of_ended(error)

    @property
    def exit_code(self) -> int:
        """The exit code that tells of the signal, by the shells' custom; 0 for none."""
        return 0 if self.received is None else 128 + self.received

    @contextmanager
    def noted(
        self, give_back: Callable[[], object] = _nothing, take: Callable[[], object] = _nothing
    ) -> Iterator[None]:
        """Only remember what is received: whoever is inside looks for it, and fades.

        give_back is called before the process stops (Ctrl-Z) or ends at once, take when it goes on.
        """
        self._is_noted, self._give_back = True, give_back
        before = _handled({signal.SIGTSTP: self._stop, signal.SIGCONT: lambda *_: take()})
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
            self._is_noted, self._give_back = False, _show_cursor

    # -- in the main thread, between two steps of the interpreter

    def _end(self, number: int, _: FrameType | None) -> None:
        if self.received is not None:
            if number == signal.SIGINT and self._clock() - self._received_seconds > ECHO_SECONDS:
                self._leave(self.exit_code)
            return
        self.received, self._received_seconds = signal.Signals(number), self._clock()
        if not self._is_noted:
            sys.unraisablehook = _nothing  # where it cannot be raised, patience ends it
            raise Ended

    def _stop(self, *_: object) -> None:
        """Stop as Ctrl-Z asks, with the terminal given back meanwhile."""
        self._give_back()
        os.kill(os.getpid(), signal.SIGSTOP)

    # -- in a thread of its own, which needs no step of the main thread's

    def _watch(self) -> None:
        """Leave when patience is over; return when it is not needed any more."""
        exit_code, heard_seconds, until = 0, 0.0, float("inf")
        while self._readable(until):
            numbers = os.read(self._read, 64)
            if not numbers:
                return
            now = self._clock()
            for number in numbers:
                if not exit_code and number in ENDING:
                    exit_code, heard_seconds = 128 + number, now
                    until = now + self._patience_seconds
                elif number == signal.SIGINT and now - heard_seconds > ECHO_SECONDS:
                    until = min(until, now + STUCK_SECONDS)
        self._leave(exit_code)

    def _readable(self, until: float) -> bool:
        patience_seconds = None if until == float("inf") else max(until - self._clock(), 0.0)
        return bool(select.select([self._read], [], [], patience_seconds)[0])

    def _leave(self, exit_code: int) -> None:
        try:
            self._give_back()
        finally:
            self._end_process(exit_code)


def _handled(handlers: Mapping[signal.Signals, Handler]) -> dict[signal.Signals, Handler]:
    """Handle these signals, but for those that are ignored; return what was done before."""
    found = {number: signal.getsignal(number) for number in handlers}
    before = {n: each or signal.SIG_DFL for n, each in found.items() if each != signal.SIG_IGN}
    for number in before:
        signal.signal(number, handlers[number])
    return before


def _comes_of_ended(error: BaseException | None) -> bool:
    """Whether an error is Ended, or what others made of it: inside a class, Python wraps it."""
    while error is not None and not isinstance(error, Ended):
        error = error.__cause__ or error.__context__
    return error is not None
