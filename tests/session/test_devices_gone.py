"""Which audio is taken in place of a device that goes, and how it is returned to."""

from __future__ import annotations

import pytest

from generator.engine.audio import AudioSettings
from generator.errors import UsageError
from generator.session.ending import Extent
from generator.session.plan import Plan
from generator.session.setup import Choice
from generator.session.supervisor import MAXIMUM_TRIES, REPLACING_SECONDS, RETURNING_SECONDS
from tests.session.staged import AUTO, JACK, NULL, OTHER, Stage, reopened


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Stage:
    return Stage(monkeypatch, Plan(Choice("lattice", 1), Extent(), JACK))


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
