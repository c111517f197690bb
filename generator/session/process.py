"""The engine process as the front has it: started, spoken to, listened to, ended."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
from typing import IO

from generator.session.plan import Plan
from generator.session.wire import Message, Wire

SILENT_SECONDS = 2.0
OPENING_SECONDS = 30.0
DEVICE_SECONDS = 10.0
UNREAD_SECONDS = 0.5


class EngineProcess:
    """One engine process and the wire to it.

    scope: the file of the scope that it shall write to. greeted: whether it plays. left: whether
    it has made room for another.
    """

    def __init__(self, plan: Plan, scope: IO[bytes] | None) -> None:
        self.greeted = self.left = False
        ours, theirs = socket.socketpair()
        descriptors = [theirs.fileno(), *([scope.fileno()] if scope is not None else [])]
        self._complaints: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - outlives this call
        self._process = subprocess.Popen(
            [sys.executable, "-m", "generator.session.performance", *map(str, descriptors)],
            pass_fds=descriptors,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._complaints,
            start_new_session=True,
        )
        theirs.close()
        self._patience_seconds = OPENING_SECONDS
        self._heard_seconds = time.monotonic()
        self.wire = Wire(ours, UNREAD_SECONDS)
        self.wire.send(plan.to_message())

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    @property
    def gone(self) -> bool:
        """Whether it has hung up, or has said nothing for too long."""
        return not self.wire.open or self._silent

    @property
    def _silent(self) -> bool:
        return time.monotonic() - self._heard_seconds > self._patience_seconds

    def receive(self, timeout_seconds: float) -> list[Message]:
        """Return what it says within this time."""
        messages = self.wire.receive(timeout_seconds)
        if messages:
            self._heard_seconds = time.monotonic()
        for message in messages:
            self._note(message)
        return messages

    def _note(self, message: Message) -> None:
        if "opening" in message:
            self._patience_seconds = DEVICE_SECONDS
        elif "hello" in message:
            self.greeted = True
            self._patience_seconds = SILENT_SECONDS
        elif "left" in message:
            self.left = True

    def end(self, patience_seconds: float = 0.0) -> str:
        """End it, by force if it has not ended in this time; return why it did, as far as known."""
        answered = not self.wire.open
        self.wire.close()
        try:
            self._process.wait(patience_seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        last_words = self._last_words()
        return last_words if answered else "it did not answer"

    def _last_words(self) -> str:
        code = self._process.returncode
        if self._complaints.closed:
            return f"exit {code}"
        with self._complaints as complaints:
            complaints.seek(0)
            lines = complaints.read().decode(errors="replace").strip().splitlines()
        return f"exit {code}" + (f": {lines[-1]}" if code > 0 and lines else "")
