"""A paragraph: words on as many lines as they need."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from gui.shapes import Font, Shape, Text
from gui.theme import DIM, Style
from gui.widget import Context, View, Widget

LEADING = 1.45  # from one line to the next, in heights of the letters


class Paragraph(Widget):
    """A text that is broken into lines; those that do not fit are left out."""

    def __init__(
        self, context: Context, text: str, *, colour: str = DIM, font: Font | None = None
    ) -> None:
        super().__init__(context)
        self.text = text
        self._colour = colour
        self._font = font or context.style.small

    @property
    def line_height(self) -> int:
        """How far it is from one line to the next, in pixels."""
        return round(self._font.size * LEADING)

    def wanted_height(self, width: float) -> int:
        """Return how high it is at a width."""
        return self.line_height * len(wrapped(self.style, self.text, self._font, width))

    def look(self, view: View) -> str:  # noqa: D102
        return self.text

    def draw(self, look: Hashable) -> Sequence[Shape]:  # noqa: D102
        box, height = self.box, self.line_height
        lines = wrapped(self.style, self.text, self._font, box.width)
        most = max(int(box.height // height), 1)
        if len(lines) > most:
            lines[most - 1] = self.style.fit(" ".join(lines[most - 1 :]), self._font, box.width)
        return [
            Text(box.x, box.y + height * (index + 0.5), line, self._colour, self._font)
            for index, line in enumerate(lines[:most])
        ]

    def cares(self, x: float, y: float) -> bool:
        """Return False: it only says something."""
        return False


def wrapped(style: Style, text: str, font: Font, width: float) -> list[str]:
    """Return a text as lines no wider than this; a word that is wider is cut."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if style.width_of(longer, font) <= width:
            lines[-1] = longer
        else:
            lines.append(style.fit(word, font, width))
    return lines if lines[0] else lines[1:]
