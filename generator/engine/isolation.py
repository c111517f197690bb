"""Work that may crash or hang a native library, done in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
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


def isolated(module: str, *arguments: str, patience_seconds: float) -> Outcome:
    """Run `python -m module FD ARGUMENTS` and return what it says by `reply(FD, ...)`."""
    with tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(
            [sys.executable, "-m", module, str(answer.fileno()), *arguments],
            pass_fds=[answer.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=complaints,
        )
        exit_code = _wait(process, patience_seconds)
        for file in (answer, complaints):
            file.seek(0)
        text = complaints.read().decode(errors="replace")
        return Outcome(json.loads(answer.read() or b"null"), exit_code, text)


def reply(descriptor: int, answer: object) -> None:
    """Answer the process that asked by `isolated`."""
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(answer, file)


def _wait(process: subprocess.Popen[bytes], patience_seconds: float) -> int | None:
    try:
        return process.wait(patience_seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        process.kill()
        process.wait()
