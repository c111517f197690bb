"""A slim fader: a bar that fills with the value, for where there is no room for more."""

from __future__ import annotations

from collections.abc import Sequence

from gui.shapes import Box, Rectangle, Shape
from gui.theme import GROUND, RAISED, TEXT
from gui.widget import Context
from gui.widgets.control import Control, State, ink, paper


class Slim(Control):
    """Moves one parameter to the left and right. centred: whether its middle is its zero."""

    def __init__(self, context: Context, parameter_id: str, *, centred: bool = False) -> None:
        super().__init__(context, parameter_id, "")
        self._zero = 0.5 if centred else 0.0

    def _bar(self) -> Box:
        return self.box.inset(self.style.px(2), self.style.px(3))

    def picture(self, state: State) -> Sequence[Shape]:  # noqa: D102
        bar, px = self._bar(), self.style.px
        zero = round(bar.x + self._zero * bar.width)
        x = round(bar.x + self.place_of(state) * (bar.width - px(2)))
        left, right = sorted((zero, x + px(1)))
        ground = paper(state, GROUND, RAISED)
        return (
            Rectangle(bar.x, bar.y, bar.right, bar.bottom, ground),
            Rectangle(left, bar.y + px(2), right, bar.bottom - px(2), ink(state)),
            Rectangle(x, bar.y - px(1), x + px(2), bar.bottom + px(1), ink(state, TEXT)),
        )

    def way(self, right: float, down: float) -> float:  # noqa: D102
        return right / max(self._bar().width, 1.0)

    def bounded(self, place: float) -> float:
        """Return a place even beyond the ends, so that the mark is where the mouse is."""
        return place

    def typing_box(self) -> Box:  # noqa: D102
        height = self.style.px(20)
        return Box(self.box.x, self.box.middle[1] - height / 2.0, self.box.width, height)
