"""Which engine comes after which, with engines that only say that they are there."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from generator.engine.audio import AudioSettings
from generator.errors import EngineError
from generator.session import supervisor as room
from generator.session.ending import Extent
from generator.session.mirror import UNKNOWN, Mirror
from generator.session.plan import Plan
from generator.session.setup import Choice
from generator.session.supervisor import MAXIMUM_RESTARTS, RemoteError, Supervisor
from generator.session.wire import message_of

JACK, OTHER = AudioSettings("jack"), AudioSettings("pulse", buffer_frames=256)
AUTO, NULL = AudioSettings("auto"), AudioSettings("null")
DEVICE_ERROR, PIECE_ERROR = 4, 3
STATUS = {
    **dict.fromkeys(("events", "late", "dropped", "refused", "faults", "xruns", "taken"), 0),
    "sample": 48_000,
    "seconds": 1.0,
    "bar": 1,
    "beat": 1.0,
    "beats": 0.0,
    "tempo_bpm": 60.0,
    "section": "",
    "section_sample": 0,
    "paused": False,
    "ending": False,
    "margin_ms": None,
    "latest": {},
    "muted": [],
    "meters": [],
    "cpu_percent": 0.0,
    "audio_percent": 0.0,
    "monotonic": 11.0,
    "recording": None,
}


class FakeEngine:
    """An engine that does what the test says."""

    def __init__(self, plan: Plan, scope: Any) -> None:
        self.plan = plan
        self.greeted = self.left = self.gone = self.ended = False
        self.sent: list[dict[str, Any]] = []
        self.wire = SimpleNamespace(send=self.sent.append)

    def end(self, patience_seconds: float = 0.0) -> str:
        self.ended = True
        return "exit -9"


class Stage:
    """A supervisor, the engines it has started, and a clock that the test moves."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, plan: Plan) -> None:
        self.engines: list[FakeEngine] = []
        self.now = 100.0
        monkeypatch.setattr(room, "EngineProcess", self._engine)
        monkeypatch.setattr(room, "time", SimpleNamespace(monotonic=lambda: self.now))
        self.mirror = Mirror()
        self.repeated: list[FakeEngine] = []
        self.supervisor = Supervisor(plan, self.mirror, threading.Lock(), self._repeat)

    def _repeat(self) -> None:
        self.repeated.append(self.supervisor.process)  # type: ignore[arg-type]

    def _engine(self, plan: Plan, scope: Any) -> FakeEngine:
        self.engines.append(FakeEngine(plan, scope))
        return self.engines[-1]

    @property
    def engine(self) -> FakeEngine:
        return self.engines[-1]

    @property
    def tried(self) -> list[AudioSettings]:
        """The audio of every engine that was started."""
        return [each.plan.audio for each in self.engines]

    def plays(self, **status: Any) -> None:
        """Let the engine greet, and tell its first status."""
        self.engine.greeted = True
        hello = {"sample_rate": 48_000, "values": {}, "subject": message_of(UNKNOWN)}
        self.mirror.take({"hello": hello})
        self.mirror.take({"status": STATUS | status})

    def refuses(self, exit_code: int = DEVICE_ERROR, text: str = "it does not open") -> list[str]:
        self.supervisor.refusal = RemoteError(text, exit_code)
        return self.tend()

    def dies(self) -> list[str]:
        self.engine.gone = True
        return self.tend()

    def tend(self, *, troubled: bool = False) -> list[str]:
        return self.supervisor.tend(troubled=troubled)


@pytest.fixture
def stage_of(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Stage]:
    def make(**changes: Any) -> Stage:
        return Stage(monkeypatch, Plan(Choice("lattice", 1), Extent(), JACK, **changes))

    return make


@pytest.fixture
def stage(stage_of: Callable[..., Stage]) -> Stage:
    return stage_of()


def reopened(stage: Stage, audio: AudioSettings) -> None:
    """Ask for other audio, and let the engine make room."""
    stage.plays()
    stage.supervisor.change(audio)
    assert stage.tend() == []
    assert stage.engine.sent[-1] == {"leave": True}
    stage.engine.left = True
    assert stage.tend() == []


def test_other_audio_is_taken_when_the_engine_has_left(stage: Stage) -> None:
    stage.plays()
    stage.supervisor.change(OTHER)
    former = stage.engine
    stage.tend()
    stage.tend()
    assert former.sent == [{"leave": True}]
    assert stage.supervisor.leaving
    former.left = True
    stage.tend()
    assert stage.tried == [JACK, OTHER]
    assert former.ended
    assert not stage.supervisor.leaving
    resumed = stage.engine.plan
    assert (resumed.epoch_seconds, resumed.sample_rate) == (10.0, 48_000)
    assert stage.supervisor.restarts == 0
    assert stage.repeated == [stage.engine]


def test_an_engine_that_does_not_leave_is_ended(stage: Stage) -> None:
    stage.plays()
    stage.supervisor.change(OTHER)
    stage.tend()
    stage.now += 0.29
    stage.tend()
    assert len(stage.engines) == 1
    stage.now += 0.02
    stage.tend()
    assert stage.tried == [JACK, OTHER]


def test_audio_is_changed_only_once_an_engine_plays(stage: Stage) -> None:
    stage.supervisor.change(OTHER)
    stage.tend()
    assert stage.engine.sent == []
    stage.plays()
    stage.tend()
    assert stage.engine.sent == [{"leave": True}]


def test_audio_that_does_not_open_gives_way_to_that_of_before(stage: Stage) -> None:
    reopened(stage, OTHER)
    assert stage.refuses() == ["trying jack audio instead: it does not open"]
    assert stage.refuses() == ["trying auto audio instead: it does not open"]
    assert stage.refuses() == ["trying null audio instead: it does not open"]
    assert stage.tried == [JACK, OTHER, JACK, AUTO, NULL]
    assert stage.supervisor.plan.audio == NULL
    stage.plays()
    assert stage.tend() == []


def test_an_engine_that_dies_while_it_opens_gives_way_too(stage: Stage) -> None:
    reopened(stage, OTHER)
    assert stage.dies() == ["the engine died (exit -9) and was started again"]
    assert stage.tried == [JACK, OTHER, JACK]


def test_a_dead_engine_is_followed_by_one_on_the_same_audio_then_any_then_null(
    stage: Stage,
) -> None:
    stage.plays()
    assert stage.dies() == ["the engine died (exit -9) and was started again"]
    stage.refuses()
    stage.refuses()
    assert stage.tried == [JACK, JACK, AUTO, NULL]
    assert stage.supervisor.restarts == 1


def test_a_run_that_failed_is_followed_too(stage: Stage) -> None:
    stage.plays()
    stage.mirror.take({"ended": {"failure": "Csound stopped by itself"}})
    assert stage.tend() == ["the engine died (Csound stopped by itself) and was started again"]
    assert stage.tried == [JACK, JACK]


def test_what_has_ended_is_left_alone(stage: Stage) -> None:
    stage.plays()
    stage.supervisor.change(OTHER)
    stage.mirror.take({"ended": {"failure": None}})
    assert stage.dies() == []
    assert len(stage.engines) == 1


def test_where_nothing_has_played_yet_errors_are_raised(stage: Stage) -> None:
    with pytest.raises(RemoteError, match="it does not open"):
        stage.refuses()
    with pytest.raises(EngineError, match="the engine process died: exit -9"):
        stage.dies()


def test_engines_that_die_over_and_over_are_given_up(stage: Stage) -> None:
    for _ in range(MAXIMUM_RESTARTS):
        stage.plays()
        stage.dies()
    stage.plays()
    with pytest.raises(EngineError):
        stage.dies()


def test_engines_that_die_now_and_then_are_not(stage: Stage) -> None:
    for _ in range(3 * MAXIMUM_RESTARTS):
        stage.plays()
        stage.dies()
        stage.now += 20.0
    assert stage.supervisor.restarts == 3 * MAXIMUM_RESTARTS


def test_a_piece_that_no_longer_loads_ends_a_performance_without_a_window(stage: Stage) -> None:
    stage.plays()
    stage.dies()
    with pytest.raises(RemoteError, match=r"rain\.py:3"):
        stage.refuses(PIECE_ERROR, "rain.py:3: SyntaxError")


def test_a_window_waits_for_it_to_be_mended(stage_of: Callable[..., Stage]) -> None:
    stage = stage_of(shows=True)
    try:
        stage.plays()
        stage.dies()
        assert stage.refuses(PIECE_ERROR, "rain.py:3: SyntaxError") == ["rain.py:3: SyntaxError"]
        assert stage.supervisor.down
        assert stage.supervisor.mending.faults == ["rain.py:3: SyntaxError"]
        assert stage.dies() == []  # it is gone, and that is known
        stage.supervisor.change(OTHER)
        stage.tend()
        assert not stage.supervisor.down
        assert stage.tried == [JACK, JACK, OTHER]
    finally:
        stage.supervisor.close(at_once=True)


@pytest.mark.parametrize(
    ("told", "recording", "start_sample"),
    [(None, None, 0), ({"path": "b.wav", "seconds": 1.0, "start_sample": 77}, "b.wav", 77)],
)
def test_the_next_engine_records_what_this_one_did(
    stage_of: Callable[..., Stage], told: Any, recording: str | None, start_sample: int
) -> None:
    """Whatever was planned at first."""
    stage = stage_of(recording="a.wav")
    stage.plays(recording=told)
    stage.dies()
    plan = stage.engine.plan
    assert (plan.recording, plan.recording_sample) == (recording, start_sample)
    assert stage.supervisor.plan.recording == "a.wav"
