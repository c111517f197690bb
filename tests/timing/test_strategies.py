"""The ways to tell when a beat is due, with time that passes only while they wait."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable
from typing import Any

import pytest

from generator.timing import strategies
from generator.timing.strategies import SCHEDULED, STRATEGIES, Timer, strategy

INTERVAL_SECONDS = 0.5
LONG_SECONDS = 10.0


class Stage:
    """Csound with a metro of two ticks a second, and an event that lets time pass.

    step_seconds: how its clock goes on; cycle_seconds: how long a pulse lasts.
    """

    def __init__(self, step_seconds: float = 0.0, cycle_seconds: float = 0.0007) -> None:
        self.seconds = 0.0
        self.ticks: list[float] = []
        self._step_seconds = step_seconds
        self._cycle_seconds = cycle_seconds

    def now_seconds(self) -> float:
        if not self._step_seconds:
            return self.seconds
        return self.seconds // self._step_seconds * self._step_seconds

    def channel(self, name: str) -> float:
        count, since = divmod(self.seconds + 1e-9, INTERVAL_SECONDS)
        return {
            "ticks.count": count,
            "ticks.pulse": float(since < self._cycle_seconds),
            "ticks.seconds": count * INTERVAL_SECONDS,
        }[name]

    def tick(self, at_seconds: float | None = None) -> float:
        self.ticks.append(self.now_seconds() if at_seconds is None else at_seconds)
        return INTERVAL_SECONDS

    # what strategies do with an event

    def wait(self, seconds: float = LONG_SECONDS) -> bool:
        self.seconds += seconds
        return self.is_set()

    def is_set(self) -> bool:
        return self.seconds > LONG_SECONDS


def intervals(name: str, stage: Stage) -> list[float]:
    """Return the times between ticks."""
    strategy(name).run(stage, stage.tick, stage)  # type: ignore[arg-type]
    return [later - earlier for earlier, later in zip(stage.ticks, stage.ticks[1:], strict=False)]


def test_every_one_has_a_name_and_ours_comes_last() -> None:
    assert list(STRATEGIES)[-1] == SCHEDULED
    assert all(STRATEGIES.values())
    with pytest.raises(KeyError):
        strategy(SCHEDULED)


def test_going_on_from_the_time_read_rounds_every_interval_up() -> None:
    """Buffers of 1024 at 44.1 kHz: 500 ms become 22 of them, 120 BPM become 117.45."""
    step_seconds = 1024 / 44_100
    found = intervals("score-time", Stage(step_seconds))
    assert found == pytest.approx([22 * step_seconds] * len(found))
    assert 60.0 / found[0] == pytest.approx(117.45, abs=0.01)


def test_going_on_by_the_interval_keeps_the_tempo_and_strays_by_a_step() -> None:
    step_seconds = 1024 / 44_100
    found = intervals("score-time-grid", Stage(step_seconds))
    assert sum(found) / len(found) == pytest.approx(INTERVAL_SECONDS, abs=step_seconds / 10)
    assert {round(each / step_seconds) for each in found} == {21, 22}


def test_the_wall_clock_is_followed_where_it_leads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set back by four seconds, it keeps the music waiting for as long."""
    stage = Stage()

    def set_back() -> float:
        return stage.seconds - (4.0 if stage.seconds > 5.0 else 0.0)

    monkeypatch.setattr(strategies.time, "time", set_back)
    found = intervals("wall-clock", stage)
    assert max(found) == pytest.approx(4.5, abs=0.01)
    assert min(found) == pytest.approx(0.5, abs=0.01)


def test_a_pulse_of_one_cycle_is_missed_by_most_looks() -> None:
    stage = Stage()
    stage.seconds = 0.003  # so that no look falls on a tick
    assert intervals("channel-pulse", stage) == []


def test_a_count_is_seen_at_the_next_look() -> None:
    found = intervals("channel", Stage())
    assert found == pytest.approx([INTERVAL_SECONDS] * len(found), abs=0.0101)
    assert len(found) == 19


def test_the_metro_says_itself_when_it_ticked() -> None:
    found = intervals("csound", Stage())
    assert found == [INTERVAL_SECONDS] * 19


def test_a_message_is_a_tick_but_not_what_came_before_the_music() -> None:
    stage, osc = Stage(), strategy("osc")
    stage.seconds = 2.0  # the metro has counted to 4
    stopped = threading.Event()

    def tick(at_seconds: float | None = None) -> float:
        stage.tick(at_seconds)
        if len(stage.ticks) == 2:
            stopped.set()
        return INTERVAL_SECONDS

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as csound:
        for count in (3, 4, 5, 6):
            packet = b"/tick\0\0\0,i\0\0" + struct.pack(">i", count)
            csound.sendto(packet, ("127.0.0.1", osc.port))
        osc.run(stage, tick, stopped)
    assert len(stage.ticks) == 2


def test_a_timer_starts_the_next_one(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[float, Callable[[], None]]] = []

    class Faked:
        daemon = False

        def __init__(self, seconds: float, fire: Callable[[], None]) -> None:
            started.append((seconds, fire))

        def start(self) -> None: ...

        def cancel(self) -> None:
            started.append((0.0, lambda: None))

    class Waiting(threading.Event):
        def wait(self, timeout: Any = None) -> bool:
            for _ in range(3):
                started[-1][1]()
            self.set()
            started[-1][1]()  # one that fires all the same
            return True

    monkeypatch.setattr(strategies.threading, "Timer", Faked)
    stage = Stage()
    Timer().run(stage, stage.tick, Waiting())
    assert len(stage.ticks) == 4
    assert [seconds for seconds, _ in started] == [INTERVAL_SECONDS] * 4 + [0.0]
