"""The beats that notes are meant to be on, from when they sound."""

from __future__ import annotations

import doctest
from random import Random

import numpy as np
import pytest

from generator.measure import grid, material, melody, tempi, tension
from generator.measure.grid import gathered, written_beats

BEATS = np.array(sorted({0.25 * Random(seed).randrange(400) for seed in range(150)}))


def strayed(beats: np.ndarray, deviation: float, seed: int = 1) -> np.ndarray:
    random = Random(seed)
    away = np.array([random.gauss(0.0, deviation) for _ in beats])
    found: np.ndarray = np.round((beats + away) * 960) / 960
    return found


@pytest.mark.parametrize("module", [grid, material, melody, tempi, tension])
def test_examples_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


def test_what_is_written_stays_where_it_is() -> None:
    thirds = np.round(np.arange(90) / 3 * 480) / 480
    for beats in (BEATS, thirds, np.append(BEATS, 400.123), BEATS + 1 / 16):
        assert written_beats(beats, 480) is beats


@pytest.mark.parametrize("deviation", [0.005, 0.015, 0.025])
@pytest.mark.parametrize("late", [0.0, 0.05, -0.01])
def test_what_is_played_goes_back_to_its_place(deviation: float, late: float) -> None:
    found = written_beats(strayed(BEATS + late, deviation), 960)
    assert found is not None
    assert found.tolist() == BEATS.tolist()


def test_swing_is_no_straying() -> None:
    swung = BEATS + np.where(BEATS % 0.5 == 0.25, 0.08, 0.0)
    found = written_beats(strayed(swung + 0.03, 0.008), 960)
    assert found is not None
    assert found.tolist() == BEATS.tolist()


def test_slow_notes_may_stray_further() -> None:
    beats = np.arange(100) * 1.0
    found = written_beats(strayed(beats + 0.2, 0.08), 960)
    assert found is not None
    assert found.tolist() == beats.tolist()


@pytest.mark.parametrize("step", [0.98, 0.377, 1.0 / 9.0, 1.0 / 11.0])
def test_what_keeps_another_beat_keeps_none(step: float) -> None:
    assert written_beats(strayed(np.arange(300) * step, 0.004), 960) is None


def test_few_notes_are_not_enough_to_tell() -> None:
    assert written_beats(strayed(BEATS[:12], 0.01), 960) is None


def test_a_chord_that_is_spread_begins_together() -> None:
    seconds = np.array([0.0, 0.02, 0.039, 0.3, 0.35])
    assert gathered(2.0 * seconds, seconds).tolist() == [0.0, 0.0, 0.0, 0.6, 0.7]
