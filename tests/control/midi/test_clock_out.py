from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from random import Random

import pytest

from generator.control.midi.clock import Frame
from generator.control.midi.clock_out import ClockOut

FRAME_SECONDS = 1.0 / 30.0
WAKE_SECONDS = 0.0001
Beats = Callable[[float], float]


class Leading:
    """A clock that is led in quick time by a performance; keeps what is sent with its time."""

    def __init__(self, tempo_bpm: float = 120.0) -> None:
        self.clock = ClockOut()
        self.tempo_bpm = tempo_bpm
        self.seconds = 100.0
        self.beats = 0.0
        self.paused = False
        self.jitter: Callable[[], float] = lambda: 0.0
        self.sent: list[tuple[float, str, int]] = []
        self._asked_seconds = self.seconds

    def run(self, seconds: float) -> None:
        """Let the performance go on, a frame at a time."""
        end = self.seconds + seconds
        while self.seconds < end - 1e-9:
            told = self.seconds + self.jitter()
            self.clock.tell(Frame(told, self.beats, self.tempo_bpm, self.paused))
            self._ask_until(self.seconds + FRAME_SECONDS)
            self.seconds += FRAME_SECONDS
            if not self.paused:
                self.beats += FRAME_SECONDS * self.tempo_bpm / 60.0

    def _ask_until(self, until_seconds: float) -> None:
        now = self.seconds
        while now < until_seconds:
            sent, wait_seconds = self.clock.due(now)
            self.sent += [(now, word, fields.get("pos", -1)) for word, fields in sent]
            now += wait_seconds + WAKE_SECONDS if not sent else 0.0

    def words(self) -> list[str]:
        """Return what was sent but ticks."""
        return [
            word if position < 0 else f"{word} {position}"
            for _, word, position in self.sent
            if word != "clock"
        ]

    def ticks(self) -> list[float]:
        return [seconds for seconds, word, _ in self.sent if word == "clock"]

    def gaps_ms(self) -> list[float]:
        return [1000.0 * (later - earlier) for earlier, later in pairwise(self.ticks())]


def test_from_the_beginning_it_starts_and_ticks_24_times_a_beat() -> None:
    leading = Leading()
    leading.run(5.0)
    assert leading.words() == ["start"]
    assert leading.sent[0][1] == "start"
    assert len(leading.ticks()) == 5 * 48
    assert leading.gaps_ms() == pytest.approx([1000.0 / 48.0] * (5 * 48 - 1), abs=0.15)


def test_uneven_news_does_not_make_uneven_ticks() -> None:
    leading, random = Leading(133.0), Random(1)
    leading.jitter = lambda: random.uniform(-0.001, 0.001)
    leading.run(20.0)
    period_ms = 60_000.0 / 133.0 / 24.0
    assert max(abs(gap - period_ms) for gap in leading.gaps_ms()) < 0.7
    number = len(leading.ticks()) - 1
    assert leading.ticks()[-1] == pytest.approx(100.0 + number * period_ms / 1000.0, abs=0.001)


def test_a_start_that_is_told_late_catches_up_without_a_burst() -> None:
    leading = Leading()
    leading.beats = 0.06  # a frame of 30 ms has passed
    leading.run(2.0)
    assert leading.words() == ["start"]
    assert min(leading.gaps_ms()) >= 1000.0 / 48.0 / 3.0 - 0.01
    assert leading.ticks()[-1] == pytest.approx(100.0 - 0.03 + (len(leading.ticks()) - 1) / 48.0)


def test_a_pause_stops_and_play_continues_at_the_next_sixteenth() -> None:
    leading = Leading()
    leading.run(1.1)
    leading.paused = True
    before = len(leading.ticks())
    leading.run(1.0)
    assert leading.words() == ["start", "stop"]
    assert len(leading.ticks()) == before
    leading.paused = False
    beats, seconds = leading.beats, leading.seconds
    leading.run(1.0)
    assert leading.words() == ["start", "stop", "songpos 9", "continue"]
    due_seconds = seconds + (9 / 4 - beats) * 0.5
    assert leading.ticks()[before] == pytest.approx(due_seconds, abs=0.0002)


def test_a_rewind_goes_to_position_0_and_play_starts() -> None:
    leading = Leading()
    leading.run(1.0)
    leading.paused, leading.beats = True, 0.0
    leading.run(0.5)
    leading.paused = False
    leading.run(0.5)
    assert leading.words() == ["start", "stop", "songpos 0", "start"]


def test_a_new_beginning_while_it_plays_starts_anew() -> None:
    leading = Leading()
    leading.run(2.0)
    leading.beats = 0.0
    leading.run(0.5)
    assert leading.words() == ["start", "stop", "start"]


def test_it_joins_a_performance_that_plays_already() -> None:
    leading = Leading()
    leading.beats = 4.0 * 4096 / 4 + 0.9
    leading.run(0.2)
    assert leading.words() == ["songpos 4", "continue"]  # positions begin again at 16,384


@pytest.mark.parametrize("tempo_bpm", [90.0, 160.0])
def test_another_tempo_keeps_the_count_and_spacing(tempo_bpm: float) -> None:
    leading = Leading()
    leading.run(3.0)
    leading.tempo_bpm = tempo_bpm
    leading.run(3.0)
    gaps = leading.gaps_ms()
    assert gaps[-40:] == pytest.approx([60_000.0 / tempo_bpm / 24.0] * 40, abs=0.3)
    assert len(leading.ticks()) == pytest.approx(leading.beats * 24.0, abs=1.0)
    assert leading.words() == ["start"]


def test_after_a_stall_ticks_catch_up_without_a_burst() -> None:
    leading = Leading()
    leading.run(1.0)
    leading.seconds += 0.1  # nobody asked for this long
    leading.beats += 0.2
    leading.run(1.0)
    assert min(leading.gaps_ms()) >= 1000.0 / 48.0 / 3.0 - 0.01
    assert len(leading.ticks()) == pytest.approx(leading.beats * 24.0, abs=1.0)
    assert leading.words() == ["start"]


def test_the_end_stops_the_clock_once() -> None:
    leading = Leading()
    leading.run(0.5)
    assert leading.clock.stop() == [("stop", {})]
    assert leading.clock.stop() == []
