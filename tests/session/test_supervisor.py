"""Which engine comes after which, with engines that only say that they are there."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import asdict
from types import SimpleNamespace
from typing import Any

import pytest

from generator.control.status import Status
from generator.engine.audio import AudioSettings
from generator.errors import EngineError, UsageError
from generator.session import supervisor as room
from generator.session.ending import Extent
from generator.session.mirror import UNKNOWN, Mirror
from generator.session.plan import Plan
from generator.session.process import DEVICE_SECONDS
from generator.session.setup import Choice
from generator.session.supervisor import (
    MAXIMUM_RESTARTS,
    MAXIMUM_TRIES,
    REPLACING_SECONDS,
    RESERVE_SECONDS,
    RETURNING_SECONDS,
    RemoteError,
    Supervisor,
)
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
        hello = {"sample_rate": 48_000, "values": {}, "subject": message_of(UNKNOWN)}
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
    assert stage.mirror.restarts == 0
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
    assert stage.engine.device_seconds == DEVICE_SECONDS


def test_audio_that_does_not_open_gives_way_to_that_of_before(stage: Stage) -> None:
    reopened(stage, OTHER)
    assert stage.choices == [OTHER, JACK, AUTO, NULL]
    assert stage.plays(tries=2) == ["playing on JACK instead: it does not open"]
    assert stage.supervisor.plan.audio == JACK
    assert stage.tend() == []


def test_audio_that_hangs_gives_way_in_another_engine(stage: Stage) -> None:
    reopened(stage, OTHER)
    assert stage.hangs(tries=2) == []
    assert stage.choices == [AUTO, NULL]
    assert stage.plays("alsa") == ["playing on ALSA instead: JACK does not answer"]
    assert (stage.supervisor.plan.audio, stage.mirror.restarts) == (AUTO, 0)


def test_an_engine_that_dies_while_it_opens_gives_way_too(stage: Stage) -> None:
    reopened(stage, OTHER)
    assert stage.dies() == ["the engine died (exit -9) and was started again"]
    assert stage.choices == [JACK, AUTO, NULL]


def test_a_dead_engine_is_followed_by_one_on_the_same_audio_then_any_then_null(
    stage: Stage,
) -> None:
    stage.plays()
    assert stage.dies() == ["the engine died (exit -9) and was started again"]
    assert stage.choices == [JACK, AUTO, NULL]
    assert stage.mirror.restarts == 1


def test_a_run_that_failed_is_followed_too(stage: Stage) -> None:
    stage.plays()
    stage.mirror.take({"ended": {"failure": "it ended by itself"}})
    assert stage.tend() == ["the engine died (it ended by itself) and was started again"]
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
    assert stage.mirror.restarts == 3 * MAXIMUM_RESTARTS


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


# -- devices that go


GONE = "JACK has gone (it stands still)"


def on(module: str) -> AudioSettings:
    return AudioSettings(module)


def test_a_device_that_has_gone_is_opened_anew(stage: Stage) -> None:
    stage.plays()
    assert stage.loses_its_device() == []
    assert stage.tried == [JACK, JACK]
    assert stage.engine.device_seconds == REPLACING_SECONDS
    assert stage.engines[0].ended
    assert stage.plays() == [f"{GONE}: it was opened again"]
    assert (stage.supervisor.gone, stage.mirror.restarts) == ("", 1)


def test_where_it_does_not_open_the_next_is_taken_then_null(stage: Stage) -> None:
    stage.candidates = ["jack", "pulse", "null"]
    stage.plays()
    stage.loses_its_device()
    assert stage.choices == [JACK, on("pulse"), on("null")]
    assert stage.hangs() == []
    assert stage.choices == [on("pulse"), on("null")]
    assert stage.engine.device_seconds == REPLACING_SECONDS
    assert stage.plays(tries=2) == [
        f"{GONE}: playing on null audio; return to JACK when it is back"
    ]
    assert (stage.supervisor.gone, stage.mirror.restarts) == ("jack", 1)
    assert stage.tend() == []
    assert stage.filled == 1


def fallen(stage: Stage) -> None:
    """Let the device go, and the music be back on null audio."""
    stage.plays()
    stage.loses_its_device()
    stage.plays(tries=2)


def returning(stage: Stage) -> None:
    stage.supervisor.return_to_audio()
    stage.tend()
    stage.engine.left = True
    stage.tend()


def test_what_auto_had_found_is_what_has_gone(stage: Stage) -> None:
    stage.supervisor.change(AUTO)
    reopened(stage, AUTO)
    stage.plays("jack")
    stage.loses_its_device()
    assert stage.choices == [JACK, NULL]
    stage.plays(tries=2)
    returning(stage)
    assert stage.choices == [AUTO, NULL]


def test_one_command_returns_to_it(stage: Stage) -> None:
    fallen(stage)
    returning(stage)
    assert stage.choices == [JACK, NULL, AUTO]
    assert stage.engine.device_seconds == RETURNING_SECONDS
    assert stage.plays() == ["playing on JACK again"]
    assert stage.supervisor.gone == ""
    with pytest.raises(UsageError, match="none to return to"):
        stage.supervisor.return_to_audio()


def test_one_that_is_not_back_yet_can_be_asked_for_again(stage: Stage) -> None:
    fallen(stage)
    returning(stage)
    assert stage.plays(tries=2) == ["playing on null audio instead: it does not open"]
    assert stage.supervisor.gone == "jack"
    returning(stage)
    stage.hangs()
    assert stage.plays() == ["playing on null audio instead: JACK does not answer"]
    assert stage.supervisor.gone == "jack"
    returning(stage)
    assert stage.plays() == ["playing on JACK again"]


def test_other_audio_that_was_asked_for_leaves_nothing_to_return_to(stage: Stage) -> None:
    fallen(stage)
    stage.supervisor.change(OTHER)
    stage.tend()
    stage.engine.left = True
    stage.tend()
    assert stage.plays() == []
    assert stage.supervisor.gone == ""


def test_an_engine_that_dies_on_the_way_leaves_it_to_be_returned_to(stage: Stage) -> None:
    fallen(stage)
    assert stage.dies() == ["the engine died (exit -9) and was started again"]
    stage.plays()
    assert stage.tried[-1] == NULL
    assert stage.supervisor.gone == "jack"


def test_a_device_that_goes_all_the_time_ends_nothing(stage: Stage) -> None:
    """It gets a few chances a minute, then the next one is taken at once."""
    for _ in range(MAXIMUM_TRIES):
        stage.plays()
        stage.loses_its_device()
        assert stage.choices == [JACK, NULL]
    for _ in range(10):
        stage.plays()
        stage.loses_its_device()
        assert stage.choices == [NULL]
        stage.plays()
        returning(stage)
    assert stage.mirror.restarts == MAXIMUM_TRIES + 10


def test_silence_that_stands_still_is_an_engine_that_dies(stage: Stage) -> None:
    stage.plays("null")
    assert stage.loses_its_device() == ["the engine died (it stands still) and was started again"]
    assert stage.supervisor.gone == ""


def test_another_engine_waits_in_reserve_once_one_plays(stage: Stage) -> None:
    stage.plays()
    assert stage.filled == 0
    stage.now += RESERVE_SECONDS + 0.1
    stage.tend()
    assert stage.filled == 1
