from __future__ import annotations

from pathlib import Path

import pytest

from gui.shapes import Box
from gui.widget import Context, Pointer
from gui.widgets.scroll import Scroll, Window
from tests.gui.context import context_of, picture, view_of


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return context_of(tmp_path)


class Scrolled:
    """Two of ten rows, of 50 pixels each."""

    def __init__(self, context: Context, rows: int = 10) -> None:
        self.scroll = Scroll(context, self.move)
        self.scroll.box = Box(0.0, 0.0, 300.0, 100.0)
        self.scroll.row_height = 50.0
        self.scroll.window = Window(0, 2, rows)

    def move(self, row: int) -> None:
        self.scroll.window = self.scroll.window._replace(first=row)

    @property
    def first(self) -> int:
        return self.scroll.window.first


def test_the_wheel_moves_by_rows_and_stops_at_the_ends(context: Context) -> None:
    scrolled = Scrolled(context)
    for steps, first in ((1.0, 0), (-1.0, 1), (-1.0, 2), (1.0, 1)):
        scrolled.scroll.wheel(Pointer(10, 10), steps)
        assert scrolled.first == first
    for _ in range(20):
        scrolled.scroll.wheel(Pointer(10, 10), -1.0)
    assert scrolled.first == 8


def test_a_drag_takes_the_rows_along(context: Context) -> None:
    scrolled = Scrolled(context)
    scrolled.scroll.press(Pointer(10, 90))
    for y, first in ((60, 1), (-10, 2), (-60, 3), (90, 0)):
        scrolled.scroll.drag(Pointer(10, y))
        assert scrolled.first == first


def test_a_drag_of_the_thumb_goes_through_all_rows(context: Context) -> None:
    scrolled = Scrolled(context)
    bar, thumb = scrolled.scroll.bar, scrolled.scroll.thumb
    scrolled.scroll.press(Pointer(bar.x + 1, thumb.y + 1))
    scrolled.scroll.drag(Pointer(bar.x + 1, thumb.y + 1 + (bar.height - thumb.height) / 2.0))
    assert scrolled.first == 4
    scrolled.scroll.drag(Pointer(bar.x + 1, 500))
    assert scrolled.first == 8
    assert scrolled.scroll.thumb.bottom == pytest.approx(bar.bottom)


def test_a_press_beside_the_thumb_turns_a_page(context: Context) -> None:
    scrolled = Scrolled(context)
    scrolled.scroll.press(Pointer(scrolled.scroll.bar.x + 1, 99))
    assert scrolled.first == 2
    scrolled.scroll.press(Pointer(scrolled.scroll.bar.x + 1, 0))
    assert scrolled.first == 0


def test_where_all_fits_there_is_no_bar_and_nothing_moves(context: Context) -> None:
    scrolled = Scrolled(context, rows=2)
    view = view_of(context)
    assert picture(scrolled.scroll, view) == ()
    assert scrolled.scroll.hint(view) == ""
    scrolled.scroll.wheel(Pointer(10, 10), -1.0)
    scrolled.scroll.press(Pointer(299, 99))
    scrolled.scroll.drag(Pointer(299, -500))
    assert scrolled.first == 0


def test_the_bar_shows_where_it_is(context: Context) -> None:
    scrolled = Scrolled(context)
    view = view_of(context)
    before = picture(scrolled.scroll, view)
    assert len(before) == 2
    assert scrolled.scroll.hint(view).startswith("rows 1 to 2 of 10")
    scrolled.scroll.to(5)
    assert picture(scrolled.scroll, view) != before
    view.hovered = scrolled.scroll
    assert picture(scrolled.scroll, view) != before
