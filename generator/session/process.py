"""The engine process as the front has it: started, spoken to, listened to, ended."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from typing import IO

from generator.session.plan import Plan
from generator.session.wire import Message, Wire

SILENT_SECONDS = 2.0
OPENING_SECONDS = 30.0
DEVICE_SECONDS = 10.0
UNREAD_SECONDS = 0.5
LAST_WORDS_SECONDS, KILLED_SECONDS = 0.3, 1.0


class EngineProcess:
    """One engine process and the wire to it; it waits for a plan to play.

    scope: the file of the scope that it shall write to. greeted: whether it plays. left: whether
    it has made room for another. tries: how many of the plan's choices of audio it has come to.
    """

    def __init__(self, scope: IO[bytes] | None) -> None:
        self.greeted = self.left = False
        self.tries = 0
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
        self.wire = Wire(ours, UNREAD_SECONDS)
        self._device_seconds = DEVICE_SECONDS
        self._expect(OPENING_SECONDS)

    def play(self, plan: Plan, device_seconds: float = DEVICE_SECONDS) -> None:
        """Let it play a plan; device_seconds: how long the audio device may take to open."""
        self._device_seconds = device_seconds
        self._expect(OPENING_SECONDS)
        self.wire.send(plan.to_message())

    def _expect(self, patience_seconds: float) -> None:
        """Expect a word from it within this time."""
        self._patience_seconds = patience_seconds
        self._heard_seconds = time.monotonic()

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
            self.tries = message["choice"] + 1
            silent = message["opening"] == "null"
            self._patience_seconds = DEVICE_SECONDS if silent else self._device_seconds
        elif "hello" in message:
            self.greeted = True
            self._patience_seconds = SILENT_SECONDS
        elif "left" in message:
            self.left = True

    def end(self, patience_seconds: float = 0.0) -> str:
        """End it, by force if it has not ended in this time; return why it did, as far as known."""
        answered = not self.wire.open
        self.wire.close()
        if not self._ends(max(patience_seconds, LAST_WORDS_SECONDS if answered else 0.0)):
            self._process.kill()
            self._ends(KILLED_SECONDS)  # longer only where the system itself is stuck
        last_words = self._last_words()
        return last_words if answered else "it did not answer"

    def _ends(self, patience_seconds: float) -> bool:
        """Whether it is over within this time."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(patience_seconds)
        return self._process.returncode is not None

    def _last_words(self) -> str:
        code = self._process.returncode
        if self._complaints.closed:
            return f"exit {code}"
        with self._complaints as complaints:
            complaints.seek(0)
            lines = complaints.read().decode(errors="replace").strip().splitlines()
        return f"exit {code}" + (f": {lines[-1]}" if code and code > 0 and lines else "")


class Reserve:
    """An engine process that has read its modules and waits, so that the music is back soon."""

    def __init__(self, scope: IO[bytes] | None) -> None:
        self._scope = scope
        self._waiting: EngineProcess | None = None

    def fill(self) -> None:
        """Have one wait."""
        if self._waiting is None:
            self._waiting = EngineProcess(self._scope)

    def take(self) -> EngineProcess:
        """Return the one that waits, and let another wait; else a new one that is by itself."""
        waiting, self._waiting = self._waiting, None
        if waiting is None:
            return EngineProcess(self._scope)
        self.fill()
        waiting.receive(0.0)
        if waiting.wire.open:
            return waiting
        waiting.end()
        return self.take()

    def close(self) -> None:
        """End the one that waits."""
        if self._waiting is not None:
            self._waiting.end()
            self._waiting = None
