"""A fader: a handle on a track."""

from __future__ import annotations

from collections.abc import Sequence

from gui.shapes import Box, Line, Shape, Text, filled
from gui.theme import DIM, EDGE, RAISED, RAISED_HOVER, TEXT
from gui.widget import Context
from gui.widgets.control import Control, State, ink, paper, zero_of

HANDLE, ACROSS, TRACK = 12.0, 24.0, 6.0  # the handle's length and breadth, the track's breadth
LINE = 14.0


class Fader(Control):
    """Moves one parameter along a line; its handle stays with the mouse.

    upright: upwards is more, else to the right. valued: whether the value stands beside it.
    """

    def __init__(
        self,
        context: Context,
        parameter_id: str,
        upright: bool,
        label: str | None = None,
        *,
        valued: bool = True,
    ) -> None:
        super().__init__(context, parameter_id, label)
        self.upright = upright
        self.valued = valued

    def picture(self, state: State) -> Sequence[Shape]:  # noqa: D102
        track = self.track()
        return (*self._groove(track, state), *self._handle(track, state), *self._texts(state))

    def way(self, right: float, down: float) -> float:  # noqa: D102
        track = self.track()
        return -down / max(track.height, 1.0) if self.upright else right / max(track.width, 1.0)

    def bounded(self, place: float) -> float:
        """Return a place even beyond the ends, so that the handle is where the mouse is."""
        return place

    def typing_box(self) -> Box:  # noqa: D102
        height = min(float(self.style.px(20)), self.box.height)
        y = self.box.bottom - height if self.upright else self.box.middle[1] - height / 2.0
        return Box(self.box.x, y, self.box.width, height)

    # -- where things are

    def track(self) -> Box:
        """Return the handle's way: the line of its middle, as broad as the groove."""
        px, box = self.style.px, self.box
        above, below = px(LINE) if self.label else 0, px(LINE) if self.valued else 0
        half, breadth = px(HANDLE) / 2.0, px(TRACK)
        if self.upright:
            height = box.height - above - below - 2.0 * half
            return Box(box.middle[0] - breadth / 2.0, box.y + above + half, breadth, height)
        texts = px(LINE) if self.label or self.valued else 0
        y = box.y + texts + (box.height - texts - breadth) / 2.0
        return Box(box.x + half, y, box.width - 2.0 * half, breadth)

    def _along(self, track: Box, place: float) -> float:
        if self.upright:
            return round(track.bottom - place * track.height)
        return round(track.x + place * track.width)

    def _across(self, track: Box, one: float, other: float, grown: float = 0.0) -> Box:
        """Return the part of a track between two points on it, broader by so much on each side."""
        near, far = sorted((one, other))
        if self.upright:
            return Box(track.x - grown, near, track.width + 2.0 * grown, far - near)
        return Box(near, track.y - grown, far - near, track.height + 2.0 * grown)

    # -- how it looks

    def _groove(self, track: Box, state: State) -> Sequence[Shape]:
        zero = self._along(track, zero_of(self.parameter))
        full = self._across(track, self._along(track, 0.0), self._along(track, 1.0))
        fill = self._across(track, zero, self._along(track, self.place_of(state)))
        return (*self._ticks(track), filled(full, RAISED, EDGE), filled(fill, ink(state)))

    def _ticks(self, track: Box) -> Sequence[Shape]:
        """Return a mark where zero is, if that is on the way and not at an end."""
        parameter = self.parameter
        if not parameter.minimum < 0.0 < parameter.maximum:
            return ()
        at = self._along(track, parameter.position(0.0))
        mark = self._across(track, at, at, self.style.px(ACROSS / 2.0 - TRACK / 2.0 + 2.0))
        return (Line((mark.x, mark.y, mark.right, mark.bottom), DIM, 1.0),)

    def _handle(self, track: Box, state: State) -> Sequence[Shape]:
        at, half = self._along(track, self.place_of(state)), self.style.px(HANDLE) // 2
        room = self.box.width if self.upright else 2.0 * (self.box.bottom - track.middle[1])
        grown = (min(self.style.px(ACROSS), room) - self.style.px(TRACK)) / 2.0
        body = self._across(track, at - half, at + half, grown)
        line = self._across(track, at, at, grown)
        return (
            filled(body, paper(state, RAISED_HOVER), DIM),
            Line((line.x, line.y, line.right, line.bottom), ink(state, TEXT), self.style.px(2)),
        )

    def _texts(self, state: State) -> Sequence[Shape]:
        shapes: list[Shape] = []
        box, middle, number = self.box, self.box.middle[0], self.style.small_number
        y = box.y + self.style.px(LINE) / 2.0
        if self.label:
            x, anchor = (middle, "center") if self.upright else (box.x, "w")
            name, font = self.name_within(box.width if self.upright else box.width / 2.0)
            shapes.append(Text(x, y, name, DIM, font, anchor))
        if self.valued:
            word = self.style.fit(self.worded(state), number, box.width)
            x, anchor = (middle, "center") if self.upright else (box.right, "e")
            y = box.bottom - self.style.px(LINE) / 2.0 if self.upright else y
            shapes.append(Text(x, y, word, ink(state, TEXT), number, anchor))
        return shapes
