"""The histogram of margins."""

from __future__ import annotations

from pathlib import Path

import pytest

from gui.frame import Audio
from gui.shapes import Box, Line, Rectangle
from gui.theme import ACCENT, BAD
from gui.widget import Context, View
from gui.widgets.histogram import COUNTS, SAFE_MS, Histogram
from tests.gui.apart import spilt
from tests.gui.context import Pointer, context_of, picture, texts, view_of

BOX = Box(6.0, 4.0, 420.0, 190.0)


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return context_of(tmp_path)


@pytest.fixture
def histogram(context: Context) -> Histogram:
    histogram = Histogram(context)
    histogram.box = BOX
    return histogram


def view_with(context: Context, counts: dict[int, int], ahead_ms: float = 12.0) -> View:
    margins = [counts.get(index, 0) for index in range(COUNTS)]
    return view_of(context, margins=margins, audio=Audio("null", look_ahead_ms=ahead_ms))


def bars(histogram: Histogram, view: View) -> dict[str, list[Rectangle]]:
    shapes = [shape for shape in picture(histogram, view) if isinstance(shape, Rectangle)]
    return {fill: [s for s in shapes if s.fill == fill] for fill in (ACCENT, BAD)}


def test_a_bar_grows_with_the_logarithm_of_its_count(
    context: Context, histogram: Histogram
) -> None:
    view = view_with(context, {10: 1, 11: 10, 12: 100, 13: 1000})
    heights = [bar.y1 - bar.y0 for bar in bars(histogram, view)[ACCENT]]
    unit = histogram.plot.height / 4
    assert heights == pytest.approx([unit, 2 * unit, 3 * unit, 4 * unit], abs=1)


def test_a_single_late_note_among_millions_is_seen_without_colour(
    context: Context, histogram: Histogram
) -> None:
    view = view_with(context, {2: 1, 12: 3_000_000})
    (late,) = bars(histogram, view)[BAD]
    assert late.y1 - late.y0 >= 10
    right = histogram.plot.x + SAFE_MS * histogram.plot.width / COUNTS
    assert late.x1 <= right
    shapes = picture(histogram, view)
    hatching = [s for s in shapes if isinstance(s, Line) and s.points[1] != s.points[3]]
    assert len([s for s in hatching if s.points[0] != s.points[2]]) > 5
    assert "late" in texts(shapes)


def test_before_the_first_note_there_are_scales_and_no_bars(
    context: Context, histogram: Histogram
) -> None:
    for view in (view_with(context, {}), view_of(context)):
        assert bars(histogram, view) == {ACCENT: [], BAD: []}
        assert {"0", "1", "10", "60 ms"} <= set(texts(picture(histogram, view)))


def test_the_look_ahead_is_marked_where_it_lies(context: Context, histogram: Histogram) -> None:
    view = view_with(context, {}, 20.0)
    assert "look-ahead 20.0 ms" in texts(picture(histogram, view))
    x = round(histogram.plot.x + 20.0 * histogram.plot.width / COUNTS)
    assert any(isinstance(s, Line) and s.points[0] == x for s in picture(histogram, view))


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("ahead_ms", [0.0, 12.0, 63.0, 1000.0])
@pytest.mark.parametrize("most", [0, 9, 12_345, 900_000_000])
def test_all_of_it_stays_in_its_box(
    tmp_path: Path, scale: float, ahead_ms: float, most: int
) -> None:
    context = context_of(tmp_path, scale=scale)
    histogram = Histogram(context)
    histogram.box = Box(6.0, 4.0, 400.0 * scale, 190.0 * scale)
    counts = {0: most, 12: most, COUNTS - 1: most}
    spills = spilt(histogram, view_with(context, counts, ahead_ms), slack=3.0 * scale)
    assert not [shape for shape in spills if not isinstance(shape, Line)]


def test_the_same_counts_look_the_same(context: Context, histogram: Histogram) -> None:
    one, other = (view_with(context, {12: 2_000_000 + n}) for n in range(2))
    assert histogram.look(one) == histogram.look(other)


def test_a_bar_under_the_mouse_is_told(context: Context, histogram: Histogram) -> None:
    view = view_with(context, {12: 1234, COUNTS - 1: 5})
    plot = histogram.plot
    wide = plot.width / COUNTS
    histogram.hover(Pointer(plot.x + 12.5 * wide, 50.0))
    assert histogram.hint(view) == "1,234 notes were committed 12 to 13 ms ahead"
    histogram.hover(Pointer(plot.right - 1.0, 50.0))
    assert histogram.hint(view) == "5 notes were committed 63 ms and more ahead"
    histogram.hover(Pointer(0.0, 50.0))
    assert "how far ahead" in histogram.hint(view)
