"""A heading over some widgets."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from gui.shapes import Shape, Text
from gui.theme import DIM
from gui.widget import Context, Widget


class Caption(Widget):
    """A few words that stay."""

    def __init__(self, context: Context, text: str, anchor: str = "w") -> None:
        super().__init__(context)
        self._text = text
        self._anchor = anchor

    def draw(self, look: Hashable) -> Sequence[Shape]:  # noqa: D102
        box, font = self.box, self.style.small
        x = {"w": box.x, "center": box.middle[0], "e": box.right}[self._anchor]
        text = self.style.fit(self._text, font, box.width)
        return [Text(x, box.middle[1], text, DIM, font, self._anchor)]
