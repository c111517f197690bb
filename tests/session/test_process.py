"""The engine process from outside: one in reserve, and its end whatever it does."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

import pytest

from generator.session.plan import AudioSettings, Plan
from generator.session.process import EngineProcess, Reserve
from generator.session.setup import Choice
from tests.terminal.running import gone, stopped

pytestmark = pytest.mark.live

PLAN = Plan(Choice("loops", 1), audio=AudioSettings("null"))
PATIENCE_SECONDS = 20.0


@pytest.fixture
def reserve() -> Iterator[Reserve]:
    reserve = Reserve(None)
    yield reserve
    reserve.close()


def waiting(reserve: Reserve) -> EngineProcess:
    """Have one wait, and return it."""
    reserve.fill()
    assert reserve._waiting is not None
    return reserve._waiting


def greets(process: EngineProcess) -> bool:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (process.greeted or process.gone or time.monotonic() > deadline):
        process.receive(0.02)
    return process.greeted


def test_the_one_that_waits_plays_and_another_takes_its_place(reserve: Reserve) -> None:
    first = waiting(reserve)
    assert waiting(reserve) is first
    assert reserve.take() is first
    assert waiting(reserve).pid != first.pid
    first.play(PLAN)
    assert greets(first)
    assert first.tries == 1
    first.end()
    assert gone(first.pid)


def test_one_that_died_in_waiting_is_not_taken(reserve: Reserve) -> None:
    first = waiting(reserve)
    os.kill(first.pid, signal.SIGKILL)
    assert gone(first.pid)
    taken = reserve.take()
    assert taken.pid != first.pid
    assert taken.wire.open
    taken.end()


def test_one_that_waits_ends_with_its_front(reserve: Reserve) -> None:
    first = waiting(reserve)
    first.wire.close()
    assert gone(first.pid)


def test_the_end_of_one_that_is_stuck_is_immediate() -> None:
    process = EngineProcess(None)
    os.kill(process.pid, signal.SIGSTOP)
    assert stopped(process.pid)
    start = time.monotonic()
    assert process.end() == "it did not answer"
    assert time.monotonic() - start < 0.5
    assert gone(process.pid)


def test_its_last_words_are_waited_for() -> None:
    process = EngineProcess(None)
    process.wire.send({"no": "plan"})
    while process.wire.open:
        process.receive(0.05)
    assert process.end().startswith("exit 1: KeyError: ")
