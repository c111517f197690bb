"""Signals and tolerances are those of EBU Tech 3341 where a test says so."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyloudnorm
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.render.loudness import Levels, Meter, k_weighting

RATE = 48_000


def measure(frames: np.ndarray, rate: int = RATE, size: int = 24_000) -> Levels:
    meter = Meter(rate, frames.shape[1])
    for start in range(0, len(frames), size):
        meter.add(frames[start : start + size])
    return meter.close()


def sine(
    level_db: float, seconds: float, hertz: float = 1000.0, rate: int = RATE, phase: float = 0.0
) -> np.ndarray:
    time = np.arange(round(seconds * rate)) / rate
    wave = 10 ** (level_db / 20) * np.sin(2 * np.pi * hertz * time + phase)
    return np.stack((wave, wave), axis=1)


def steps(*levels: tuple[float, float]) -> np.ndarray:
    return np.concatenate([sine(level_db, seconds) for level_db, seconds in levels])


@pytest.mark.parametrize(
    ("frames", "loudness_lufs"),
    [
        (steps((-23, 20)), -23.0),
        (steps((-33, 20)), -33.0),
        (steps((-36, 10), (-23, 60), (-36, 10)), -23.0),
        (steps((-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)), -23.0),
        (steps((-26, 20), (-20, 20.1), (-26, 20)), -23.0),
    ],
    ids=["3341-1", "3341-2", "3341-3", "3341-4", "3341-5"],
)
def test_integrated_loudness_of_ebu_3341(frames: np.ndarray, loudness_lufs: float) -> None:
    assert measure(frames).loudness_lufs == pytest.approx(loudness_lufs, abs=0.1)


@pytest.mark.parametrize("rate", [44_100, 48_000, 96_000])
def test_a_tone_of_997_hz_at_full_scale_in_one_channel(rate: int) -> None:
    frames = sine(0.0, 5, 997.0, rate) * [1.0, 0.0]
    assert measure(frames, rate).loudness_lufs == pytest.approx(-3.01, abs=0.02)


@pytest.mark.parametrize(
    ("divisor", "phase_degrees"), [(4, 0), (4, 45), (6, 60), (8, 67.5)], ids=str
)
def test_true_peak_of_ebu_3341(divisor: int, phase_degrees: float) -> None:
    tone = sine(-6.0, 1.0, RATE / divisor, phase=np.radians(phase_degrees))
    fade = np.minimum(1.0, np.minimum(np.arange(RATE), np.arange(RATE)[::-1]) / 4800)
    assert -6.4 <= measure(tone * fade[:, None]).true_peak_db <= -5.8


def test_a_peak_between_two_samples_is_found_anywhere() -> None:
    for place in (0, 2400, 52_799, 52_800, 100_000, 119_990):
        frames = np.zeros((120_000, 1))
        frames[place : place + 2] = 0.5
        levels = measure(frames)
        assert levels.peak_db == pytest.approx(-6.02, abs=0.01)
        assert levels.true_peak_db == pytest.approx(-6.02 + 20 * np.log10(4 / np.pi), abs=0.01)


def music(rate: int, seconds: float, seed: int = 3) -> np.ndarray:
    """Coloured noise of uneven loudness, so that gates and filters matter."""
    random = np.random.default_rng(seed)
    frames = random.standard_normal((round(rate * seconds), 2))
    frames[1:] += 0.8 * frames[:-1]
    envelope = np.repeat(random.random(round(seconds * 2)) ** 4, rate // 2)
    return 0.1 * frames * envelope[: len(frames), None]


@pytest.mark.parametrize("rate", [32_000, 44_100, 48_000, 96_000])
def test_it_agrees_with_pyloudnorm(rate: int) -> None:
    frames = music(rate, 20)
    assert measure(frames, rate).loudness_lufs == pytest.approx(
        pyloudnorm.Meter(rate).integrated_loudness(frames), abs=0.1
    )
    same_filter = pyloudnorm.Meter(rate, filter_class="DeMan")
    assert measure(frames, rate).loudness_lufs == pytest.approx(
        same_filter.integrated_loudness(frames), abs=0.01
    )


def test_the_filter_has_the_coefficients_of_bs_1770() -> None:
    size = 4800
    z = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    shelf = np.polyval([1.19839281085285, -2.69169618940638, 1.53512485958697], z)
    shelf /= np.polyval([0.73248077421585, -1.69065929318241, 1.0], z)
    high_pass = np.polyval([1.0, -2.0, 1.0], z)
    high_pass /= np.polyval([0.99007225036621, -1.99004745483398, 1.0], z)
    assert np.allclose(k_weighting(size, RATE), shelf * high_pass, atol=1e-9)


@settings(max_examples=15, deadline=None)
@given(st.integers(100, 200_000))
def test_the_size_of_blocks_plays_no_role(size: int) -> None:
    frames = music(RATE, 4)
    assert measure(frames, size=size) == measure(frames, size=len(frames))


@pytest.mark.parametrize("seconds", [0.0, 1.0])
def test_silence_has_no_level(seconds: float) -> None:
    silent = float("-inf")
    assert measure(np.zeros((round(seconds * RATE), 2))) == (silent, silent, silent, 0, 0)


def test_less_than_one_gating_block_has_no_loudness() -> None:
    assert measure(sine(-20, 0.39)).loudness_lufs == float("-inf")
    assert measure(sine(-20, 0.41)).loudness_lufs == pytest.approx(-20.0, abs=0.5)


def test_samples_over_full_scale_and_no_numbers_are_counted() -> None:
    frames = np.zeros((RATE, 2))
    frames[10, 0], frames[11, 0], frames[12, 0] = 1.5, -1.25, 1.0
    frames[20, 1], frames[21, 1] = np.nan, np.inf
    levels = measure(frames)
    assert (levels.over, levels.broken) == (2, 2)
    assert levels.peak_db == pytest.approx(20 * np.log10(1.5))


def test_hops_are_told_while_it_measures(noise: Callable[..., np.ndarray]) -> None:
    told: list[np.ndarray] = []
    meter = Meter(RATE, 2, told.append)
    meter.add(noise(3 * RATE + 2400))
    meter.close()
    energies = np.concatenate(told)
    assert len(energies) == 30
    assert energies.std() < 0.1 * energies.mean()
