"""What lies over the window for a while: a menu, a question, the sheet of keys."""

from __future__ import annotations

import time
from abc import abstractmethod
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import ClassVar

from gui.shapes import Box, Shape
from gui.theme import TEXT
from gui.widget import Context, Item, Key, Panel, Widget
from gui.widgets.button import Button
from gui.widgets.key_table import KeyTable, Rows
from gui.widgets.menu_list import MenuList
from gui.widgets.paragraph import Paragraph
from gui.widgets.sheet import sheet

MARGIN, GAP = 18, 10
QUESTION_WIDTH = 420
ANSWER_HEIGHT, ANSWER_PADDING, NARROWEST_ANSWER = 30, 18, 96
STEPS = {"Right": 1, "Down": 1, "Tab": 1, "Left": -1, "Up": -1, "ISO_Left_Tab": -1}
TAKES = ("Return", "KP_Enter")
HELD_KEYS = ("Shift", "Control", "Alt", "Meta", "Super", "Hyper", "Caps", "Num", "ISO")

Answers = Mapping[str, Callable[[], None]]


class Overlay(Panel):
    """One of them. All keys go to it while it is there; `close` puts it away."""

    name: ClassVar[str] = "overlay"

    def __init__(self, context: Context, close: Callable[[], None]) -> None:
        super().__init__(context)
        self._close = close

    @abstractmethod
    def size(self, room: Box) -> tuple[float, float]:
        """Return the width and height that it takes of a room, in pixels."""

    @abstractmethod
    def key(self, key: Key) -> None:
        """Take a key."""


class MenuOverlay(Overlay):
    """A menu. What is chosen is done once the menu is gone, for it may open another."""

    def __init__(
        self,
        context: Context,
        items: Sequence[Item],
        close: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(context, close)
        self.list = MenuList(context, items, self._choose, clock)
        self.widgets = [self.list]

    def size(self, room: Box) -> tuple[float, float]:  # noqa: D102
        width, height = self.list.wanted_size()
        return min(width, room.width), min(height, room.height)

    def arrange(self, box: Box) -> None:  # noqa: D102
        self.list.box = box
        self.list.show_marked()

    def key(self, key: Key) -> None:  # noqa: D102
        if key.name == "Escape":
            self._close()
        else:
            self.list.key(key)

    def _choose(self, item: Item) -> None:
        self._close()
        if item.act is not None:
            item.act()


class Ground(Widget):
    """What lies under a question."""

    def draw(self, look: Hashable) -> Sequence[Shape]:  # noqa: D102
        return [sheet(self.box, self.style)]


class Question(Overlay):
    """A text and its answers: Return gives the one that is lit, first the first; Esc the last."""

    def __init__(
        self, context: Context, text: str, answers: Answers, close: Callable[[], None]
    ) -> None:
        super().__init__(context, close)
        self._answers = answers
        self._lit = 0
        self._text = Paragraph(context, text, colour=TEXT, font=context.style.normal)
        self._buttons = [self._button(index, answer) for index, answer in enumerate(answers)]
        self._ground = Ground(context)
        self.widgets = [self._ground, self._text, *self._buttons]

    def _button(self, index: int, answer: str) -> Button:
        return Button(
            self.context,
            answer,
            lambda: self._give(answer),
            on=lambda view: self._lit == index,
            alive=lambda view: True,
        )

    def size(self, room: Box) -> tuple[float, float]:  # noqa: D102
        px = self.style.px
        answers = sum(self._widths()) + px(GAP) * (len(self._buttons) - 1)
        inner = min(max(px(QUESTION_WIDTH), answers), room.width - 2 * px(MARGIN))
        height = self._text.wanted_height(inner) + px(GAP) + px(ANSWER_HEIGHT)
        return inner + 2 * px(MARGIN), min(height + 3 * px(MARGIN), room.height)

    def _widths(self) -> list[float]:
        """Return how wide the answers are."""
        px, bold = self.style.px, self.style.bold
        texts = (self.style.width_of(answer, bold) for answer in self._answers)
        return [max(px(NARROWEST_ANSWER), text + 2 * px(ANSWER_PADDING)) for text in texts]

    def arrange(self, box: Box) -> None:  # noqa: D102
        px, inner = self.style.px, box.inset(self.style.px(MARGIN))
        self._ground.box = box
        self._text.box, _ = inner.cut_top(inner.height - px(ANSWER_HEIGHT) - px(GAP))
        x, y = inner.right, inner.bottom - px(ANSWER_HEIGHT)
        widths = self._widths()
        shrink = min(1.0, (inner.width - px(GAP) * (len(widths) - 1)) / sum(widths))
        for button, width in zip(reversed(self._buttons), reversed(widths), strict=True):
            x -= width * shrink
            button.box = Box(x, y, width * shrink, px(ANSWER_HEIGHT))
            x -= px(GAP)

    def key(self, key: Key) -> None:  # noqa: D102
        answers = list(self._answers)
        if key.name in TAKES:
            self._give(answers[self._lit])
        elif key.name == "Escape":
            self._give(answers[-1])
        elif key.name in STEPS:
            self._lit = (self._lit + STEPS[key.name]) % len(answers)

    def _give(self, answer: str) -> None:
        self._close()
        self._answers[answer]()


class KeySheet(Overlay):
    """All keys and what they do; any of them closes it."""

    def __init__(self, context: Context, rows: Rows, close: Callable[[], None]) -> None:
        super().__init__(context, close)
        self._table = KeyTable(context, "Keys", rows, close)
        self.widgets = [self._table]

    def size(self, room: Box) -> tuple[float, float]:  # noqa: D102
        plan = self._table.plan(room)
        return min(plan.width, room.width), min(plan.height, room.height)

    def arrange(self, box: Box) -> None:  # noqa: D102
        self._table.box = box

    def key(self, key: Key) -> None:  # noqa: D102
        if not key.name.startswith(HELD_KEYS):
            self._close()
