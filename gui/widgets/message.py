"""One line for what is wrong, what is new, or what the mouse points at."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple, cast

from gui.frame import Frame
from gui.shapes import Box, Shape, Text
from gui.theme import ACCENT, BAD, GROUND, TEXT
from gui.widget import Context, Item, Pointer, View, Widget
from gui.widgets.led import warning

NEWS_SECONDS = 6.0


class Look(NamedTuple):
    """The line, its colour, and how many troubles there are."""

    text: str
    colour: str
    troubles: int


class Message(Widget):
    """News for some seconds, else troubles, else the hint of what is hovered or focused.

    While there are troubles, their sign stays, whatever the line says. A click lists them. The
    panel calls `see` with every frame.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._news = ""
        self._until_seconds = 0.0
        self._troubles: tuple[str, ...] = ()

    def see(self, frame: Frame) -> None:
        """Take note of what is new and what is wrong."""
        before, self._troubles = self._troubles, tuple(frame.troubles)
        if frame.news:
            self._news = _line(frame.news[-1])
            self._until_seconds = frame.now_seconds + NEWS_SECONDS
        elif frame.now_seconds > self._until_seconds or set(self._troubles) - set(before):
            self._news = ""  # it is old, or something else has gone wrong since

    @property
    def words(self) -> str:
        """The news, or the first trouble, on one line; "" where there is neither."""
        return self._news or (_line(self._troubles[0]) if self._troubles else "")

    def look(self, view: View) -> Look:  # noqa: D102
        count = len(self._troubles)
        if self.words:
            return Look(self.words, TEXT if self._news else BAD, count)
        shown = view.hovered or view.focus
        return Look("" if shown is None else shown.hint(view), ACCENT, 0)

    def wanted_width(self) -> float:
        """Return how much room the words need, in pixels; 0 where there are none."""
        if not self.words:
            return 0.0
        return self.style.width_of(self.words, self.style.small) + self.style.px(48)

    def draw(self, look: Hashable) -> Sequence[Shape]:  # noqa: D102
        shown = cast(Look, look)
        box, style = self.box, self.style
        right, y, sign = box.right - style.px(4), box.middle[1], self._sign(shown.troubles)
        room = box.width - style.px(4) - (style.px(34) if sign else 0)
        text = style.fit(shown.text, style.small, room)
        return [Text(right, y, text, shown.colour, style.small, "e"), *sign]

    def _sign(self, troubles: int) -> Sequence[Shape]:
        if not troubles:
            return ()
        box, style, y = self.box, self.style, round(self.box.middle[1])
        size = style.px(14)
        triangle = warning(Box(box.x, y - style.px(7), size, style.px(13)), BAD, GROUND)
        count = f"{troubles}" if troubles > 1 else ""
        return [
            *triangle,
            Text(box.x + style.px(17), y, count, BAD, style.small_number, "w"),
        ]

    def press(self, pointer: Pointer) -> None:  # noqa: D102
        if self._troubles:
            self.context.screen.menu(self, pointer.x, pointer.y, self.menu(pointer))

    def menu(self, pointer: Pointer) -> Sequence[Item]:  # noqa: D102
        if not self._troubles:
            return ()
        headings = [Item(_line(trouble)) for trouble in self._troubles]
        text = "\n".join(self._troubles)
        return [*headings, Item("Copy", lambda: self.context.screen.copy(text))]


def _line(text: str) -> str:
    """Return a text as one line."""
    return " ".join(text.split())
