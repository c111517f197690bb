"""Beats of a run in a file: ticks and tempi, through steps, ramps, pauses and new beginnings."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.render.timeline import Ticks, Timeline
from generator.timing.tempo import TempoMap

PPQ = 960


def ticks_of(*maps: TempoMap, bar_beats: float = 4.0) -> Ticks:
    timeline = Timeline(bar_beats)
    for each in maps:
        timeline.follow(each)
    return Ticks(timeline, PPQ)


def seconds_of(tempos: list[tuple[int, int]], tick: int) -> float:
    """Return when a player of the file comes to a tick."""
    assert tempos[0][0] == 0
    ends = [*(start for start, _ in tempos[1:]), tick]
    return sum(
        max(0, min(end, tick) - start) * tempo / 1e6 / PPQ
        for (start, tempo), end in zip(tempos, [*ends[:-1], max(tick, ends[-1])], strict=True)
    )


def test_a_step_is_one_tempo_at_its_tick() -> None:
    tempo_map = TempoMap(120.0)
    tempo_map.set_tempo(90.0, 2.0)
    ticks = ticks_of(tempo_map)
    assert list(ticks.tempos(20 * PPQ)) == [(0, 500_000), (4 * PPQ, 666_667)]
    assert [ticks.at(seconds) for seconds in (0.0, 1.0, 2.0, 2.0 + 2 / 3)] == [0, 1920, 3840, 4800]


def test_what_rounding_loses_is_made_up_for() -> None:
    tempos = list(ticks_of(TempoMap(133.0)).tempos(10_000 * PPQ))
    assert len(tempos) < 100
    assert {tempo for _, tempo in tempos} <= set(range(451_126, 451_132))
    for beat in range(0, 10_000, 97):
        assert abs(seconds_of(tempos, beat * PPQ) - beat * 60 / 133) < 0.5 * 60 / 133 / PPQ


@settings(max_examples=25, deadline=None)
@given(
    start=st.floats(20, 999),
    goal=st.floats(20, 999),
    beats=st.floats(0.1, 200),
    over_beats=st.booleans(),
)
def test_every_tick_of_a_ramp_comes_at_its_time(
    start: float, goal: float, beats: float, over_beats: bool
) -> None:
    tempo_map = TempoMap(start)
    seconds = beats * 60.0 / start
    if over_beats:
        tempo_map.ramp_over_beats(goal, beats, 1.0)
    else:
        tempo_map.ramp_over_seconds(goal, seconds, 1.0)
    ticks = ticks_of(tempo_map)
    end_seconds = 3.0 + 2.0 * seconds
    tempos = list(ticks.tempos(ticks.at(end_seconds)))
    for share in range(1, 20):
        at_seconds = end_seconds * share / 20
        tick = ticks.at(at_seconds)
        tick_seconds = 60.0 / tempo_map.tempo_at(at_seconds) / PPQ
        assert abs(tick - tempo_map.beat_at(at_seconds) * PPQ) <= 0.5 + 1e-6
        assert abs(seconds_of(tempos, tick) - at_seconds) < 1.1 * tick_seconds


def test_a_pause_is_whole_bars_that_take_as_long() -> None:
    tempo_map = TempoMap(120.0)
    tempo_map.pause(1.0)
    tempo_map.resume(10.0)
    ticks = ticks_of(tempo_map)
    assert [ticks.at(seconds) for seconds in (1.0, 10.0, 10.5)] == [1920, 1920 + 16 * PPQ, 18_240]
    assert [tick for tick, _ in ticks.tempos(20_000)] == [0, 1920, 1920 + 16 * PPQ]
    assert seconds_of(list(ticks.tempos(20_000)), 18_240) == pytest.approx(10.5, abs=1e-4)


def test_beats_go_on_where_the_piece_begins_anew() -> None:
    first, second = TempoMap(120.0), TempoMap(60.0, 3.25)
    ticks = ticks_of(first, second)
    assert ticks.beginnings == [0.0, 3.25]
    assert [ticks.at(seconds) for seconds in (3.25, 4.25)] == [6240, 7200]
    assert list(ticks.tempos(8000)) == [(0, 500_000), (6240, 1_000_000)]


def test_the_wait_before_the_first_beat_is_bars_too() -> None:
    ticks = ticks_of(TempoMap(60.0, 5.0))
    assert [ticks.at(seconds) for seconds in (0.0, 5.0, 6.0)] == [0, 3840, 4800]
    assert list(ticks.tempos(4800)) == [(0, 1_250_000), (3840, 1_000_000)]


def test_what_was_planned_and_did_not_come_is_left_out() -> None:
    timeline, tempo_map = Timeline(4.0), TempoMap(60.0)
    tempo_map.ramp_over_seconds(120.0, 10.0, 2.0)
    timeline.follow(tempo_map)
    tempo_map.set_tempo(60.0, 2.0)
    timeline.follow(tempo_map)
    tempo_map.forget_before(8.0)
    tempo_map.set_tempo(30.0, 10.0)
    timeline.follow(tempo_map)
    assert list(Ticks(timeline, PPQ).tempos(20 * PPQ)) == [(0, 1_000_000), (9600, 2_000_000)]


@pytest.mark.parametrize("shape", [lambda tempo_map: None, lambda tempo_map: tempo_map.pause(0.0)])
def test_nothing_at_all_has_a_tempo(shape: Callable[[TempoMap], None]) -> None:
    tempo_map = TempoMap(100.0)
    shape(tempo_map)
    assert list(ticks_of(tempo_map).tempos(0)) == [(0, 600_000)]
    assert list(ticks_of().tempos(0)) == [(0, 500_000)]
