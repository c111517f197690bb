"""The tempo map, against known cases and under random change."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import RangeError
from generator.timing.tempo import TempoMap

BPM = st.floats(20.0, 999.0)
CHANGE = st.tuples(st.sampled_from(["step", "beats", "seconds"]), BPM, st.floats(0.01, 5.0))


def changed(start_bpm: float, changes: list[tuple[str, float, float]]) -> tuple[TempoMap, float]:
    """Return a map with these changes, each anchored at the end of the one before."""
    tempo_map, at = TempoMap(start_bpm), 0.1
    for kind, bpm, length in changes:
        if kind == "step":
            tempo_map.set_tempo(bpm, at)
        elif kind == "beats":
            tempo_map.ramp_over_beats(bpm, length, at)
        else:
            tempo_map.ramp_over_seconds(bpm, length, at)
        at += length
    return tempo_map, at


def test_a_change_between_two_beats_keeps_the_phase() -> None:
    """120 to 240 at 0.375 s: three quarters of a beat are gone, the rest passes twice as fast."""
    tempo_map = TempoMap(120.0)
    tempo_map.set_tempo(240.0, at_seconds=0.375)
    assert [tempo_map.seconds_at(beat) for beat in (0, 1, 2)] == [0.0, 0.4375, 0.6875]


def test_a_ramp_over_beats_takes_the_logarithmic_mean() -> None:
    """60 to 120 over 60 beats, linear in beats: 60 ln 2 seconds."""
    tempo_map = TempoMap(60.0)
    tempo_map.ramp_over_beats(120.0, beats=60.0, at_seconds=0.0)
    assert tempo_map.seconds_at(60.0) == pytest.approx(60.0 * 0.6931471805599453, abs=1e-12)
    assert tempo_map.tempo_at(tempo_map.seconds_at(30.0)) == pytest.approx(90.0)
    assert tempo_map.seconds_at(62.0) - tempo_map.seconds_at(61.0) == pytest.approx(0.5)


def test_a_ramp_over_seconds_takes_the_mean() -> None:
    """60 to 120 within 10 s, linear in time: 15 beats."""
    tempo_map = TempoMap(60.0)
    tempo_map.ramp_over_seconds(120.0, seconds=10.0, at_seconds=0.0)
    assert tempo_map.beat_at(10.0) == pytest.approx(15.0)
    assert tempo_map.seconds_at(15.0) == pytest.approx(10.0)


@given(BPM, st.lists(CHANGE, max_size=30), st.lists(st.floats(0.0, 60.0), min_size=1, max_size=30))
def test_beats_and_seconds_are_each_others_inverse(
    start_bpm: float, changes: list[tuple[str, float, float]], times: list[float]
) -> None:
    """Through steps and ramps, beat_at(seconds_at(b)) = b within 1e-9."""
    tempo_map, _ = changed(start_bpm, changes)
    for seconds in times:
        beat = tempo_map.beat_at(seconds)
        between = tempo_map.seconds_at(beat + 1.5) - tempo_map.seconds_at(beat)
        assert tempo_map.seconds_between(beat, beat + 1.5) == pytest.approx(between, abs=1e-9)
        assert tempo_map.beat_at(tempo_map.seconds_at(beat)) == pytest.approx(beat, abs=1e-9)


@given(BPM, st.lists(CHANGE, min_size=100, max_size=100))
def test_the_phase_is_continuous_and_rises(
    start_bpm: float, changes: list[tuple[str, float, float]]
) -> None:
    """Just before and just after every change, the beat is the same, and it never falls."""
    tempo_map, end = changed(start_bpm, changes)
    at = 0.1
    for _, _, length in changes:
        around = [tempo_map.beat_at(at + offset) for offset in (-1e-9, 0.0, 1e-9)]
        assert around[2] - around[0] < 1e-6
        assert around == sorted(around)
        at += length
    beats = [tempo_map.beat_at(end * index / 500) for index in range(500)]
    assert beats == sorted(beats)


@given(BPM, st.floats(0.0, 10.0), st.floats(0.001, 10.0), st.floats(0.0, 20.0))
def test_a_pause_moves_later_beats_and_no_others(
    bpm: float, paused_at: float, length: float, beat: float
) -> None:
    """While it lasts, a later beat has no time; afterwards it comes later by the pause."""
    plain, tempo_map = TempoMap(bpm), TempoMap(bpm)
    tempo_map.pause(paused_at)
    is_later = beat > tempo_map.beat_at(paused_at)
    assert (tempo_map.seconds_at(beat) == inf) == is_later
    tempo_map.resume(paused_at + length)
    expected = plain.seconds_at(beat) + (length if is_later else 0.0)
    assert tempo_map.seconds_at(beat) == pytest.approx(expected, abs=1e-9)


def test_a_change_replaces_what_was_planned() -> None:
    """A step in the middle of a ramp ends the ramp."""
    tempo_map = TempoMap(60.0)
    tempo_map.ramp_over_seconds(120.0, seconds=10.0, at_seconds=0.0)
    tempo_map.set_tempo(30.0, at_seconds=5.0)
    assert tempo_map.tempo_at(11.0) == 30.0
    assert tempo_map.seconds_at(tempo_map.beat_at(5.0) + 1.0) == pytest.approx(7.0)


def test_forgetting_keeps_what_is_to_come() -> None:
    """A thousand changes, each forgotten in turn, leave the future as it was."""
    kept, forgetful = TempoMap(120.0), TempoMap(120.0)
    for index in range(1, 1001):
        for tempo_map in (kept, forgetful):
            tempo_map.set_tempo(60.0 + index % 100, at_seconds=float(index))
        forgetful.forget_before(index + 0.5)
    beat = kept.beat_at(1001.0) + 3.0
    assert forgetful.seconds_at(beat) == kept.seconds_at(beat)
    assert len(forgetful._placed) == 1


@pytest.mark.parametrize("bpm", [0.0, -1.0, 1e9, float("nan"), inf])
def test_a_tempo_out_of_range_is_refused(bpm: float) -> None:
    """The message names value, bounds and unit."""
    with pytest.raises(RangeError, match=r"1 to 2000 beats a minute"):
        TempoMap(120.0).set_tempo(bpm, 0.0)


def test_a_ramp_without_length_is_refused() -> None:
    """Zero beats are a step, not a ramp."""
    with pytest.raises(RangeError, match="more than 0"):
        TempoMap(120.0).ramp_over_beats(60.0, 0.0, 0.0)


@given(BPM, st.floats(0.0, 100.0), st.floats(-50.0, 500.0))
def test_beat_0_may_lie_anywhere(bpm: float, start_seconds: float, beat: float) -> None:
    """Before it beats are negative, at the same tempo, so that both ways stay inverse."""
    tempo_map = TempoMap(bpm, start_seconds)
    assert tempo_map.seconds_at(0.0) == start_seconds
    assert tempo_map.beat_at(start_seconds) == 0.0
    seconds = tempo_map.seconds_at(beat)
    assert seconds == pytest.approx(start_seconds + beat * 60.0 / bpm, abs=1e-9)
    assert tempo_map.beat_at(seconds) == pytest.approx(beat, abs=1e-9)
    assert tempo_map.seconds_between(beat, beat + 1.0) == pytest.approx(60.0 / bpm, abs=1e-9)


def test_a_tempo_may_change_before_beat_0() -> None:
    """One beat is left at 60 beats a minute; from there on it takes half as long."""
    tempo_map = TempoMap(60.0, start_seconds=2.0)
    tempo_map.set_tempo(120.0, at_seconds=1.0)
    assert [tempo_map.beat_at(seconds) for seconds in (1.0, 1.5, 2.0)] == [-1, 0, 1]
    tempo_map.pause(at_seconds=1.25)
    assert tempo_map.seconds_at(0.0) == inf
    tempo_map.resume(at_seconds=3.25)
    assert tempo_map.seconds_at(0.0) == 3.5


@given(BPM, st.lists(CHANGE, max_size=10), st.floats(0.1, 20.0), st.floats(1.5, 1900.0), BPM)
def test_aligning_reaches_a_beat_exactly_when_asked(
    start_bpm: float,
    changes: list[tuple[str, float, float]],
    seconds: float,
    wanted_bpm: float,
    after_bpm: float,
) -> None:
    """At a constant tempo, the phase continuous; then it goes on at the tempo given."""
    tempo_map, at = changed(start_bpm, changes)
    before = tempo_map.beat_at(at)
    beat, by = before + wanted_bpm * seconds / 60.0, at + seconds
    tempo_map.align(beat, by, at, after_bpm)
    assert tempo_map.beat_at(by) == beat
    assert tempo_map.seconds_at(beat) == pytest.approx(by, abs=1e-9)
    assert tempo_map.beat_at(at) == before
    assert tempo_map.tempo_at(at + 0.5 * seconds) == pytest.approx(wanted_bpm, rel=1e-6)
    assert tempo_map.tempo_at(by) == after_bpm
    assert tempo_map.seconds_at(beat + 1.0) == pytest.approx(by + 60.0 / after_bpm)


@pytest.mark.parametrize(
    ("beat", "by_seconds", "tempo_bpm"),
    [(2.0, 1.0, 60.0), (1.5, 2.0, 60.0), (5.0, 1.0, 60.0), (1e6, 2.0, 60.0), (3.0, 2.0, 0.0)],
)
def test_aligning_refuses_what_needs_an_impossible_tempo(
    beat: float, by_seconds: float, tempo_bpm: float
) -> None:
    """A time or a beat that has passed, a tempo out of range: nothing is changed."""
    tempo_map = TempoMap(120.0)
    with pytest.raises(RangeError, match="beats a minute"):
        tempo_map.align(beat, by_seconds, 1.0, tempo_bpm)
    assert [tempo_map.seconds_at(beat) for beat in (0.0, 2.0, 100.0)] == [0.0, 1.0, 50.0]


def test_aligning_ends_a_pause() -> None:
    """Beat 2 waits from 1 s on; asked for at 3 s, it comes there."""
    tempo_map = TempoMap(60.0)
    tempo_map.pause(1.0)
    tempo_map.align(2.0, by_seconds=3.0, at_seconds=2.0, tempo_bpm=60.0)
    assert tempo_map.seconds_at(2.0) == 3.0


def test_a_leap_is_at_a_later_beat_and_what_lies_between_comes_just_before() -> None:
    tempo_map = TempoMap(60.0)
    tempo_map.leap(2.0, at_seconds=1.0, within_seconds=0.001)
    assert tempo_map.seconds_at(2.0) == pytest.approx(1.0)
    assert tempo_map.seconds_at(0.5) == 0.5
    assert 0.999 <= tempo_map.seconds_at(1.5) <= 1.0
    assert tempo_map.seconds_at(3.0) == pytest.approx(2.0)
