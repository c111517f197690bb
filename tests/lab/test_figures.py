from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from generator.lab.figures import Window, errors_ms, figures, read_onsets, signed, usual_interval
from tests.lab.measuring import RATE, grid, polled

WINDOW = Window(RATE, 6 * RATE, RATE)
BEAT = RATE // 2  # at 120 BPM


@pytest.mark.parametrize("tempo_bpm", [20.0, 40.0, 97.3, 120.0, 333.0, 400.0, 999.0])
def test_a_track_on_the_grid_has_no_error_at_any_tempo(tempo_bpm: float) -> None:
    found = figures(grid(tempo_bpm, 20.0), tempo_bpm, Window(RATE, 20 * RATE, RATE))
    assert found.exact
    assert (found.mean_error_ms, found.spread_ms, found.largest_samples) == (0.0, 0.0, 0)
    assert found.tempo_bpm == pytest.approx(tempo_bpm, rel=1e-4)


@pytest.mark.parametrize(("asked", "got"), [(120, 117.45), (240, 234.91), (400, 369.14)])
def test_a_clock_in_steps_that_restarts_from_the_time_read_is_steady_and_slow(
    asked: float, got: float
) -> None:
    found = figures(polled(asked, 1024), asked, WINDOW)
    assert found.tempo_bpm == pytest.approx(got, abs=0.005)
    assert found.spread_ms == 0.0
    assert found.mean_error_ms == pytest.approx(60_000 / got - 60_000 / asked, abs=0.02)
    assert (found.lost, found.doubled) == (0, 0)
    assert not found.exact


def test_mean_and_spread_and_the_largest_error_with_its_sign() -> None:
    clicks = RATE + np.cumsum([0, BEAT + 441, BEAT - 882, BEAT, BEAT])
    found = figures(clicks, 120.0, WINDOW)
    assert found.mean_error_ms == pytest.approx((10.0 - 20.0) / 4)
    assert found.spread_ms == pytest.approx(np.std([10.0, -20.0, 0.0, 0.0]))
    assert (found.largest_ms, found.largest_samples) == (pytest.approx(-20.0), -882)
    assert errors_ms(clicks, 120.0, WINDOW) == pytest.approx((10.0, -20.0, 0.0, 0.0))


@pytest.mark.parametrize("missing", [[5], [4, 5, 6], [3, 4], [11], [3, 8]])
def test_lost_beats_are_counted_wherever_they_are_missing(missing: list[int]) -> None:
    clicks = [click for number, click in enumerate(grid(120)) if number not in missing]
    found = figures(clicks, 120.0, WINDOW)
    assert (found.lost, found.doubled) == (len(missing), 0)
    assert not found.exact


def test_a_lost_beat_is_a_long_interval_of_a_slower_tempo() -> None:
    clicks = grid(120)
    del clicks[5]
    found = figures(clicks, 120.0, WINDOW)
    assert found.largest_samples == BEAT
    assert found.tempo_bpm == pytest.approx(120 * 8 / 9)


def test_of_a_tempo_that_is_off_no_beat_is_lost_but_those_that_are_missing() -> None:
    slow = [RATE + round(number * 1.4 * BEAT) for number in range(7)]
    assert figures(slow, 120.0, WINDOW).lost == 0
    del slow[3]
    assert figures(slow, 120.0, WINDOW).lost == 1


def test_where_most_beats_are_missing_they_are_counted_by_the_tempo_asked_for() -> None:
    rare = [RATE + 2 * BEAT, RATE + 5 * BEAT, RATE + 8 * BEAT]
    found = figures(rare, 120.0, WINDOW)
    assert found.lost == 1 + 2 + 2 + 1
    assert usual_interval(np.array(rare), BEAT) == BEAT


def test_a_doubled_beat_counts_once_and_spoils_no_interval() -> None:
    clicks = sorted([*grid(120), 5 * BEAT + 1, 7 * BEAT + 400, 7 * BEAT + 800])
    found = figures(clicks, 120.0, WINDOW)
    assert (found.lost, found.doubled, found.largest_samples) == (0, 3, 0)
    assert found.tempo_bpm == pytest.approx(120.0)
    assert not found.exact


def test_what_lies_outside_of_the_window_does_not_count() -> None:
    clicks = sorted([*grid(120), 100, 5000, 6 * RATE + 7])
    assert figures(clicks, 120.0, WINDOW).exact


def test_silence_has_lost_every_beat() -> None:
    found = figures([], 120.0, WINDOW)
    assert (found.beats, found.lost, found.doubled) == (0, 9, 0)
    assert found.tempo_bpm is found.mean_error_ms is found.spread_ms is found.largest_ms is None
    assert errors_ms([], 120.0, WINDOW) == ()


def test_one_click_has_no_interval() -> None:
    found = figures([3 * RATE], 120.0, WINDOW)
    assert (found.beats, found.lost) == (1, 3 + 5)
    assert found.tempo_bpm is None
    assert not found.exact


def test_onsets_are_read_across_blocks_and_from_any_channel(tmp_path: Path) -> None:
    onsets = [0, 1000, (1 << 18) - 1, 1 << 18, 300_000]
    sound = np.zeros((310_000, 2), dtype=np.float32)
    sound[onsets[::2], 0] = 0.5
    sound[onsets[1::2], 1] = -0.5
    soundfile.write(tmp_path / "take.wav", sound, RATE, subtype="FLOAT")
    found, rate = read_onsets(tmp_path / "take.wav")
    assert found.tolist() == onsets
    assert rate == RATE


def test_a_recording_of_nothing_has_no_onsets(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "take.wav", np.zeros((0, 1)), RATE)
    assert read_onsets(tmp_path / "take.wav")[0].tolist() == []


def test_nothing_has_no_sign() -> None:
    assert [signed(value) for value in (-0.001, 0.004, -1.5, 12.54)] == [
        "0.00",
        "0.00",
        "-1.50",
        "+12.54",
    ]
