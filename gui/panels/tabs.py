"""The strip of tabs over the pages."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import ClassVar, NamedTuple, cast

from gui.shapes import Box, Line, Rectangle, Shape, Text
from gui.theme import ACCENT, DIM, EDGE, GROUND, PANEL, RAISED, TEXT
from gui.widget import Context, Key, Panel, Pointer, View, Widget
from gui.widgets.control import ring

ROOM, LEAST_ROOM = 12.0, 3.0  # on each side of a title
GAP = 3.0
LOWER = 4.0  # how much lower the tabs behind are
STEPS = {"Left": -1, "Right": 1}


class Look(NamedTuple):
    """Which tab is in front, which the mouse is on, and whether the focus is here."""

    present: int
    hovered: int
    focused: bool


class Strip(Widget):
    """The tabs. The one in front is higher, open below, bold and under a bar of colour."""

    focusable: ClassVar[bool] = True

    def __init__(self, context: Context, tabs: Tabs) -> None:
        super().__init__(context)
        self._tabs = tabs
        self._hovered = -1

    def boxes(self) -> list[Box]:
        """Return where the tabs are; where they are too many for the strip, narrower."""
        style, titles = self.style, self._tabs.titles
        widths = [style.width_of(title, style.bold) for title in titles]
        gap, count = style.px(GAP), max(len(titles), 1)
        spare = (self.box.width - sum(widths) - gap * (count - 1)) / (2.0 * count)
        room = min(max(spare, style.px(LEAST_ROOM)), style.px(ROOM))
        wanted = [width + 2.0 * room for width in widths]
        narrowed = min(1.0, (self.box.width - gap * (count - 1)) / max(sum(wanted), 1.0))
        boxes, x = [], self.box.x
        for width in wanted:
            boxes.append(Box(round(x), self.box.y, round(width * narrowed), self.box.height))
            x += width * narrowed + gap
        return boxes

    def tab_at(self, x: float, y: float) -> int:
        """Return the tab at a point; -1 for none."""
        return next((i for i, box in enumerate(self.boxes()) if box.contains(x, y)), -1)

    def look(self, view: View) -> Hashable:
        """Return which tab is where."""
        hovered = self._hovered if view.hovered is self else -1
        return Look(self._tabs.present, hovered, view.focus is self)

    def draw(self, look: Hashable) -> Sequence[Shape]:
        """Draw the tabs."""
        shown, foot = cast(Look, look), self.box.bottom - 1.0
        shapes: list[Shape] = [Line((self.box.x, foot, self.box.right, foot), EDGE)]
        for index, (box, title) in enumerate(zip(self.boxes(), self._tabs.titles, strict=True)):
            shapes += self._tab(box, title, index == shown.present, index == shown.hovered)
            if index == shown.present and shown.focused:
                shapes.append(ring(box.inset(1.0), self.style.px(2)))
        return shapes

    def _tab(self, box: Box, title: str, present: bool, hovered: bool) -> Sequence[Shape]:
        style = self.style
        top = box.y if present else box.y + style.px(LOWER)
        font = style.bold if present else style.normal
        colour = TEXT if present or hovered else DIM
        fill = PANEL if present else (RAISED if hovered else GROUND)
        text = style.fit(title, font, box.width - 2.0)
        foot = box.bottom if present else box.bottom - 1.0
        return [
            Rectangle(box.x, top, box.right, foot, fill),
            Line((box.x, foot, box.x, top, box.right, top, box.right, foot), EDGE),
            Rectangle(box.x, top, box.right, top + style.px(3), ACCENT if present else ""),
            Text(box.middle[0], (top + box.bottom) / 2.0, text, colour, font, "center"),
        ]

    def hint(self, view: View) -> str:
        """Say what the keys do."""
        return "click a tab, or move with ← and →; F2 turns to the next page from anywhere"

    def hover(self, pointer: Pointer) -> None:
        """Take note of the tab under the mouse."""
        self._hovered = self.tab_at(pointer.x, pointer.y)

    def leave(self) -> None:
        """Take note that there is none."""
        self._hovered = -1

    def press(self, pointer: Pointer) -> None:
        """Bring a tab to the front."""
        self._tabs.go_to(self.tab_at(pointer.x, pointer.y))

    def wheel(self, pointer: Pointer, steps: float) -> None:
        """Turn to the neighbour."""
        self._tabs.turn(-1 if steps > 0.0 else 1)

    def key(self, key: Key) -> bool:
        """Move along the strip."""
        last = len(self._tabs.titles) - 1
        if key.name in STEPS:
            self._tabs.turn(STEPS[key.name])
        elif key.name in ("Home", "End"):
            self._tabs.go_to(0 if key.name == "Home" else last)
        else:
            return False
        return True


class Tabs(Panel):
    """Which page is shown. present: its index; on_change: called with it when it changes."""

    name: ClassVar[str] = "tabs"

    def __init__(self, context: Context, titles: Sequence[str]) -> None:
        super().__init__(context)
        self.titles = tuple(titles)
        self.present = 0
        self.on_change: Callable[[int], None] = lambda index: None
        self.strip = Strip(context, self)
        self.widgets = [self.strip]

    def go_to(self, index: int) -> None:
        """Show a page; nothing happens for one that there is not."""
        if 0 <= index < len(self.titles) and index != self.present:
            self.present = index
            self.on_change(index)

    def turn(self, steps: int) -> None:
        """Show a page so many further on, round and round."""
        self.go_to((self.present + steps) % max(len(self.titles), 1))

    def arrange(self, box: Box) -> None:
        """Let the strip fill the panel."""
        px = self.style.px
        self.strip.box = Box(box.x + px(6), box.y, box.width - 2 * px(6), box.height)
