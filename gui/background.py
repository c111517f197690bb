"""A subcommand of `scoretime` beside the performance, in a process that gives way to all others."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from generator.errors import UsageError

LOWEST_PRIORITY = 19
LINES_KEPT = 20
PATIENCE_SECONDS = 5.0  # with one that has been asked to end
CLOSING_SECONDS = 1.0  # the same, where the window waits for it


class Background:
    """Runs one subcommand at a time; `poll`, called once a frame, waits for nothing.

    printed: its standard output. complaints: the last lines of its standard error, without those
    that `hear` took. exit_code: None while it runs and before it has run; below 0 for the signal
    that ended it.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.printed = b""
        self.complaints: deque[str] = deque(maxlen=LINES_KEPT)
        self.exit_code: int | None = None
        self._clock = clock
        self._process: subprocess.Popen[bytes] | None = None
        self._rest = b""
        self._kill_seconds = float("inf")

    @property
    def running(self) -> bool:
        """Whether it runs."""
        return self._process is not None

    def start(self, arguments: Sequence[str]) -> None:
        """Run a subcommand; raises UsageError where one runs, OSError where none can start."""
        if self.running:
            raise UsageError("wait until it is done, or cancel it first")
        self.printed = self._rest = b""
        self.complaints.clear()
        self.exit_code, self._kill_seconds = None, float("inf")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "generator", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        for pipe in self._pipes():
            os.set_blocking(pipe.fileno(), False)
        give_way(self._process.pid)

    def poll(self) -> bool:
        """Hear what it has said; return whether it has just come to its end."""
        if self._process is None:
            return False
        exit_code = self._process.poll()
        self._listen()
        if exit_code is None:
            if self._clock() > self._kill_seconds:
                self._signal(signal.SIGKILL)
            return False
        self._settle(exit_code)
        return True

    def cancel(self) -> None:
        """Ask it to end; `poll` tells when it has, and forces it after some seconds."""
        if self.running:
            self._kill_seconds = self._clock() + PATIENCE_SECONDS
            self._signal(signal.SIGTERM)

    def close(self) -> None:
        """Cancel what runs, and wait until it is gone."""
        if self._process is None:
            return
        self.cancel()
        try:
            exit_code = self._process.wait(CLOSING_SECONDS)
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)
            exit_code = self._process.wait()
        self._listen()
        self._settle(exit_code)

    def hear(self, line: str) -> bool:
        """Take a line of its standard error; return whether it is no complaint."""
        return False

    def ended(self, exit_code: int) -> None:
        """Take note of its end."""

    # -- its process

    def _signal(self, number: int) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, number)

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        process = self._process
        assert process is not None
        assert process.stdout is not None
        assert process.stderr is not None
        return process.stdout, process.stderr

    def _listen(self) -> None:
        out, complaints = self._pipes()
        self.printed += out.read() or b""
        self._split(complaints.read() or b"")

    def _split(self, heard: bytes) -> None:
        *lines, self._rest = (self._rest + heard).split(b"\n")
        for line in lines:
            self._take(line)

    def _take(self, line: bytes) -> None:
        text = line.decode(errors="replace").strip()
        if text and not self.hear(text):
            self.complaints.append(text.removeprefix("scoretime: "))

    def _settle(self, exit_code: int) -> None:
        self._take(self._rest)
        for pipe in self._pipes():
            pipe.close()
        self.exit_code, self._process = exit_code, None
        self.ended(exit_code)


def give_way(process_id: int) -> None:
    """Let a process that leads a session run only where nothing else wants to.

    Linux weighs sessions against each other before it looks at niceness within them (sched(7),
    "The autogroup feature"): without a niceness of its own, a session takes its full share.
    """
    os.setpriority(os.PRIO_PROCESS, process_id, LOWEST_PRIORITY)
    with suppress(OSError):
        Path(f"/proc/{process_id}/autogroup").write_text(f"{LOWEST_PRIORITY}")
