"""Work that may crash or hang a native library, done in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from typing import Any, NamedTuple


class Outcome(NamedTuple):
    """What came of the work.

    answer: what the process replied, None if it did not. exit_code: negative for the signal that
    ended it, None where it had to be stopped. complaints: its standard error.
    """

    answer: Any
    exit_code: int | None
    complaints: str

    @property
    def ending(self) -> str:
        """How the process ended without an answer, in words."""
        if self.exit_code is None:
            return "it did not end"
        if self.exit_code < 0:
            return f"it crashed (signal {-self.exit_code})"
        return f"it ended with exit code {self.exit_code}"


class Work:
    """`python -m module FD ARGUMENTS` under way; what it says by `reply(FD, ...)` is the answer.

    given: what it can read on its standard input.
    """

    def __init__(
        self, module: str, *arguments: str, patience_seconds: float, given: bytes = b""
    ) -> None:
        self._deadline = time.monotonic() + patience_seconds
        self._answer = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `close`
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115
        with tempfile.TemporaryFile() as heard:
            heard.write(given)
            heard.seek(0)
            self._process = subprocess.Popen(
                [sys.executable, "-m", module, str(self._answer.fileno()), *arguments],
                pass_fds=[self._answer.fileno()],
                stdin=heard,
                stdout=subprocess.DEVNULL,
                stderr=self._complaints,
            )

    @property
    def done(self) -> bool:
        """Whether it has ended, or has had its time."""
        return self._process.poll() is not None or time.monotonic() > self._deadline

    def finish(self) -> Outcome:
        """Wait for its end, or make one when its time is over, and return what came of it."""
        try:
            exit_code = self._wait()
            for file in (self._answer, self._complaints):
                file.seek(0)
            text = self._complaints.read().decode(errors="replace")
            return Outcome(json.loads(self._answer.read() or b"null"), exit_code, text)
        finally:
            self.close()

    def close(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        self._process.wait()
        self._answer.close()
        self._complaints.close()

    def _wait(self) -> int | None:
        try:
            return self._process.wait(max(0.0, self._deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            return None


def isolated(module: str, *arguments: str, patience_seconds: float) -> Outcome:
    """Let a module do its work and return what came of it."""
    return Work(module, *arguments, patience_seconds=patience_seconds).finish()


def reply(descriptor: int, answer: object) -> None:
    """Answer the process that asked by `isolated`."""
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(answer, file)
