"""The front's side of a performance: a proxy of the session, and its supervisor."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import fields
from typing import IO

from generator.errors import EngineError, ScoretimeError
from generator.session.commands import Action, Applied, Command
from generator.session.plan import Plan
from generator.session.status import Status
from generator.session.wire import Message, Wire

COUNTS = ("events", "late", "dropped", "refused", "faults", "xruns")
SILENT_SECONDS = 2.0
OPENING_SECONDS = 30.0
FADE_ALLOWANCE_SECONDS = 0.7
MAXIMUM_RESTARTS = 5
RESTART_WINDOW_SECONDS = 60.0


class RemoteError(ScoretimeError):
    """An error that the engine process met, with its exit code."""

    def __init__(self, text: str, exit_code: int) -> None:
        super().__init__(text)
        self.exit_code = exit_code


class Front:
    """A performance in a process of its own, started again when it dies.

    `submit` and `status` are those of a session. `poll` must be called often; it returns what the
    engine said, and raises RemoteError where it could not start, EngineError where it dies over
    and over. parameters: the values as last asked for, by id. applied: the commands that took
    effect.
    """

    def __init__(self, plan: Plan) -> None:
        self.applied: list[Applied] = []
        self.parameters: dict[str, float] = {}
        self.hello: Message | None = None
        self.ended: Message | None = None
        self.restarts = 0
        self._plan = plan
        self._pending: list[Command] = []
        self._before = dict.fromkeys(COUNTS, 0)
        self._smallest_margin_ms: float | None = None
        self._epoch_seconds: float | None = None
        self._restarted_seconds: list[float] = []
        self._status = Status()
        self._latest: Message = {}
        self._spawn(plan)

    # -- the session's interface

    def submit(self, command: Command) -> None:
        """Ask the session for a command."""
        self._pending.append(command)
        if command.action is Action.SET:
            self.parameters[command.parameter] = command.value
        self._wire.send({"command": list(command)})

    def status(self) -> Status:
        """Return the session's latest status; counts run on through restarts."""
        return self._status

    @property
    def extra(self) -> Message:
        """What the engine process adds to the status: clock step, look-ahead, peak, xruns."""
        return self._latest

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

    def stop(self) -> list[Message]:
        """Fade out and end within a second, by force if need be; return what was said last."""
        said: list[Message] = []
        if not self.over and self._greeted:
            self.submit(Command(Action.STOP))
            deadline = time.monotonic() + FADE_ALLOWANCE_SECONDS
            while not self.over and self._wire.open and time.monotonic() < deadline:
                said += self._receive(0.02)
        self._kill()
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
        if "status" in message:
            self._see(message["status"])
        elif "applied" in message:
            sample, fields_sent = message["applied"]
            command = Command.from_fields(fields_sent)
            self.applied.append(Applied(sample, command))
            if command in self._pending:
                self._pending.remove(command)
        elif "hello" in message:
            self._greet(message["hello"])
        elif "error" in message:
            raise RemoteError(message["error"], message["exit_code"])
        elif "ended" in message:
            self.ended = message["ended"]

    def _greet(self, hello: Message) -> None:
        self._greeted = True
        self.hello = hello
        self.parameters = hello["parameters"] | {
            command.parameter: command.value
            for command in self._pending
            if command.action is Action.SET
        }

    def _see(self, status: Message) -> None:
        """Take a status over; counts go on from those of engines that died."""
        assert self.hello is not None
        self._epoch_seconds = status["monotonic"] - status["sample"] / self.hello["sample_rate"]
        for name, before in self._before.items():
            if status[name] is not None:
                status[name] += before
        margins = [status["margin_ms"], self._smallest_margin_ms]
        status["margin_ms"] = min((ms for ms in margins if ms is not None), default=None)
        self._latest = status
        for field in fields(Status):
            setattr(self._status, field.name, status[field.name])

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
        if self.hello is None or self._epoch_seconds is None or len(recent) >= MAXIMUM_RESTARTS:
            raise EngineError(f"the engine process died: {reason}")
        self._before = {name: self._latest[name] or 0 for name in COUNTS}
        self._smallest_margin_ms = self._status.margin_ms
        self.ended = None
        self._spawn(
            self._plan.resumed(self._epoch_seconds, self.applied, self.hello["sample_rate"])
        )
        for command in self._pending:
            self._wire.send({"command": list(command)})
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
