"""A supervisor on a stage: engines that only say that they are there, and a clock to be moved."""

from __future__ import annotations

import threading
from dataclasses import asdict
from types import SimpleNamespace
from typing import Any

import pytest

from generator.control.status import Status
from generator.engine.audio import AudioSettings
from generator.session import supervisor as room
from generator.session.mirror import UNKNOWN, Mirror
from generator.session.plan import Plan
from generator.session.process import DEVICE_SECONDS
from generator.session.supervisor import RemoteError, Supervisor
from generator.session.wire import message_of

JACK, OTHER = AudioSettings("jack"), AudioSettings("pulse", buffer_frames=256)
AUTO, NULL = AudioSettings("auto"), AudioSettings("null")
DEVICE_ERROR, PIECE_ERROR = 4, 3
STATUS = asdict(Status()) | {
    "sample": 48_000,
    "seconds": 1.0,
    "xruns": 0,
    "taken": 0,
    "monotonic": 11.0,
    "began_sample": 0,
    "recording": None,
}


class FakeEngine:
    """An engine that does what the test says."""

    plan: Plan

    def __init__(self) -> None:
        self.greeted = self.left = self.gone = self.ended = False
        self.device_seconds = 0.0
        self.tries = 1
        self.sent: list[dict[str, Any]] = []
        self.wire = SimpleNamespace(send=self.sent.append, open=True)

    def play(self, plan: Plan, device_seconds: float = DEVICE_SECONDS) -> None:
        self.plan, self.device_seconds = plan, device_seconds

    def end(self, patience_seconds: float = 0.0) -> str:
        self.ended = True
        return "exit -9"


class Stage:
    """A supervisor, the engines it has started, and a clock that the test moves."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, plan: Plan) -> None:
        self.engines: list[FakeEngine] = []
        self.now = 100.0
        monkeypatch.setattr(room, "Reserve", lambda scope: self)
        monkeypatch.setattr(room, "candidates", lambda wanted: self.candidates)
        self.candidates = ["jack", "null"]
        self.filled = 0
        monkeypatch.setattr(room, "time", SimpleNamespace(monotonic=lambda: self.now))
        self.mirror = Mirror()
        self.repeated: list[FakeEngine] = []
        self.supervisor = Supervisor(plan, self.mirror, threading.Lock(), self._repeat)

    def _repeat(self) -> None:
        self.repeated.append(self.supervisor.process)  # type: ignore[arg-type]

    def take(self) -> FakeEngine:
        """Be the reserve of engines."""
        self.engines.append(FakeEngine())
        return self.engines[-1]

    def fill(self) -> None:
        self.filled += 1

    def close(self) -> None:
        self.filled = 0

    @property
    def engine(self) -> FakeEngine:
        return self.engines[-1]

    @property
    def tried(self) -> list[AudioSettings]:
        """The audio that every engine was to try first."""
        return [each.plan.audio for each in self.engines]

    @property
    def choices(self) -> list[AudioSettings]:
        """All that the present engine is to try."""
        return [self.engine.plan.audio, *self.engine.plan.otherwise]

    def plays(self, module: str | None = None, tries: int = 1, **status: Any) -> list[str]:
        """Let the engine greet, and tell its first status; return what is reported then."""
        self.engine.greeted, self.engine.tries = True, tries
        module = module or self.choices[tries - 1].module
        hello = {"sample_rate": 48_000, "values": {}, "version": ""}
        hello |= {"subject": message_of(UNKNOWN)}
        refusals = ["it does not open"] * (tries - 1)
        self.mirror.take({"hello": hello | {"module": module, "refusals": refusals}})
        self.mirror.take({"status": STATUS | status})
        return self.tend()

    def refuses(self, exit_code: int = DEVICE_ERROR, text: str = "it does not open") -> list[str]:
        self.supervisor.refusal = RemoteError(text, exit_code)
        return self.tend()

    def dies(self) -> list[str]:
        self.engine.gone = True
        self.engine.wire.open = False
        return self.tend()

    def hangs(self, tries: int = 1) -> list[str]:
        self.engine.gone, self.engine.tries = True, tries
        return self.tend()

    def loses_its_device(self) -> list[str]:
        self.mirror.take({"ended": {"failure": "it stands still", "device": True}})
        return self.tend()

    def tend(self, *, troubled: bool = False) -> list[str]:
        return self.supervisor.tend(troubled=troubled)


def reopened(stage: Stage, audio: AudioSettings) -> None:
    """Ask for other audio, and let the engine make room."""
    stage.plays()
    stage.supervisor.change(audio)
    assert stage.tend() == []
    assert stage.engine.sent[-1] == {"leave": True}
    stage.engine.left = True
    assert stage.tend() == []
