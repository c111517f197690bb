from __future__ import annotations

from collections.abc import Iterator
from itertools import count, islice
from math import ceil
from random import Random

import pytest

from generator.control.midi.ticks import MEMORY_TICKS, TICKS_PER_BEAT, Ticks

SETTLED = MEMORY_TICKS


def uneven(
    tempo_bpm: float, noise: str, seed: int = 1, start_seconds: float = 0.0
) -> Iterator[float | None]:
    """Yield when the ticks of a master come; None for one that gets lost."""
    random = Random(seed)
    for number in count():
        seconds = start_seconds + number * 60.0 / tempo_bpm / TICKS_PER_BEAT
        if noise == "uniform":
            yield seconds + random.uniform(-0.001, 0.001)
        elif noise == "usb":
            yield ceil((seconds + random.uniform(0.0, 0.001)) * 1000.0) / 1000.0
        elif noise == "lossy":
            jitter = random.uniform(-0.001, 0.001)
            yield None if random.random() < 0.02 else seconds + jitter
        else:
            yield seconds


def heard(ticks: Ticks, times: Iterator[float | None], number: int) -> Ticks:
    for seconds in islice(times, number):
        if seconds is not None:
            ticks.hear(seconds)
    return ticks


@pytest.mark.parametrize("tempo_bpm", [40.0, 97.3, 120.0, 240.0])
@pytest.mark.parametrize("noise", ["uniform", "usb", "lossy"])
def test_the_tempo_is_found_within_a_thousandth_and_the_phase_within_a_millisecond(
    tempo_bpm: float, noise: str
) -> None:
    ticks, period_seconds = Ticks(), 60.0 / tempo_bpm / TICKS_PER_BEAT
    tempo_errors, phase_errors = [], []
    for number, seconds in enumerate(islice(uneven(tempo_bpm, noise), 3000)):
        if seconds is not None:
            ticks.hear(seconds)
        if number > SETTLED and seconds is not None:
            tempo_errors.append(abs(ticks.tempo_bpm / tempo_bpm - 1.0))
            phase_errors.append(abs(ticks.seconds_of(ticks.count) - number * period_seconds))
    # period relative to the noise: a fast clock has short ticks, so the same noise weighs more
    assert max(tempo_errors) < 0.001 * max(1.0, tempo_bpm / 120.0)
    assert sum(tempo_errors) / len(tempo_errors) < 0.0003
    assert max(phase_errors) < 0.0015


def test_lost_ticks_are_counted() -> None:
    ticks = heard(Ticks(), uneven(120.0, "lossy"), 24 * 60 + 1)
    assert ticks.count - 1 == 24 * 60


def test_a_late_tick_is_counted_and_not_believed() -> None:
    ticks = heard(Ticks(), uneven(120.0, "even"), 200)
    before = ticks.tempo_bpm
    ticks.hear(200 / 48.0 + 0.008)
    assert ticks.tempo_bpm == before
    assert ticks.at(200 / 48.0) == pytest.approx(ticks.count)


@pytest.mark.parametrize("tempo_bpm", [60.0, 100.0, 119.0, 125.0, 180.0, 240.0])
def test_another_tempo_is_found_within_two_beats_and_no_tick_is_lost_or_doubled(
    tempo_bpm: float,
) -> None:
    ticks = heard(Ticks(), uneven(120.0, "uniform"), 200)
    change_seconds = 200 / 48.0
    heard(ticks, uneven(tempo_bpm, "uniform", 2, change_seconds), 49)
    assert ticks.count == 200 + 49
    assert ticks.tempo_bpm == pytest.approx(tempo_bpm, rel=0.005)
    last_seconds = change_seconds + 48 * 60.0 / tempo_bpm / 24
    assert ticks.at(last_seconds) == pytest.approx(ticks.count, abs=0.15)


def test_ticks_after_a_silence_begin_a_new_line() -> None:
    ticks = heard(Ticks(), uneven(120.0, "even"), 100)
    assert ticks.alive(2.5)
    assert not ticks.alive(99 / 48.0 + 1.1)
    heard(ticks, uneven(90.0, "even", start_seconds=10.0), 20)
    assert ticks.tempo_bpm == pytest.approx(90.0)
    assert ticks.count == 120


def test_a_dozen_ticks_are_steady() -> None:
    ticks = heard(Ticks(), uneven(120.0, "even"), 11)
    assert not ticks.steady
    ticks.hear(11 / 48.0)
    assert ticks.steady
    assert ticks.tempo_bpm == pytest.approx(120.0)
