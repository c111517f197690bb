"""A switch: a lamp with a letter, for what is on or off."""

from __future__ import annotations

from collections.abc import Sequence

from gui.shapes import Box, Polygon, Shape, Text
from gui.theme import ACCENT, EDGE, GROUND, RAISED, RAISED_HOVER, TEXT
from gui.widget import Context, Pointer
from gui.widgets.control import WORDS, Control, State, ink, paper

TALLEST, WIDEST = 24.0, 64.0


class Switch(Control):
    """Turns one parameter on and off. letter: what stands on it; "" says on or off.

    When on it is filled and bold, and its corners are cut. colour: of one that is on.
    """

    def __init__(
        self,
        context: Context,
        parameter_id: str,
        letter: str = "",
        label: str | None = "",
        *,
        colour: str = ACCENT,
    ) -> None:
        super().__init__(context, parameter_id, label)
        self.letter = letter
        self.colour = colour

    def picture(self, state: State) -> Sequence[Shape]:  # noqa: D102
        on, lamp = state.value > 0.0, self._lamp()
        font = self.style.bold if on else self.style.normal
        fill = ink(state, self.colour) if on else paper(state, RAISED, RAISED_HOVER)
        letter = self.letter or ("on" if on else "off")
        shapes: list[Shape] = [
            cut(
                lamp, self.style.px(5) if on else 0.0, fill, ink(state, self.colour) if on else EDGE
            ),
            Text(*lamp.middle, letter, GROUND if on else ink(state, TEXT), font, "center"),
        ]
        return [*shapes, *self.named()]

    def _lamp(self) -> Box:
        """Return where the switch itself is: all of its box, or what its name leaves of it."""
        if not self.label:
            return self.box
        px = self.style.px
        room = Box(self.box.x, self.box.y, self.box.width, self.box.height - px(WORDS))
        width, height = min(room.width - px(8), px(WIDEST)), min(room.height - px(4), px(TALLEST))
        x, y = room.middle
        return Box(x - width / 2.0, y - height / 2.0, width, height)

    def press(self, pointer: Pointer) -> None:
        """Switch at once."""
        self.act()

    def drag(self, pointer: Pointer) -> None:
        """Do nothing: it has switched."""

    def double(self, pointer: Pointer) -> None:
        """Do nothing more than the press that came before."""

    def act(self) -> None:
        """Switch."""
        self.context.hand.toggle(self.id)


def cut(box: Box, corner: float, fill: str, outline: str) -> Polygon:
    """Return a box with its corners cut off."""
    x0, y0, x1, y1 = box.x + 0.5, box.y + 0.5, box.right - 0.5, box.bottom - 0.5
    upper = (x0, y0 + corner, x0 + corner, y0, x1 - corner, y0, x1, y0 + corner)
    lower = (x1, y1 - corner, x1 - corner, y1, x0 + corner, y1, x0, y1 - corner)
    return Polygon((*upper, *lower), fill, outline)
