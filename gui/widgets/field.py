"""A field: a text that is typed."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Hashable, Sequence
from typing import ClassVar, NamedTuple, cast

from gui.shapes import Shape, Text, filled
from gui.theme import DIM, EDGE, GROUND, RAISED, TEXT
from gui.widget import Item, Key, Pointer, View, Widget
from gui.widgets.control import ring

MARGIN = 6.0


class FieldLook(NamedTuple):
    """What a field shows."""

    text: str
    focused: bool
    hovered: bool
    alive: bool


class Field(Widget):
    """Shows a text; a click or Return lets the player type another one."""

    focusable: ClassVar[bool] = True

    @abstractmethod
    def text(self) -> str:
        """Return what it shows."""

    @abstractmethod
    def enter(self, text: str) -> None:
        """Take what was typed; raises a ScoretimeError for what will not do."""

    def look(self, view: View) -> FieldLook:  # noqa: D102
        playing = view.frame.playing
        return FieldLook(self.text(), view.focus is self, view.hovered is self, playing)

    def draw(self, look: Hashable) -> Sequence[Shape]:  # noqa: D102
        shown, margin, font = cast(FieldLook, look), self.style.px(MARGIN), self.style.number
        text = self.style.fit(shown.text, font, self.box.width - 2 * margin)
        ground = RAISED if shown.hovered else GROUND
        shapes: list[Shape] = [
            filled(self.box, ground, EDGE),
            Text(self.box.x + margin, self.box.middle[1], text, TEXT if shown.alive else DIM, font),
        ]
        if shown.focused:
            shapes.append(ring(self.box, self.style.px(2)))
        return shapes

    def release(self, pointer: Pointer) -> None:
        """Let the player type."""
        if self.box.contains(pointer.x, pointer.y):
            self.type_text()

    def key(self, key: Key) -> bool:
        """Let the player type with Return."""
        if key.name not in ("Return", "KP_Enter") or key.control:
            return False
        self.type_text()
        return True

    def menu(self, pointer: Pointer) -> Sequence[Item]:
        """Return what can be done beside typing."""
        return [Item(self.text()), Item("Type…", self.type_text)]

    def type_text(self) -> None:
        """Let the player type over the text."""
        self.context.screen.edit(self, self.box, self.text(), self.enter)
