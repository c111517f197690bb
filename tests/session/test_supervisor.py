"""Which engine comes after which, with engines that only say that they are there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.errors import EngineError
from generator.session.ending import Extent
from generator.session.plan import Plan
from generator.session.process import DEVICE_SECONDS
from generator.session.setup import Choice
from generator.session.supervisor import MAXIMUM_RESTARTS, RESERVE_SECONDS, RemoteError
from tests.session.staged import AUTO, JACK, NULL, OTHER, PIECE_ERROR, Stage, reopened


@pytest.fixture
def stage_of(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Stage]:
    def make(**changes: Any) -> Stage:
        return Stage(monkeypatch, Plan(Choice("lattice", 1), Extent(), JACK, **changes))

    return make


@pytest.fixture
def stage(stage_of: Callable[..., Stage]) -> Stage:
    return stage_of()


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


def test_another_engine_waits_in_reserve_once_one_plays(stage: Stage) -> None:
    stage.plays()
    assert stage.filled == 0
    stage.now += RESERVE_SECONDS + 0.1
    stage.tend()
    assert stage.filled == 1
