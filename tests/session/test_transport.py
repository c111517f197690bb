"""The transport: tempo, pauses and beginnings."""

from __future__ import annotations

from math import inf

import pytest

from generator.control.commands import Over
from generator.errors import RangeError
from generator.session.transport import Transport

RATE = 48_000


def test_a_ramp_goes_on_after_a_pause_for_what_was_left_of_it() -> None:
    """Two of four seconds pass in the pause; the tempo then has one second left to get there."""
    transport = Transport(60.0, RATE)
    transport.set_tempo(120.0, 0, 4 * RATE)
    transport.pause(RATE)
    transport.resume(3 * RATE)
    assert transport.tempo_at(3 * RATE) == pytest.approx(75.0, rel=1e-4)
    assert transport.tempo_at(4 * RATE) == pytest.approx(120.0)


def test_a_beat_keeps_waiting_while_paused() -> None:
    transport = Transport(60.0, RATE)
    transport.pause(RATE // 2)
    assert transport.sample_at(1.0) == inf
    transport.resume(RATE)
    assert transport.sample_at(1.0) == RATE + RATE // 2


def test_a_new_beginning_counts_from_there() -> None:
    transport = Transport(60.0, RATE)
    transport.begin(3 * RATE + 7)
    assert transport.beat_at(3 * RATE + 7) == 0.0
    assert transport.beat_at(RATE) == 0.0
    assert transport.sample_at(2.0) == 5 * RATE + 7


def test_stopped_it_waits_at_the_beginning() -> None:
    transport = Transport(60.0, RATE)
    transport.stop(2 * RATE)
    assert transport.stopped
    assert transport.paused
    assert transport.beat_at(9 * RATE) == 0.0
    transport.begin(10 * RATE)
    assert not transport.stopped
    assert not transport.paused
    assert transport.sample_at(1.0) == 11 * RATE


@pytest.mark.parametrize(("sample", "beat"), [(0, 0.0), (1, 4.0), (4 * RATE, 4.0), (191_999, 4.0)])
def test_the_next_bar_is_the_present_one_exactly_on_its_beat(sample: int, beat: float) -> None:
    assert Transport(60.0, RATE).next_multiple(4.0, sample) == beat


def test_a_length_in_beats_goes_by_the_present_tempo() -> None:
    transport = Transport(120.0, RATE)
    assert transport.samples_of(2.0, Over.BEATS, 0) == RATE
    assert transport.samples_of(2.0, Over.SECONDS, 0) == 2 * RATE


def test_aligned_it_reaches_the_beat_on_the_sample_and_keeps_its_tempo() -> None:
    transport = Transport(60.0, RATE)
    transport.align(2.1, 2 * RATE, RATE)
    assert transport.beat_at(2 * RATE) == pytest.approx(2.1)
    assert transport.tempo_at(2 * RATE) == 60.0
    with pytest.raises(RangeError, match="has passed"):
        transport.align(3.0, RATE, RATE)
    with pytest.raises(RangeError):
        transport.align(1000.0, 2 * RATE + 10, 2 * RATE)


# -- moved by ticks


def test_the_beat_waits_for_each_tick() -> None:
    transport = Transport(120.0, RATE)
    transport.tick(0.0, 0)
    assert transport.sample_at(0.0) == inf
    transport.tick(0.25, 4800)
    assert [transport.sample_at(beat) for beat in (0.0, 0.125, 0.25)] == [4800, 7800, inf]
    transport.tick(0.25, 20_000)
    assert [transport.sample_at(beat) for beat in (0.25, 0.3, 0.5)] == [20_000, 21_200, inf]


def test_a_tick_that_comes_early_leaves_nothing_out() -> None:
    transport = Transport(60.0, RATE)
    transport.tick(0.0, 0)
    transport.tick(1.0, 0)
    transport.tick(1.0, RATE // 2)
    assert RATE // 2 - 1 <= transport.sample_at(0.75) <= RATE // 2
    assert transport.sample_at(1.0) == RATE // 2
    assert transport.sample_at(1.5) == RATE


def test_a_tempo_changes_between_two_ticks_and_the_next_one_is_waited_for() -> None:
    transport = Transport(60.0, RATE)
    transport.tick(0.0, 0)
    transport.tick(1.0, 0)
    transport.set_tempo(120.0, RATE // 2)
    assert transport.sample_at(0.75) == RATE // 2 + RATE // 8
    assert transport.sample_at(1.0) == inf
    transport.set_tempo(240.0, 2 * RATE)
    assert transport.sample_at(1.0) == inf
    transport.tick(1.0, 3 * RATE)
    assert [transport.sample_at(beat) for beat in (1.0, 1.5)] == [3 * RATE, 3 * RATE + RATE // 8]


def test_ticks_count_for_nothing_in_a_pause() -> None:
    transport = Transport(60.0, RATE)
    transport.tick(0.0, 0)
    transport.tick(1.0, 0)
    transport.pause(RATE // 2)
    transport.tick(1.0, RATE)
    transport.resume(2 * RATE)
    assert transport.sample_at(0.75) == 2 * RATE + RATE // 4
    assert transport.sample_at(1.0) == inf


def test_a_new_beginning_waits_for_a_tick() -> None:
    transport = Transport(60.0, RATE)
    transport.tick(0.0, 0)
    transport.tick(1.0, 0)
    transport.begin(RATE)
    assert transport.sample_at(0.0) == inf
    transport.tick(1.0, 2 * RATE)
    assert transport.sample_at(0.0) == 2 * RATE


@pytest.mark.parametrize("beats", [-1.0, 1e9])
def test_a_tick_has_a_length_that_music_can_have(beats: float) -> None:
    with pytest.raises(RangeError, match="give 0 to 1000"):
        Transport(60.0, RATE).tick(beats, 0)


def test_a_tick_that_nothing_waits_for_is_refused() -> None:
    transport = Transport(60.0, RATE)
    with pytest.raises(RangeError, match="nothing waits for"):
        transport.tick(0.25, RATE)
    assert transport.sample_at(1.0) == RATE
