"""Bars: what becomes of notes between coming and leaving, and how few are shown of very many."""

from __future__ import annotations

import random
from typing import Any

import pytest

from gui.notes import COMING, MOST_BARS, MOST_NOTES, PAST, SOUNDING, Bars, Notes, Placed
from tests.gui.heard import note

PIXEL = 0.02


def placed(start: float, length: float = 0.5, pitch: float = 60.0, **differing: Any) -> Placed:
    return Placed(note(start, length, pitch, **differing), start, start + length)


def states(bars: Bars) -> list[int]:
    return [bar.state for bar in bars.shown.values()]


def test_a_note_comes_sounds_passes_and_leaves() -> None:
    bars = Bars(PIXEL)
    bars.add(placed(1.0))
    bars.advance(0.9, 0.0)
    assert states(bars) == [COMING]
    assert not any(bars.sounding.values())
    bars.advance(1.1, 0.0)
    assert states(bars) == [SOUNDING]
    assert bars.sounding == {"lead": 1}
    bars.advance(1.6, 0.0)
    assert states(bars) == [PAST]
    assert bars.sounding == {"lead": 0}
    bars.changed.clear()
    bars.advance(3.0, 1.51)
    assert not bars.shown
    assert bars.gone == [1]
    assert not bars.changed


def test_only_what_changes_is_told() -> None:
    bars = Bars(PIXEL)
    for index in range(10):
        bars.add(placed(1.0 + index, 5.0, 50.0 + index))
    bars.changed.clear()
    bars.advance(3.5, 0.0)
    assert len(bars.changed) == 3
    bars.changed.clear()
    bars.advance(3.6, 0.0)
    assert not bars.changed


def test_notes_on_one_pixel_of_a_lane_are_one_bar_the_loudest_of_them() -> None:
    bars = Bars(PIXEL)
    bars.add(placed(1.0, 0.2, amplitude=0.2))
    bars.add(placed(1.01, 0.4, amplitude=0.6))
    bars.add(placed(1.015, 0.1, amplitude=0.1))
    (bar,) = bars.shown.values()
    assert bar.count == 3
    assert bar.end == pytest.approx(1.41)
    assert bar.note.heard.event.amplitude == 0.6


@pytest.mark.parametrize("other", [{"pitch": 61.0}, {"part": "bass line"}, {"start": 1.03}])
def test_another_pitch_part_or_pixel_is_another_bar(other: dict[str, Any]) -> None:
    bars = Bars(PIXEL)
    bars.add(placed(1.0))
    bars.add(placed(**{"start": 1.0, **other}))
    assert len(bars.shown) == 2


def test_a_bar_that_another_note_joins_sounds_on() -> None:
    bars = Bars(PIXEL)
    bars.add(placed(1.0, 0.005))
    bars.advance(1.006, 0.0)
    assert states(bars) == [PAST]
    bars.add(placed(1.01, 0.5))
    bars.advance(1.1, 0.0)
    assert states(bars) == [SOUNDING]
    assert bars.sounding == {"lead": 1}
    bars.advance(1.6, 0.0)
    assert states(bars) == [PAST]
    assert bars.sounding == {"lead": 0}
    bars.advance(9.0, 8.0)
    assert not bars.shown


def test_a_long_note_does_not_keep_those_that_ended_before_it() -> None:
    bars = Bars(PIXEL)
    bars.add(placed(0.0, 100.0, 40.0))
    bars.add(placed(1.0, 0.5))
    bars.advance(20.0, 10.0)
    assert [bar.note.heard.event.pitch for bar in bars.shown.values()] == [40.0]


@pytest.mark.parametrize("rate", [200, 2_000])
def test_a_flood_of_notes_is_thinned(rate: int) -> None:
    dice = random.Random(1)
    bars, most = Bars(PIXEL), 0
    for frame in range(600):
        now = frame / 30.0
        for _ in range(rate // 30):
            start = now + dice.random() / 30.0
            bars.add(placed(start, 0.1, dice.randrange(36, 96)))
        bars.advance(now, now - 16.0)
        most = max(most, len(bars.shown))
    assert MOST_BARS / 2 < most < 1.5 * MOST_BARS
    assert sum(bar.count for bar in bars.shown.values()) > 12 * rate, "all of them are counted"


def test_nothing_of_a_bar_is_kept_when_it_has_left() -> None:
    bars = Bars(PIXEL)
    for index in range(500):
        bars.add(placed(0.1 * index, 0.05, 40.0 + index % 50))
        bars.advance(0.1 * index, 0.1 * index - 2.0)
        bars.changed.clear()
        bars.gone.clear()
    bars.advance(100.0, 99.0)
    kept = bars.shown, bars._latest, bars._coming, bars._ending, bars._past
    assert not any(kept)


def test_notes_are_kept_for_another_scale_up_to_a_bound() -> None:
    notes = Notes()
    for index in range(MOST_NOTES + 100):
        notes.add(placed(0.01 * index, 0.005, 40.0 + index % 40))
    finer = notes.bars(0.001, 120.0, 110.0)
    assert len(finer.shown) > MOST_BARS / 2
    assert all(bar.end >= 110.0 for bar in finer.shown.values())
    assert all((bar.state == PAST) == (bar.end <= 120.0) for bar in finer.shown.values())
    notes.forget(1000.0)
    assert not notes.bars(0.001, 120.0, 0.0).shown
