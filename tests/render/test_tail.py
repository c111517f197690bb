from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.render.tail import Tail

RATE, KSMPS = 48_000, 32


class Ending:
    def __init__(self, end: int | None, final: int | None, until_silence: bool = True) -> None:
        self.end_sample, self.final_sample, self.until_silence = end, final, until_silence


def cut(signal: np.ndarray, ending: Ending, sizes: list[int]) -> np.ndarray:
    tail, place, kept = Tail(RATE, KSMPS), 0, []
    while not tail.finished:
        size = sizes[len(kept) % len(sizes)]
        kept.append(tail.trim(signal[place : place + size], ending))
        place += size
        assert place < len(signal) + size, "the signal is over, the tail is not"
    return np.concatenate(kept)


def ringing(frames: int, decay_seconds: float) -> np.ndarray:
    seconds = np.arange(frames) / RATE
    wave = np.exp(-seconds / decay_seconds) * np.sin(2 * np.pi * 440 * seconds)
    return np.stack((wave, -wave), axis=1)


def test_silence_ends_half_a_second_after_the_music() -> None:
    signal = np.zeros((10 * RATE, 2))
    assert len(cut(signal, Ending(RATE, 5 * RATE), [12_000])) == RATE + RATE // 2


def test_the_end_is_a_whole_control_cycle() -> None:
    length = len(cut(np.zeros((10 * RATE, 2)), Ending(RATE + 1, 5 * RATE), [12_000]))
    assert length % KSMPS == 0
    assert 0 <= length - (RATE + 1 + RATE // 2) < KSMPS


@pytest.mark.parametrize(("level_db", "seconds"), [(-90.1, 1.5), (-89.9, 5.0)])
def test_the_threshold_is_minus_90_db(level_db: float, seconds: float) -> None:
    signal = np.full((10 * RATE, 2), 10 ** (level_db / 20))
    assert len(cut(signal, Ending(RATE, 5 * RATE), [4096])) == seconds * RATE


def test_one_loud_sample_starts_the_wait_again() -> None:
    signal = np.zeros((10 * RATE, 2))
    signal[RATE + 4800 * 4, 1] = 0.1  # in the fifth window
    assert len(cut(signal, Ending(RATE, 9 * RATE), [4096])) == RATE + 4800 * 10


def test_sound_before_the_end_does_not_count() -> None:
    signal = np.zeros((10 * RATE, 2))
    signal[:RATE] = 1.0
    assert len(cut(signal, Ending(RATE, 9 * RATE), [5000])) == RATE + RATE // 2


def test_a_fixed_tail_ends_on_its_sample_however_silent() -> None:
    assert len(cut(np.zeros((10 * RATE, 2)), Ending(RATE, RATE + 77_777, False), [999])) == 125_777


def test_no_end_means_no_cut() -> None:
    tail, block = Tail(RATE, KSMPS), np.zeros((RATE, 2))
    for _ in range(20):
        assert len(tail.trim(block, Ending(None, None))) == RATE
    assert not tail.finished


def test_an_end_already_played_ends_at_once() -> None:
    tail, block = Tail(RATE, KSMPS), np.ones((RATE, 2))
    tail.trim(block, Ending(None, None))
    assert len(tail.trim(block, Ending(RATE // 2, RATE // 2, False))) == 0
    assert tail.finished
    assert tail.frames == RATE


def test_a_stop_in_the_tail_brings_the_end_forward() -> None:
    tail, block, ending = Tail(RATE, KSMPS), np.ones((RATE, 2)), Ending(RATE, 20 * RATE)
    for _ in range(3):
        tail.trim(block, ending)
    stopped = Ending(3 * RATE + 2400, 3 * RATE + 4800, False)
    assert len(tail.trim(block, stopped)) == 4800
    assert tail.finished


def test_samples_that_are_no_numbers_end_with_the_longest_tail_at_the_latest() -> None:
    signal = np.full((10 * RATE, 2), np.nan)
    assert len(cut(signal, Ending(RATE, 3 * RATE), [4800])) <= 3 * RATE


@settings(max_examples=40, deadline=None)
@given(
    sizes=st.lists(st.integers(1, 30_000), min_size=1, max_size=6),
    end=st.integers(0, RATE),
    decay_ms=st.integers(10, 200),
)
def test_the_size_of_blocks_plays_no_role(sizes: list[int], end: int, decay_ms: int) -> None:
    signal = ringing(6 * RATE, decay_ms / 1000.0)
    sizes = [max(size, 500) for size in sizes]
    whole = cut(signal, Ending(end, 5 * RATE), [len(signal)])
    pieces = cut(signal, Ending(end, 5 * RATE), sizes)
    assert np.array_equal(whole, pieces)
