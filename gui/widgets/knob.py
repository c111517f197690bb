"""A knob: a ring that fills with the value, and a pointer."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin

from gui.shapes import Arc, Box, Line, Oval, Shape, Text
from gui.theme import EDGE, RAISED, RAISED_HOVER, TEXT
from gui.widgets.control import NAME_UP, VALUE_UP, WORDS, Control, State, ink, paper, zero_of

START_DEGREES, WAY_DEGREES = 225.0, -270.0
LARGEST = 68.0
BODY, POINTER_FROM, POINTER_TO = 0.72, 0.2, 0.66  # shares of the radius


class Knob(Control):
    """Turns one parameter: a drag up or to the right is more.

    What goes from below to above zero is drawn from zero. Without a label it needs less height.
    """

    def picture(self, state: State) -> Sequence[Shape]:  # noqa: D102
        number = self.style.number if self.roomy else self.style.small_number
        word = self.style.fit(self.worded(state), number, self.box.width)
        x, y = self.box.middle[0], self.box.bottom - self.style.px(VALUE_UP)
        value = Text(x, y, word, ink(state, TEXT), number, "center")
        return (*self._dial(self._circle(), state), *self.named(), value)

    def _circle(self) -> Box:
        """Return the square of the ring: what the texts leave."""
        px = self.style.px
        below, margin = px(WORDS if self.label else WORDS + VALUE_UP - NAME_UP), px(4)
        room = min(self.box.width - 2 * margin, self.box.height - below - margin)
        size = max(min(room, px(LARGEST)), 2 * margin)
        x, y = self.box.x + (self.box.width - size) / 2.0, self.box.y + margin
        slack = max(self.box.height - below - margin - size, 0.0)
        return Box(x, y + slack / 2.0, size, size)

    def _dial(self, circle: Box, state: State) -> Sequence[Shape]:
        width = max(circle.width / 11.0, 2.0)
        ring = circle.inset(width / 2.0)
        corners = ring.x, ring.y, ring.right, ring.bottom
        place, zero = self.place_of(state), zero_of(self.parameter)
        start = START_DEGREES + WAY_DEGREES * zero
        extent = round(WAY_DEGREES * (place - zero), 1) or -0.1  # a full circle is 0 to some
        x, y = circle.middle
        body = circle.width / 2.0 * BODY
        return (
            Arc(*corners, START_DEGREES, WAY_DEGREES, EDGE, width),
            Arc(*corners, start, extent, ink(state), width),
            Oval(x - body, y - body, x + body, y + body, paper(state, RAISED, RAISED_HOVER)),
            _pointer(circle, START_DEGREES + WAY_DEGREES * place, ink(state, TEXT), width),
        )


def _pointer(circle: Box, degrees: float, colour: str, width: float) -> Line:
    x, y = circle.middle
    across, up = cos(radians(degrees)) * circle.width / 2, -sin(radians(degrees)) * circle.width / 2
    near, far = POINTER_FROM, POINTER_TO
    points = (x + near * across, y + near * up, x + far * across, y + far * up)
    return Line(tuple(round(each, 1) for each in points), colour, max(width * 0.7, 2.0))
