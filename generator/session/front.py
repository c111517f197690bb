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

COUNTS = ("events", "late", "dropped", "refused", "faults")
SILENT_SECONDS = 2.0
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
    engine said, and raises RemoteError where it could not start.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self.applied: list[Applied] = []
        self._pending: list[Command] = []
        self._before = dict.fromkeys(COUNTS, 0)
        self._epoch_seconds: float | None = None
        self._restarts: list[float] = []
        self._heard_seconds = time.monotonic()
        self._status = Status()
        self._latest: Message = {}
        self.hello: Message | None = None
        self.ended: Message | None = None
        self.restarts = 0
        self._spawn(plan)

    # -- the session's interface

    def submit(self, command: Command) -> None:
        """Ask the session for a command."""
        self._pending.append(command)
        self._wire.send({"command": list(command)})

    def status(self) -> Status:
        """Return the session's latest status; counts run on through restarts."""
        return self._status

    @property
    def extra(self) -> Message:
        """What the engine process adds to the status: clock step, look-ahead, peak."""
        return self._latest

    @property
    def over(self) -> bool:
        """Whether the performance has ended."""
        return self.ended is not None

    def poll(self, timeout_seconds: float) -> list[Message]:
        """Return what the engine said within this time, restarting it if it died."""
        messages = self._wire.receive(timeout_seconds)
        if messages:
            self._heard_seconds = time.monotonic()
        for message in messages:
            self._take(message)
        if not self.over and self._dead():
            messages.append({"report": self._restart()})
        return messages

    def stop(self) -> None:
        """Fade out and end within a second, by force if need be."""
        if not self.over and self.hello is not None:
            self.submit(Command(Action.STOP))
            deadline = time.monotonic() + FADE_ALLOWANCE_SECONDS
            while not self.over and self._wire.open and time.monotonic() < deadline:
                for message in self._wire.receive(0.02):
                    self._take(message)
        self._kill()

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
        self._wire = Wire(ours)
        self._wire.send(plan.to_message())

    def _take(self, message: Message) -> None:
        if "status" in message:
            self._see(message["status"])
        elif "applied" in message:
            sample, command = message["applied"]
            self.applied.append(Applied(sample, Command.from_fields(command)))
            if self.applied[-1].command in self._pending:
                self._pending.remove(self.applied[-1].command)
        elif "hello" in message:
            self.hello = message["hello"]
        elif "error" in message:
            raise RemoteError(message["error"], message["exit_code"])
        elif "ended" in message:
            self.ended = message["ended"]

    def _see(self, status: Message) -> None:
        assert self.hello is not None
        self._latest = status
        self._epoch_seconds = status["monotonic"] - status["sample"] / self.hello["sample_rate"]
        for name in [field.name for field in fields(Status)]:
            value = status[name] + self._before.get(name, 0) if name in COUNTS else status[name]
            setattr(self._status, name, value)

    def _dead(self) -> bool:
        """Whether the engine is gone, or has said nothing for two seconds."""
        if self.hello is None:
            return not self._wire.open
        return not self._wire.open or time.monotonic() - self._heard_seconds > SILENT_SECONDS

    def _restart(self) -> str:
        """Start another engine where this one would be now; return what to tell the player."""
        self._kill()
        reason = self._last_words()
        now = time.monotonic()
        self._restarts = [at for at in self._restarts if now - at < RESTART_WINDOW_SECONDS] + [now]
        if self.hello is None or len(self._restarts) > MAXIMUM_RESTARTS:
            raise EngineError(f"the engine process died: {reason}")
        assert self._epoch_seconds is not None
        self._before = {name: getattr(self._status, name) for name in COUNTS}
        self._spawn(
            self._plan.resumed(self._epoch_seconds, self.applied, self.hello["sample_rate"])
        )
        self._heard_seconds = now
        for command in self._pending:
            self._wire.send({"command": list(command)})
        self.restarts += 1
        return f"the engine died ({reason}) and was started again"

    def _kill(self) -> None:
        self._wire.close()
        try:
            self._process.wait(timeout=0.2 if self.over else 0.0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _last_words(self) -> str:
        self._complaints.seek(0)
        lines = self._complaints.read().decode(errors="replace").strip().splitlines()
        code = self._process.returncode
        return f"exit {code}" + (f": {lines[-1]}" if code > 0 and lines else "")
