"""What lies under a group of controls."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from gui.shapes import Shape, Text, filled
from gui.theme import DIM, GROUND, PANEL
from gui.widget import Context, Pointer, Widget


class Plate(Widget):
    """A ground for others. scroll: what the wheel does on it, by steps."""

    def __init__(self, context: Context, scroll: Callable[[float], None]) -> None:
        super().__init__(context)
        self._scroll = scroll

    def draw(self, look: Hashable) -> Sequence[Shape]:  # noqa: D102
        return [filled(self.box, PANEL)]

    def wheel(self, pointer: Pointer, steps: float) -> None:  # noqa: D102
        self._scroll(steps)


class Legend(Widget):
    """Words beside rows, one below the other, each as high as a row; opaque."""

    def __init__(self, context: Context, words: Sequence[str]) -> None:
        super().__init__(context)
        self._words = words

    def draw(self, look: Hashable) -> Sequence[Shape]:  # noqa: D102
        rows = self.box.rows([1.0] * len(self._words)) if self._words else []
        x, font = self.box.right - self.style.px(4), self.style.small
        words = zip(self._words, rows, strict=True)
        texts = [Text(x, row.middle[1], word, DIM, font, "e") for word, row in words]
        return [filled(self.box, GROUND), *texts]
