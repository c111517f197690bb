"""Heights of notes: ranges that follow what is played, lanes of drums, names that keep apart."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.lanes import (
    HIGHEST,
    LEAST_RANGE,
    LEAST_ZOOM,
    LOWEST,
    PATIENCE,
    Reach,
    Span,
    laid_out,
    pitch_name,
    spread,
)
from gui.shapes import Box

BOX = Box(10.0, 20.0, 500.0, 300.0)
pitches = st.floats(0.0, 127.0)


@pytest.mark.parametrize(
    ("pitch", "name"),
    [
        (60.0, "C4"),
        (61.14, "C#4 +14 ct"),
        (59.5, "C4 -50 ct"),
        (0.0, "C-1"),
        (58.99999, "B3"),
        (69.004, "A4"),
    ],
)
def test_pitches_are_named_with_the_cents_that_they_miss(pitch: float, name: str) -> None:
    assert pitch_name(pitch) == name


@given(st.lists(pitches, min_size=1))
def test_a_span_has_room_for_all_and_is_not_too_narrow(used: list[float]) -> None:
    span = Span().around(used)
    assert span.low < min(used) <= max(used) < span.high
    assert span.high - span.low >= LEAST_RANGE


@given(pitches, st.floats(0.1, 10.0), st.floats(-200.0, 200.0))
def test_zooming_and_moving_stay_among_the_pitches(pitch: float, factor: float, way: float) -> None:
    span = Span().zoomed(factor, pitch).moved(way)
    assert span.low >= LOWEST - 1e-6
    assert span.high <= HIGHEST + 1e-6
    assert span.high - span.low >= LEAST_ZOOM - 1e-6


def test_zooming_keeps_the_pitch_under_the_mouse_where_it_is() -> None:
    span = Span(48.0, 84.0).zoomed(0.5, 57.0)
    assert (57.0 - span.low) / (span.high - span.low) == pytest.approx(0.25)


def test_a_note_out_of_range_makes_room_smoothly() -> None:
    reach = Reach()
    before = reach.shown
    reach.need(100.0)
    seen = [before.high]
    for _ in range(30):
        reach.ease()
        seen.append(reach.shown.high)
    assert reach.shown.high > 100.0
    assert all(b >= a for a, b in pairwise(seen))
    assert max(b - a for a, b in pairwise(seen)) < 0.5 * (seen[-1] - seen[0])
    assert reach.shown.low == before.low


def test_a_note_within_the_range_changes_nothing() -> None:
    reach = Reach()
    before = reach.shown
    reach.need(60.0)
    reach.ease()
    assert reach.shown is before


def test_the_range_shrinks_only_after_some_time() -> None:
    reach = Reach()
    reach.need(110.0)
    reach.ease(at_once=True)
    wide = reach.shown
    for _ in range(PATIENCE):
        reach.settle([60.0, 70.0])
    reach.ease(at_once=True)
    assert reach.shown == wide
    reach.settle([60.0, 70.0])
    reach.ease(at_once=True)
    assert reach.shown.high < wide.high


def test_a_range_set_by_hand_stays() -> None:
    reach = Reach()
    reach.hold(Span(40.0, 50.0))
    reach.need(100.0)
    reach.ease()
    assert reach.shown == Span(40.0, 50.0)
    reach.let_go()
    reach.ease(at_once=True)
    assert reach.shown.high > 100.0


def test_pitches_lie_above_and_drums_in_lanes_of_their_own_below() -> None:
    lanes = laid_out(BOX, Span(48.0, 72.0), ("kick", "hat"), 1.0)
    assert lanes.y("lead", 72.0) == BOX.y
    assert lanes.y("lead", 48.0) == pytest.approx(BOX.bottom - 28.0)
    assert lanes.y("lead", 80.0) is None
    assert lanes.y("kick", 80.0) == pytest.approx(BOX.bottom - 21.0)
    assert lanes.y("hat", 36.0) == pytest.approx(BOX.bottom - 7.0)
    assert lanes.pitch_at(lanes.y("lead", 60.0) or 0.0) == pytest.approx(60.0)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_sixteen_drums_leave_room_for_pitches(scale: float) -> None:
    lanes = laid_out(BOX, Span(), tuple(f"drum {index}" for index in range(16)), scale)
    assert lanes.pitched.height >= 0.59 * BOX.height
    assert lanes.thickness >= 3.0 * scale


@given(st.lists(st.floats(0.0, 300.0), max_size=16))
def test_names_keep_apart_and_stay_between_the_edges(wanted: list[float]) -> None:
    placed = spread(wanted, 14.0, 0.0, 300.0)
    heights = sorted(placed)
    assert all(b - a >= 14.0 - 1e-6 for a, b in pairwise(heights))
    assert all(-1e-6 <= height <= 300.0 + 1e-6 for height in placed)


def test_names_that_have_room_stay_where_they_belong() -> None:
    assert spread([50.0, 10.0, 250.0], 14.0, 0.0, 300.0) == [50.0, 10.0, 250.0]
