"""A fact: a few words about how things stand."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import ClassVar, NamedTuple, cast

from gui.shapes import Box, Shape, Text, filled
from gui.theme import DIM, EDGE, FOCUS, RAISED, TEXT
from gui.widget import Context, Key, Pointer, View, Widget

Sign = Callable[[Box, str], Sequence[Shape]]


class Said(NamedTuple):
    """What a fact says: its name, a value, the value's colour, and the shape before them."""

    name: str = ""
    value: str = ""
    colour: str = TEXT
    sign: Sign | None = None

    @property
    def text(self) -> str:
        """The words; "" where there is nothing to say."""
        return f"{self.name} {self.value}".strip()


class Look(NamedTuple):
    """What is said, and who is at it."""

    said: Said
    hovered: bool
    focused: bool


class Fact(Widget):
    """Shows what it has been told; hovering explains it."""

    margin: ClassVar[int] = 4

    def __init__(self, context: Context, explanation: str) -> None:
        super().__init__(context)
        self.said = Said()
        self._explanation = explanation

    def wanted_width(self) -> float:
        """Return how much room it needs, in pixels."""
        px, text = self.style.px, self.style.width_of(self.said.text, self.style.small)
        return text + 2 * px(self.margin) + (px(15) if self.said.sign else 0)

    def look(self, view: View) -> Look:  # noqa: D102
        return Look(self.said, view.hovered is self, view.focus is self)

    def draw(self, look: Hashable) -> Sequence[Shape]:  # noqa: D102
        said = cast(Look, look).said
        box, font, px = self.box, self.style.small, self.style.px
        x, y = box.x + px(self.margin), box.middle[1]
        sign: Sequence[Shape] = ()
        if said.sign is not None:
            sign = said.sign(Box(x, round(y) - px(5), px(10), px(10)), said.colour)
            x += px(15)
        after = x + self.style.width_of(f"{said.name} ", font) if said.name else x
        return [
            Text(x, y, said.name, DIM, font, "w"),
            Text(after, y, said.value, said.colour, font, "w"),
            *sign,
        ]

    def hint(self, view: View) -> str:  # noqa: D102
        return self._explanation


class Counter(Fact):
    """A fact that can be clicked."""

    focusable: ClassVar[bool] = True
    margin: ClassVar[int] = 7

    def __init__(self, context: Context, explanation: str, act: Callable[[], None]) -> None:
        super().__init__(context, explanation)
        self._act = act

    def draw(self, look: Hashable) -> Sequence[Shape]:  # noqa: D102
        shown, px = cast(Look, look), self.style.px
        outline = FOCUS if shown.focused else EDGE
        button = self.box.inset(0.0, px(3))
        return [
            filled(button, RAISED if shown.hovered else "", outline, px(2 if shown.focused else 1)),
            *super().draw(look),
        ]

    def press(self, pointer: Pointer) -> None:  # noqa: D102
        self._act()

    def key(self, key: Key) -> bool:  # noqa: D102
        if key.name in ("Return", "KP_Enter"):
            self._act()
            return True
        return False
