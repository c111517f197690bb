"""A table of keys and what they do, in as many columns as it needs."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from math import ceil
from typing import NamedTuple

from gui.shapes import Box, Shape, Text
from gui.theme import ACCENT, DIM, TEXT, Style
from gui.widget import Context, Pointer, Widget
from gui.widgets.sheet import sheet

Rows = Sequence[tuple[str, str]]

ROW, HEADING, MARGIN, GAP = 22.0, 34.0, 18.0, 16.0
SHRINKS = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)  # tried one after another, until the table fits


class Plan(NamedTuple):
    """How a table is laid out: in which sizes, and how wide and high it is."""

    style: Style
    columns: int
    keys_width: float
    column_width: float
    width: float
    height: float


class KeyTable(Widget):
    """Shows what keys do; a click closes it."""

    def __init__(self, context: Context, title: str, rows: Rows, close: Callable[[], None]) -> None:
        super().__init__(context)
        self._title = title
        self._rows = rows
        self._close = close

    def plan(self, room: Box) -> Plan:
        """Return the layout in the largest letters with which it fits a room."""
        style = self.style
        for shrink in SHRINKS:
            style = Style(self.style.scale * shrink, self.style.width_of)
            for columns in (1, 2, 3):
                plan = self._plan(style, columns)
                if plan.height <= room.height and plan.width <= room.width:
                    return plan
        return self._plan(style, 2)

    def _plan(self, style: Style, columns: int) -> Plan:
        px = style.px
        keys_width = max(style.width_of(keys, style.number) for keys, _ in self._rows) + px(GAP)
        says_width = max(style.width_of(what, style.normal) for _, what in self._rows)
        column_width = ceil(keys_width + says_width)
        lines = ceil(len(self._rows) / columns)
        width = columns * column_width + (columns - 1) * 2 * px(GAP) + 2 * px(MARGIN)
        height = px(HEADING) + lines * px(ROW) + px(MARGIN)
        return Plan(style, columns, keys_width, column_width, width, height)

    def draw(self, look: Hashable) -> Sequence[Shape]:  # noqa: D102
        plan = self.plan(self.box)
        style, px, box = plan.style, plan.style.px, self.box
        lines = ceil(len(self._rows) / plan.columns)
        top, left = box.y + px(HEADING), box.x + px(MARGIN)
        middle = box.y + px(HEADING) / 2.0
        shapes: list[Shape] = [
            sheet(box, style),
            Text(left, middle, self._title, TEXT, style.bold),
            Text(box.right - px(MARGIN), middle, "any key closes", DIM, style.small, "e"),
        ]
        for index, (keys, what) in enumerate(self._rows):
            column, line = divmod(index, lines)
            x = left + column * (plan.column_width + 2 * px(GAP))
            y = top + px(ROW) * (line + 0.5)
            shapes.append(Text(x, y, keys, ACCENT, style.number))
            shapes.append(Text(x + plan.keys_width, y, what, TEXT, style.normal))
        return shapes

    def release(self, pointer: Pointer) -> None:
        """Close it."""
        self._close()
