"""The grid of snapshots."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import partial
from typing import ClassVar, NamedTuple, cast

from generator.errors import UsageError
from gui.shapes import Box, Polygon, Shape, Text, filled
from gui.theme import ACCENT, DIM, EDGE, FOCUS, GROUND, RAISED, RAISED_HOVER, TEXT, mixed
from gui.widget import Context, Item, Key, Pointer, View, Widget
from gui.widgets.shelf import Shelf

NAMES = tuple(str(number) for number in range(1, 17))
COLUMNS = 4
WAYS = {"Left": -1, "Right": 1, "Up": -COLUMNS, "Down": COLUMNS}


class Look(NamedTuple):
    """Each cell's words, None where nothing is stored; and the cells that stand out."""

    words: tuple[str | None, ...]
    latest: str
    hovered: int | None
    focused: int | None


class Cells(Widget):
    """Sixteen snapshots: a click recalls, with Shift it stores."""

    focusable: ClassVar[bool] = True

    def __init__(self, context: Context, shelf: Shelf) -> None:
        super().__init__(context)
        self._shelf = shelf
        self._cursor = 0
        self._hovered: int | None = None

    def look(self, view: View) -> Look:  # noqa: D102
        shelf = self._shelf
        latest = self.context.hand.snapshot
        return Look(
            tuple(shelf.words.get(name) for name in NAMES),
            latest if shelf.holds(latest) else "",
            self._hovered,
            self._cursor if view.focus is self else None,
        )

    # -- the picture

    def cell(self, index: int) -> Box:
        """Return where a snapshot is, its place counted from 0."""
        gap, box = self.style.px(3), self.box
        width = (box.width - gap * (COLUMNS - 1)) / COLUMNS
        rows = len(NAMES) // COLUMNS
        height = (box.height - gap * (rows - 1)) / rows
        row, column = divmod(index, COLUMNS)
        x0, y0 = box.x + column * (width + gap), box.y + row * (height + gap)
        x, y = round(x0), round(y0)
        return Box(x, y, round(x0 + width) - x, round(y0 + height) - y)

    def draw(self, look: Hashable) -> Sequence[Shape]:  # noqa: D102
        shown = cast(Look, look)
        return [shape for index in range(len(NAMES)) for shape in self._drawn(index, shown)]

    def _drawn(self, index: int, shown: Look) -> list[Shape]:
        """Return one cell, always of as many shapes."""
        box, name, words = self.cell(index), NAMES[index], shown.words[index]
        latest, style = name == shown.latest, self.style
        edge = FOCUS if index == shown.focused else ACCENT if latest else EDGE
        width = style.px(2) if latest or index == shown.focused else style.px(1)
        ground, ink = _colours(words is not None, latest, index == shown.hovered)
        left, corner = box.x + style.px(6), style.px(9) if latest else 0
        room = box.width - style.px(9)
        return [
            filled(box, ground, edge, width),
            Polygon((box.right - corner, box.y, box.right, box.y, box.right, box.y + corner), edge),
            self._number(box, name, ink, words),
            Text(left, box.bottom - style.px(9), style.fit(words or "", style.small, room), ink,
                 style.small, "w"),
        ]  # fmt: skip

    def _number(self, box: Box, name: str, ink: str, words: str | None) -> Text:
        """Return a cell's number: in its middle, or above the words."""
        font = self.style.bold if words is not None else self.style.small
        if words:
            return Text(box.x + self.style.px(6), box.y + self.style.px(10), name, ink, font, "w")
        return Text(*box.middle, name, ink, font, "center")

    # -- what is done to it

    def _at(self, x: float, y: float) -> int | None:
        return next((i for i in range(len(NAMES)) if self.cell(i).contains(x, y)), None)

    def hover(self, pointer: Pointer) -> None:  # noqa: D102
        self._hovered = self._at(pointer.x, pointer.y)

    def leave(self) -> None:  # noqa: D102
        self._hovered = None

    def press(self, pointer: Pointer) -> None:  # noqa: D102
        index = self._at(pointer.x, pointer.y)
        if index is not None:
            self._cursor = index
            self._use(NAMES[index], store=pointer.shift)

    def key(self, key: Key) -> bool:  # noqa: D102
        name, last = NAMES[self._cursor], len(NAMES) - 1
        if key.control or key.alt:
            return False
        if key.name in WAYS:
            self._cursor = min(max(self._cursor + WAYS[key.name], 0), last)
        elif key.name in ("Home", "End"):
            self._cursor = 0 if key.name == "Home" else last
        elif key.name in ("Return", "KP_Enter"):
            self._use(name, store=key.shift)
        elif key.name == "Delete" and self._shelf.holds(name):
            self.context.hand.delete(name)
        else:
            return False
        return True

    def _use(self, name: str, *, store: bool) -> None:
        if store:
            self.context.hand.store(name)
        else:
            self._recall(name)

    def _recall(self, name: str) -> None:
        if not self._shelf.holds(name):
            raise UsageError(f"snapshot {name} is empty: Shift and a click stores it")
        self.context.hand.recall(name, self.context.hand.morph_seconds)

    def _edit(self, name: str) -> None:
        cell = self.cell(NAMES.index(name))
        box = Box(self.box.x, cell.y, self.box.width, cell.height)  # a word needs more than a cell
        words = self._shelf.words.get(name, "")
        self.context.screen.edit(self, box, words, partial(self.context.hand.label, name))

    def menu(self, pointer: Pointer) -> Sequence[Item]:  # noqa: D102
        index = self._at(pointer.x, pointer.y)
        self._cursor = self._cursor if index is None else index
        name = NAMES[self._cursor]
        heading = Item(f"Snapshot {self._shelf.called(name)}")
        store = Item("Store", partial(self.context.hand.store, name))
        if not self._shelf.holds(name):
            return heading, store
        return (
            heading,
            Item("Recall", partial(self._recall, name)),
            store,
            Item("Name…", partial(self._edit, name)),
            Item("Delete", partial(self.context.hand.delete, name)),
        )

    def hint(self, view: View) -> str:  # noqa: D102
        index = self._cursor if self._hovered is None else self._hovered
        name = NAMES[index]
        if not self._shelf.holds(name):
            return f"snapshot {name}, empty · Shift-click stores"
        seconds = self.context.hand.morph_seconds
        return f"snapshot {self._shelf.called(name)} · click recalls in {seconds:g} s"


def _colours(stored: bool, latest: bool, hovered: bool) -> tuple[str, str]:
    """Return the ground of a cell and the colour of what is written on it."""
    if not stored:
        return (RAISED if hovered else GROUND), DIM
    ground = RAISED_HOVER if hovered else RAISED
    return (mixed(ACCENT, ground, 0.25) if latest else ground), TEXT
