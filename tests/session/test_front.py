"""The front and its engine process, on null audio."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from generator.control.commands import Action, Command
from generator.control.journal_reading import read
from generator.engine.audio import AudioSettings
from generator.errors import EngineError
from generator.session import succession
from generator.session.ending import Extent
from generator.session.front import Front
from generator.session.plan import Plan
from generator.session.setup import Choice
from generator.session.succession import SOURCE
from generator.session.supervisor import MAXIMUM_RESTARTS, RemoteError
from tests.terminal.running import gone, written

pytestmark = pytest.mark.live

PATIENCE_SECONDS = 10.0


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    piece = written(tmp_path / "rain.py")
    return Plan(Choice(piece, 7), Extent(tail_seconds=0.0), AudioSettings("null"))


@pytest.fixture
def front(plan: Plan) -> Iterator[Front]:
    front = Front(plan)
    yield front
    front.stop()


def engine_of(front: Front) -> int:
    return front._process.pid


def follow(front: Front, seconds: float) -> list[str]:
    """Poll for a while after the engine has greeted; return what it reported."""
    reports: list[str] = []
    deadline = None
    while deadline is None or time.monotonic() < deadline:
        reports += reported(front)
        if front.extra and deadline is None:
            deadline = time.monotonic() + seconds
    return reports


def until(front: Front, true: Callable[[], bool]) -> list[str]:
    """Poll until something holds; return what the engine reported."""
    reports: list[str] = []
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < deadline, front.status()
        reports += reported(front)
    return reports


def reported(front: Front) -> list[str]:
    return [each["report"] for each in front.poll(0.02) if "report" in each]


def test_a_command_takes_effect_and_is_remembered(front: Front) -> None:
    follow(front, 0.1)
    assert front.values["tempo"] == 480.0
    front.submit(Command(Action.SET, "tempo", 200.0))
    assert front.wanted("tempo") == 200.0  # as asked for, before it took effect
    until(front, lambda: front.status().tempo_bpm == 200.0)
    assert front.values["tempo"] == front.wanted("tempo") == 200.0
    assert [applied.command for applied in front.applied] == [Command(Action.SET, "tempo", 200.0)]


def test_what_the_player_set_survives_the_engine(front: Front) -> None:
    follow(front, 0.3)
    front.submit(Command(Action.SET, "tempo", 240.0))
    front.submit(Command(Action.SET, "low.mute", 1.0))
    follow(front, 0.2)
    before = front.status().events
    place = front.status().sample
    os.kill(engine_of(front), signal.SIGKILL)
    killed = time.monotonic()
    reports = []
    while front.status().sample <= place:
        reports += [each["report"] for each in front.poll(0.02) if "report" in each]
    assert time.monotonic() - killed < 2.0
    assert reports == ["the engine died (exit -9) and was started again"]
    assert front.values["tempo"] == front.status().tempo_bpm == 240.0
    assert front.values["low.mute"] == 1.0
    assert front.status().muted == ["low"]
    follow(front, 0.3)
    assert before < front.status().events < before + 40
    assert front.restarts == 1


def test_after_hours_another_engine_begins_the_piece_anew_at_a_bar(
    plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To play all of it through again would take too long; the journal tells of the beginning."""
    monkeypatch.setattr(succession, "REPEATABLE_SECONDS", 0.0)
    journal = tmp_path / "live.jsonl"
    front = Front(replace(plan, journal=str(journal)))
    follow(front, 0.3)
    front.submit(Command(Action.SET, "tempo", 240.0))
    follow(front, 0.3)
    os.kill(engine_of(front), signal.SIGKILL)
    while not (front.restarts and front.extra and front.status().bar == 1 and front.playing):
        front.poll(0.02)
    follow(front, 2.5)
    assert front.values["tempo"] == 240.0
    status = front.status()
    assert status.events > 0
    front.stop()
    asked = [each for each in read(journal).applied if each.command.source == SOURCE]
    assert [each.command.action for each in asked] == [
        Action.REWIND,
        Action.RECALL,
        Action.RESUME,
    ]
    began_sample = asked[-1].onset_sample
    assert status.beats == pytest.approx((status.sample - began_sample) / 48_000 * 4.0, abs=0.1)


def test_a_part_that_failed_is_not_counted_again(tmp_path: Path, plan: Plan) -> None:
    text = Path(plan.choice.piece).read_text() + (
        "\n\n@piece.part('wrong', instrument='Bell')\ndef wrong(live):\n"
        "    yield Note(999)\n    raise ValueError('no')\n"
    )
    Path(plan.choice.piece).write_text(text)
    front = Front(plan)
    first = follow(front, 0.2)
    os.kill(engine_of(front), signal.SIGKILL)
    again = until(front, lambda: front.restarts == 1 and front.playing)
    again += follow(front, 0.3)
    front.stop()
    assert len(first) == 2
    assert again == ["the engine died (exit -9) and was started again"]
    assert (front.status().faults, front.status().refused) == (1, 1)


def test_an_engine_that_does_not_answer_is_replaced(front: Front) -> None:
    follow(front, 0.2)
    stuck = engine_of(front)
    os.kill(stuck, signal.SIGSTOP)
    said = until(front, lambda: front.restarts == 1)
    assert said == ["the engine died (it did not answer) and was started again"]
    assert gone(stuck)


def test_an_engine_that_reads_nothing_holds_nobody_up(front: Front) -> None:
    """Neither who floods it, from another thread, nor who waits for its end."""
    follow(front, 0.2)
    os.kill(engine_of(front), signal.SIGSTOP)
    command = Command(Action.SET, "tempo", 240.0, source="x" * 1000)
    flood = threading.Thread(target=lambda: [front.submit(command) for _ in range(1000)])
    flood.start()
    longest, start = 0.0, time.monotonic()
    while not front.restarts and time.monotonic() - start < 10.0:
        before = time.monotonic()
        front.poll(0.02)
        longest = max(longest, time.monotonic() - before)
    flood.join()
    assert front.restarts == 1
    assert longest < 1.5
    until(front, lambda: front.status().tempo_bpm == 240.0)


def test_an_engine_that_dies_over_and_over_is_given_up(front: Front) -> None:
    for _ in range(MAXIMUM_RESTARTS + 1):
        follow(front, 0.1)
        os.kill(engine_of(front), signal.SIGKILL)
    with pytest.raises(EngineError, match=r"the engine process died: exit -9"):
        follow(front, 0.1)


def test_a_piece_that_cannot_be_loaded_is_the_engines_error(tmp_path: Path, plan: Plan) -> None:
    Path(plan.choice.piece).write_text("piece = 3")
    front = Front(plan)
    with pytest.raises(RemoteError, match="`piece` is a int") as caught:
        follow(front, 1.0)
    assert caught.value.exit_code == 3
    front.stop()
    assert gone(engine_of(front))


def test_stopping_says_what_was_said_last(plan: Plan) -> None:
    front = Front(plan)
    follow(front, 0.1)
    said = front.stop()
    assert any("ended" in message for message in said)
    assert front.over
    assert front.stop() == []
