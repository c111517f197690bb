"""Scrolling: the ground of what has more rows than fit, and the bar that shows where it is."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple, cast

from gui.shapes import Box, Shape, filled
from gui.theme import DIM, RAISED, TEXT
from gui.widget import Context, Pointer, View, Widget

BAR, LEAST_THUMB = 10.0, 18.0
NOTCH_ROWS = 1


class Window(NamedTuple):
    """Which rows are shown: the first one, how many, and of how many."""

    first: int = 0
    shown: int = 1
    rows: int = 1

    @property
    def last_first(self) -> int:
        """The first row where the last one is shown."""
        return max(self.rows - self.shown, 0)


class Scroll(Widget):
    """Lies below the widgets that it scrolls, and has its bar at the right end.

    The wheel moves by a row, a drag of the ground takes the rows along, one of the bar its thumb;
    a press on the bar beside the thumb turns a page. moved: told of another first row.
    """

    def __init__(self, context: Context, moved: Callable[[int], None]) -> None:
        super().__init__(context)
        self.window = Window()
        self.row_height = 1.0
        self._moved = moved
        self._from_y = 0.0
        self._from_row = 0.0
        self._on_bar = False

    @property
    def bar(self) -> Box:
        """Where the bar is."""
        width = self.style.px(BAR)
        return Box(self.box.right - width, self.box.y, width, self.box.height)

    @property
    def thumb(self) -> Box:
        """Where the bar's thumb is: as large beside the bar as what is shown beside all rows."""
        window, bar = self.window, self.bar
        height = max(bar.height * window.shown / window.rows, self.style.px(LEAST_THUMB))
        share = window.first / window.last_first if window.last_first else 0.0
        return Box(bar.x, round(bar.y + share * (bar.height - height)), bar.width, height)

    def look(self, view: View) -> tuple[Window, bool]:  # noqa: D102
        return self.window, view.hovered is self or view.held is self

    def draw(self, look: Hashable) -> Sequence[Shape]:  # noqa: D102
        window, pointed = cast("tuple[Window, bool]", look)
        if not window.last_first:
            return ()
        return filled(self.bar, RAISED), filled(
            self.thumb.inset(2.0, 0.0), TEXT if pointed else DIM
        )

    def hint(self, view: View) -> str:  # noqa: D102
        first, shown, rows = self.window
        if not self.window.last_first:
            return ""
        return f"rows {first + 1} to {first + shown} of {rows}: the wheel or a drag scrolls"

    def to(self, row: float) -> None:
        """Let a row be the first that is shown, or the one nearest to it that can be."""
        first = min(max(round(row), 0), self.window.last_first)
        if first != self.window.first:
            self._moved(first)

    def wheel(self, pointer: Pointer, steps: float) -> None:
        """Move by rows: upwards is towards the first."""
        self.to(self.window.first - (1 if steps > 0 else -1) * NOTCH_ROWS)

    def press(self, pointer: Pointer) -> None:
        """Take hold of the ground or the thumb, or turn a page."""
        thumb = self.thumb
        self._on_bar = self.window.last_first > 0 and self.bar.contains(pointer.x, pointer.y)
        if self._on_bar and not thumb.y <= pointer.y < thumb.bottom:
            page = self.window.shown if pointer.y > thumb.y else -self.window.shown
            self.to(self.window.first + page)
        self._from_y, self._from_row = pointer.y, float(self.window.first)

    def drag(self, pointer: Pointer) -> None:
        """Take the rows, or the thumb, along."""
        way = pointer.y - self._from_y
        if self._on_bar:
            room = max(self.bar.height - self.thumb.height, 1.0)
            self.to(self._from_row + way / room * self.window.last_first)
        else:
            self.to(self._from_row - way / self.row_height)
