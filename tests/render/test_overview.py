from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.render.loudness import OFFSET_LUFS, Meter
from generator.render.overview import BANDS, MOST_ROWS, Fold, Overview

RATE = 48_000


@settings(deadline=None)
@given(st.lists(st.integers(0, 3000), min_size=1, max_size=12))
def test_a_fold_keeps_the_greatest_of_what_it_joins(sizes: list[int]) -> None:
    series = np.random.default_rng(0).random((sum(sizes), 2))
    fold = Fold(2)
    for block in np.split(series, np.cumsum(sizes)[:-1]):
        fold.add(block)
    whole = len(series) // fold.stride * fold.stride
    want = series[:whole].reshape(-1, fold.stride, 2).max(axis=1)
    assert len(fold.rows) <= MOST_ROWS
    assert np.array_equal(fold.rows, want)


def test_a_fold_of_sums_keeps_means() -> None:
    fold = Fold(1, np.add)
    for _ in range(9):
        fold.add(np.tile([[1.0], [3.0]], (1000, 1)))
    assert fold.stride == 8
    assert np.allclose(fold.rows, 2.0)


def overview_of(frames: np.ndarray, size: int = 24_000) -> Overview:
    overview = Overview(RATE, frames.shape[1])
    meter = Meter(RATE, frames.shape[1], overview.add_hops)
    for start in range(0, len(frames), size):
        meter.add(frames[start : start + size])
        overview.add(frames[start : start + size])
    meter.close()
    overview.close()
    return overview


def test_the_outline_holds_the_peaks_in_their_places() -> None:
    frames = np.zeros((RATE, 2))
    frames[12_000, 0], frames[36_000, 1] = 0.75, -0.5
    times, high, low = overview_of(frames).outline()
    assert (high.max(), low.min()) == (0.75, -0.5)
    assert times[high.argmax()] == pytest.approx(0.25, abs=256 / RATE)
    assert times[low.argmin()] == pytest.approx(0.75, abs=256 / RATE)


@pytest.mark.parametrize("hertz", [50.0, 440.0, 5000.0])
def test_the_spectrum_shows_a_tone_at_its_height_and_level(hertz: float) -> None:
    wave = 0.1 * np.sin(2 * np.pi * hertz * np.arange(2 * RATE) / RATE)
    _, edges, levels = overview_of(np.stack((wave, wave), axis=1)).spectrum()
    band = levels[10].argmax()
    assert edges[band] / 1.08 <= hertz <= edges[band + 1] * 1.08
    assert levels[10].max() == pytest.approx(-20.0, abs=2.0)
    assert levels.shape[1] == BANDS


def test_the_loudness_is_that_of_the_meter() -> None:
    wave = 0.1 * np.sin(2 * np.pi * 997 * np.arange(2 * RATE) / RATE)
    times, energies = overview_of(np.stack((wave, wave), axis=1)).loudness()
    assert np.allclose(OFFSET_LUFS + 10 * np.log10(energies[1:]), -20.0, atol=0.1)
    assert times[1] - times[0] == pytest.approx(0.1)


def test_an_hour_takes_no_more_room_than_a_minute(noise: Callable[..., np.ndarray]) -> None:
    overview = Overview(8000, 1)
    block = noise(8000 * 60, 1)
    for _ in range(60):
        overview.add(block)
    rows = [len(overview.outline()[0]), len(overview.spectrum()[0])]
    assert max(rows) <= MOST_ROWS
    assert min(rows) >= MOST_ROWS // 2 - 1
