from __future__ import annotations

import pytest

from generator.errors import RangeError, UnknownNameError, UsageError
from generator.lab.conditions import (
    Wanted,
    checked_buffer,
    checked_seconds,
    checked_tempo,
    chosen,
)
from generator.lab.loads import Load
from tests.lab.measuring import IDLE

NAMES = ("timer", "score-time", "score-time-grid", "csound", "scheduled")


def test_every_strategy_is_run_under_every_condition_side_by_side() -> None:
    loads = (IDLE, Load("threads:4", {"threads": "4"}))
    wanted = Wanted(("timer", "scheduled"), (120.0, 400.0), loads, (128, 1024), 6.0)
    runs = wanted.runs
    assert len({run.name for run in runs}) == len(runs) == 16
    assert [run.strategy for run in runs[:4]] == ["timer", "scheduled"] * 2
    assert runs[0].condition == runs[1].condition != runs[2].condition
    assert runs[0].name == "idle-128-120bpm-timer"
    assert str(runs[-1]) == "scheduled at 400 BPM beside threads:4, 1024 frames"
    assert len(wanted.searches) == 4


def test_without_ours_there_is_no_look_ahead_to_look_for() -> None:
    assert Wanted(("timer",), (120.0,), (IDLE,), (128,), 6.0).searches == []


def test_strategies_keep_their_own_order() -> None:
    assert chosen(["scheduled", "timer"], NAMES) == ("timer", "scheduled")
    assert chosen([], NAMES) == NAMES


def test_the_nearest_strategy_is_named() -> None:
    with pytest.raises(UnknownNameError, match=r"no strategy named 'scoretime'.*score-time"):
        chosen(["scoretime"], NAMES)


@pytest.mark.parametrize("tempo_bpm", [19.9, 1000.0])
def test_a_tempo_out_of_range_is_refused(tempo_bpm: float) -> None:
    with pytest.raises(RangeError, match=r"--bpm .* is out of range: give 20 to 999 BPM"):
        checked_tempo(tempo_bpm)


@pytest.mark.parametrize("frames", [0, 8, 100, 16_384])
def test_a_buffer_is_a_power_of_two(frames: int) -> None:
    with pytest.raises(RangeError, match=rf"--buffer {frames} .* from 16 to 8192 frames"):
        checked_buffer(frames)
    assert checked_buffer(16) == 16
    assert checked_buffer(8192) == 8192


def test_a_run_holds_four_beats_after_the_first_second() -> None:
    assert checked_seconds(None, [120.0, 400.0]) == 6.0
    assert checked_seconds(None, [20.0, 400.0]) == 13.0
    assert checked_seconds(2.0, [400.0]) == 2.0
    with pytest.raises(UsageError, match=r"too short for 4 beats at 40 BPM .* give 7 seconds"):
        checked_seconds(6.9, [40.0, 400.0])
