"""The front's side of a performance: a proxy of the session, and its supervisor."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from generator.control.commands import Action, Applied, Command
from generator.control.status import Status
from generator.control.surface import Subject
from generator.errors import EngineError, ScoretimeError
from generator.session.logbook import Logbook
from generator.session.mirror import Mirror
from generator.session.plan import Plan
from generator.session.wire import Message, Wire

SILENT_SECONDS = 2.0
OPENING_SECONDS = 30.0
FADE_ALLOWANCE_SECONDS = 1.0
MAXIMUM_RESTARTS = 5
RESTART_WINDOW_SECONDS = 60.0


class RemoteError(ScoretimeError):
    """An error that the engine process met, with its exit code."""

    def __init__(self, text: str, exit_code: int) -> None:
        super().__init__(text)
        self.exit_code = exit_code


class Front:
    """A performance in a process of its own, started again when it dies.

    `submit`, `status` and what else a Surface has may be used from any thread. `poll` must be
    called often, from one; it returns what the engine said, and raises RemoteError where it could
    not start, EngineError where it dies over and over.
    """

    def __init__(self, plan: Plan) -> None:
        self.restarts = 0
        self._plan = plan
        self._mirror = Mirror()
        self._pending: deque[Command] = deque()
        self._done_with = 0
        self._fading = False
        self._submitting = threading.Lock()
        self._restarted_seconds: list[float] = []
        self._logbook = Logbook(Path(plan.journal), plan) if plan.journal else None
        self._spawn(plan)

    # -- the surface

    @property
    def subject(self) -> Subject:
        """What is being played."""
        return self._mirror.subject

    @property
    def values(self) -> Mapping[str, float]:
        """The present values of the parameters, by id."""
        return self._mirror.values

    def wanted(self, key: str) -> float | None:
        """Return the value that a parameter was last asked to have; None where it has none."""
        asked = [each for each in list(self._pending) if each.settled == (key,)]
        return asked[-1].value if asked else self.values.get(key)

    def submit(self, command: Command) -> None:
        """Ask the session for a command."""
        with self._submitting:
            if command.action is Action.RECORD:
                self._wire.send({"record": command.subject if command.value else None})
                return
            self._pending.append(command)
            self._wire.send({"command": command.to_message()})

    def status(self) -> Status:
        """Return the session's latest status; counts run on through restarts."""
        return self._mirror.status

    def sample_at(self, monotonic_seconds: float) -> int | None:
        """Return the session's sample at a time of `time.monotonic`; None before it plays."""
        return self._mirror.sample_at(monotonic_seconds)

    def monotonic_at(self, sample: int) -> float | None:
        """Return the time of `time.monotonic` of a sample; None before it plays."""
        return self._mirror.monotonic_at(sample)

    # -- the performance

    @property
    def applied(self) -> list[Applied]:
        """The commands that took effect."""
        return self._mirror.applied

    @property
    def hello(self) -> Message | None:
        """What the engine said first."""
        return self._mirror.hello

    @property
    def ended(self) -> Message | None:
        """What the engine said last."""
        return self._mirror.ended

    @property
    def extra(self) -> Message:
        """The status as it came, with clock step, look-ahead, peak and xruns."""
        return self._mirror.latest

    @property
    def over(self) -> bool:
        """Whether the performance has ended."""
        return self.ended is not None

    def poll(self, timeout_seconds: float) -> list[Message]:
        """Return what the engine said within this time, restarting it if it died."""
        messages = self._receive(timeout_seconds)
        failure = self.ended["failure"] if self.ended is not None else None
        if failure is not None or (not self.over and self._dead()):
            messages.append({"report": self._restart(failure)})
        return messages

    def fade(self) -> None:
        """Ask for the end, once."""
        if not self._fading and self._greeted:
            self._fading = True
            self.submit(Command(Action.STOP))

    def stop(self) -> list[Message]:
        """Fade out and end, within a second or by force; return what was said last."""
        said: list[Message] = []
        if not self.over and self._greeted:
            self.fade()
            deadline = time.monotonic() + FADE_ALLOWANCE_SECONDS
            while not self.over and self._wire.open and time.monotonic() < deadline:
                said += self._receive(0.02)
        self._kill()
        if self._logbook is not None:
            self._logbook.close(ended=self.over)
            said += [{"report": self._logbook.failure}] if self._logbook.failure else []
            self._logbook = None
        return said

    # -- the engine process

    def _spawn(self, plan: Plan) -> None:
        ours, theirs = socket.socketpair()
        self._complaints: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - outlives this call
        self._process = subprocess.Popen(
            [sys.executable, "-m", "generator.session.performance", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._complaints,
            start_new_session=True,
        )
        theirs.close()
        self._greeted = False
        self._heard_seconds = time.monotonic()
        self._wire = Wire(ours)
        self._wire.send(plan.to_message())

    def _receive(self, timeout_seconds: float) -> list[Message]:
        messages = self._wire.receive(timeout_seconds)
        if messages:
            self._heard_seconds = time.monotonic()
        for message in messages:
            self._take(message)
        return messages

    def _take(self, message: Message) -> None:
        if "error" in message:
            raise RemoteError(message["error"], message["exit_code"])
        self._greeted = self._greeted or "hello" in message
        self._mirror.take(message)
        if self._logbook is not None:
            self._logbook.take(message)
        if "status" in message:
            self._forget_pending()

    def _forget_pending(self) -> None:
        """Forget the commands that the engine is done with."""
        with self._submitting:
            while self._done_with < self._mirror.taken and self._pending:
                self._pending.popleft()
                self._done_with += 1

    def _dead(self) -> bool:
        """Whether the engine is gone, or has said nothing for too long."""
        patience_seconds = SILENT_SECONDS if self._greeted else OPENING_SECONDS
        return not self._wire.open or time.monotonic() - self._heard_seconds > patience_seconds

    def _restart(self, failure: str | None) -> str:
        """Start another engine where this one would be now; return what to tell the player."""
        silent = self._wire.open and failure is None
        last_words = self._kill()
        reason = failure or ("it did not answer" if silent else last_words)
        now = time.monotonic()
        recent = [at for at in self._restarted_seconds if now - at < RESTART_WINDOW_SECONDS]
        self._restarted_seconds = [*recent, now]
        epoch_seconds = self._mirror.epoch_seconds
        if self.hello is None or epoch_seconds is None or len(recent) >= MAXIMUM_RESTARTS:
            raise EngineError(f"the engine process died: {reason}")
        self._mirror.forget_engine()
        with self._submitting:
            self._done_with = 0
            rate = self.hello["sample_rate"]
            self._spawn(self._plan.resumed(epoch_seconds, self.applied, rate))
            for command in self._pending:
                self._wire.send({"command": command.to_message()})
        self.restarts += 1
        return f"the engine died ({reason}) and was started again"

    def _kill(self) -> str:
        """End the engine process, by force if it has not ended; return its last words."""
        self._wire.close()
        try:
            self._process.wait(timeout=0.2 if self.over else 0.0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        return self._last_words()

    def _last_words(self) -> str:
        code = self._process.returncode
        if self._complaints.closed:
            return f"exit {code}"
        with self._complaints as complaints:
            complaints.seek(0)
            lines = complaints.read().decode(errors="replace").strip().splitlines()
        return f"exit {code}" + (f": {lines[-1]}" if code > 0 and lines else "")
