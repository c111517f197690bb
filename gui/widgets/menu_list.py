"""The list of a menu: one line is marked, and may be chosen."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Sequence
from math import ceil, floor
from typing import NamedTuple, cast

from gui.shapes import Box, Font, Line, Shape, Text, filled
from gui.theme import ACCENT, DIM, RAISED_HOVER, TEXT
from gui.widget import Context, Item, Key, Pointer, View, Widget
from gui.widgets.sheet import sheet

ROW, MARGIN, TICK, THUMB = 24.0, 12.0, 22.0, 4.0
NARROWEST = 150.0
FRAME = 4.0  # above the first line and below the last
PAGE = 10
TYPING_SECONDS = 1.0  # between the letters of one word
STEPS = {"Down": 1, "Tab": 1, "Up": -1, "ISO_Left_Tab": -1, "Next": PAGE, "Prior": -PAGE}


class MenuLook(NamedTuple):
    """What a list shows: the marked line, and the line at its top."""

    marked: int | None
    first: int


class MenuList(Widget):
    """The lines of a menu, as many as fit; `choose` gets the one that the player takes."""

    def __init__(
        self,
        context: Context,
        items: Sequence[Item],
        choose: Callable[[Item], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(context)
        self.items = items
        self._choose = choose
        self._clock = clock
        self._places = [index for index, item in enumerate(items) if item.act is not None]
        chosen = [index for index in self._places if items[index].chosen]
        self.marked = next(iter(chosen or self._places), None)
        self.first = 0
        self._typed, self._typed_seconds = "", 0.0

    # -- where things are

    def wanted_size(self) -> tuple[float, float]:
        """Return the width and height in which every line can be read."""
        px, width_of = self.style.px, self.style.width_of
        widest = max(width_of(item.text, self._font(item)) for item in self.items)
        width = max(widest + px(2 * MARGIN + TICK) + 2 * px(1), px(NARROWEST))
        return ceil(width), px(ROW) * len(self.items) + 2 * px(FRAME)

    @property
    def rows(self) -> int:
        """How many lines fit."""
        room = self.box.height - 2 * self.style.px(FRAME)
        return min(max(int(room // self.style.px(ROW)), 1), len(self.items))

    def _row(self, index: int) -> Box:
        height = self.style.px(ROW)
        y = self.box.y + self.style.px(FRAME) + height * (index - self.first)
        return Box(self.box.x, y, self.box.width, height).inset(self.style.px(1), 0.0)

    def _at(self, pointer: Pointer) -> int | None:
        """Return the line that may be chosen at a point."""
        top = self.box.y + self.style.px(FRAME)
        row = floor((pointer.y - top) / self.style.px(ROW))
        inside = self.box.contains(pointer.x, pointer.y) and 0 <= row < self.rows
        index = self.first + row
        return index if inside and index in self._places else None

    # -- how it looks

    def look(self, view: View) -> MenuLook:  # noqa: D102
        return MenuLook(self.marked, self.first)

    def draw(self, look: Hashable) -> Sequence[Shape]:  # noqa: D102
        shown = cast(MenuLook, look)
        shapes: list[Shape] = [sheet(self.box, self.style)]
        for index in range(shown.first, shown.first + self.rows):
            shapes += self._line(self.items[index], self._row(index), index == shown.marked)
        return [*shapes, *self._thumb()]

    def _line(self, item: Item, row: Box, marked: bool) -> Sequence[Shape]:
        px, font = self.style.px, self._font(item)
        left = row.x + px(MARGIN) + (px(TICK) if item.act else 0)
        text = self.style.fit(item.text, font, row.right - left - px(MARGIN))
        shapes: list[Shape] = []
        if marked:
            bar = Box(row.x, row.y, px(3), row.height)
            shapes += [filled(row, RAISED_HOVER), filled(bar, ACCENT)]
        if item.chosen:
            shapes.append(tick(Box(row.x + px(MARGIN), row.y, px(12), row.height), px(2)))
        shapes.append(Text(left, row.middle[1], text, TEXT if item.act else DIM, font))
        return shapes

    def _thumb(self) -> Sequence[Shape]:
        """Return what says which part of a long list is shown."""
        count, rows = len(self.items), self.rows
        if rows == count:
            return ()
        track = self.box.inset(self.style.px(2))
        width = self.style.px(THUMB)
        top = track.y + track.height * self.first / count
        thumb = Box(track.right - width, top, width, track.height * rows / count)
        return (filled(thumb, DIM),)

    def _font(self, item: Item) -> Font:
        return self.style.normal if item.act else self.style.small

    # -- the mouse

    def hover(self, pointer: Pointer) -> None:
        """Mark what is under the mouse."""
        index = self._at(pointer)
        if index is not None:
            self.marked = index

    def drag(self, pointer: Pointer) -> None:
        """Mark what is under the mouse."""
        self.hover(pointer)

    def release(self, pointer: Pointer) -> None:
        """Choose what is under the mouse."""
        index = self._at(pointer)
        if index is not None:
            self._choose(self.items[index])

    def wheel(self, pointer: Pointer, steps: float) -> None:
        """Show other lines."""
        self._show_from(self.first - round(steps) * 2)
        self.hover(pointer)

    def _show_from(self, first: int) -> None:
        self.first = min(max(first, 0), len(self.items) - self.rows)

    # -- the keys

    def key(self, key: Key) -> bool:
        """Move the mark, to a line that begins with what is typed as well; choose with Return."""
        name = key.name.removeprefix("KP_")
        if name in STEPS:
            self._step(STEPS[name])
        elif name in ("Home", "End"):
            self._step(-len(self.items) if name == "Home" else len(self.items))
        elif name in ("Return", "Enter", "space"):
            if self.marked is not None:
                self._choose(self.items[self.marked])
        elif key.text.isprintable() and key.text and not key.control:
            self._seek(key.text.lower())
        else:
            return False
        return True

    def _step(self, step: int) -> None:
        """Mark the line so many further on; single steps go round."""
        if self.marked is None:
            return
        place, last = self._places.index(self.marked) + step, len(self._places) - 1
        place = place % (last + 1) if abs(step) == 1 else min(max(place, 0), last)
        self._mark(self._places[place])

    def _seek(self, letter: str) -> None:
        """Mark the next line that begins with the letters typed in a row."""
        now = self._clock()
        goes_on = now - self._typed_seconds < TYPING_SECONDS
        self._typed, self._typed_seconds = (self._typed if goes_on else "") + letter, now
        if not self._seek_word(self._typed, from_here=len(self._typed) > 1):
            self._typed = letter
            self._seek_word(letter, from_here=False)

    def _seek_word(self, word: str, *, from_here: bool) -> bool:
        start = -1 if self.marked is None else self._places.index(self.marked) + (not from_here)
        for index in self._places[start:] + self._places[:start]:
            if self.items[index].text.lower().startswith(word):
                self._mark(index)
                return True
        return False

    def _mark(self, index: int) -> None:
        """Mark a line, and let it be seen with the heading over it."""
        self.marked = index
        top = 0 if index == self._places[0] else index
        if top < self.first:
            self._show_from(top)
        elif index >= self.first + self.rows:
            self._show_from(index - self.rows + 1)

    def show_marked(self) -> None:
        """Let the marked line be seen."""
        if self.marked is not None:
            self._mark(self.marked)


def tick(box: Box, width: float) -> Line:
    """Return a tick in the middle of a box."""
    x, y = box.middle
    size = box.width / 2.0
    points = (x - size, y, x - size * 0.3, y + size * 0.7, x + size, y - size * 0.7)
    return Line(points, ACCENT, width)
