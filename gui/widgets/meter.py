"""A peak meter with a hold line and a mark that stays once the level was too high."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import ClassVar, NamedTuple, cast

from gui.frame import Frame
from gui.shapes import Box, Polygon, Rectangle, Shape, Text, filled
from gui.theme import BAD, DIM, EDGE, FOCUS, GOOD, GROUND, TEXT, WARNING, Style, mixed
from gui.widget import Context, Item, Key, Pointer, View, Widget
from gui.widgets.peaks import FLOOR_DB, Peaks, said

MARKS_DB = (-48.0, -36.0, -24.0, -12.0, -6.0)
ZONES_DB = ((-12.0, ""), (-3.0, WARNING), (0.0, BAD))  # upper ends; the first has its own colour


def track_of(box: Box, style: Style) -> Box:
    """Return where the levels of a meter are shown: what the mark at the top leaves."""
    cap = style.px(9)
    return Box(box.x, box.y + cap, box.width, box.height - cap).inset(style.px(2))


def height_of(level_db: float, track: Box) -> int:
    """Return how high a level is on a track, in whole pixels."""
    share = (min(max(level_db, FLOOR_DB), 0.0) - FLOOR_DB) / -FLOOR_DB
    return round(share * track.height)


class Look(NamedTuple):
    """What a meter shows: the level and the held one in pixels, and the state of its cap."""

    level: int
    held: int
    clipped: bool
    hovered: bool
    focused: bool


class Meter(Widget):
    """One channel of the meters: 0 and 1 are the output, then every part. A click resets it.

    The panel calls `see` with every frame, also while it is hidden.
    """

    focusable: ClassVar[bool] = True

    def __init__(self, context: Context, channel: int, name: str, colour: str = GOOD) -> None:
        super().__init__(context)
        self.peaks = Peaks()
        self._channel = channel
        self._name = name
        self._colour = colour
        self._track = self._tracked = self.box
        self._ground: list[Shape] = []

    def see(self, frame: Frame) -> None:
        """Take note of a level; nothing sounds while the engine is away."""
        meters = frame.status.meters
        there = frame.playing and self._channel < len(meters)
        self.peaks.see(meters[self._channel] if there else 0.0, frame.now_seconds)

    def look(self, view: View) -> Look:  # noqa: D102
        if self._tracked != self.box:
            self._tracked, self._track = self.box, track_of(self.box, self.style)
            self._ground = self._drawn_ground(self._track)
        track, peaks = self._track, self.peaks
        return Look(
            height_of(peaks.db, track),
            height_of(peaks.held_db, track),
            peaks.clipped,
            view.hovered is self,
            view.focus is self,
        )

    def draw(self, look: Hashable) -> Sequence[Shape]:  # noqa: D102
        shown = cast(Look, look)
        track = self._track
        line = track.bottom - max(shown.held, self.style.px(2))
        x0, x1 = track.x, track.right
        return [
            *self._ground,
            Rectangle(x0, track.y - 1, x1, track.bottom - shown.level, GROUND),
            Rectangle(x0, line, x1, line + self.style.px(2), TEXT if shown.held else GROUND),
            self._cap(shown),
            filled(self.box, outline=FOCUS if shown.focused else "", width=self.style.px(2)),
        ]

    def _drawn_ground(self, track: Box) -> list[Shape]:
        """Return a track that is lit all the way up, in segments; silence covers it."""
        shapes: list[Shape] = []
        below = track.bottom
        for upper_db, colour in ZONES_DB:
            above = track.bottom - height_of(upper_db, track)
            shapes.append(Rectangle(track.x, above, track.right, below, colour or self._colour))
            below = above
        for mark_db in MARKS_DB:
            y = track.bottom - height_of(mark_db, track)
            shapes.append(Rectangle(track.x, y, track.right, y + self.style.px(1), GROUND))
        return shapes

    def _cap(self, shown: Look) -> Shape:
        """Return the mark at the top: a line, or an arrow upwards once the level was too high."""
        x0, x1 = self.box.x + self.style.px(2), self.box.right - self.style.px(2)
        top, bottom = self.box.y + self.style.px(2), self.box.y + self.style.px(9)
        if shown.clipped:
            colour = TEXT if shown.hovered else BAD
            return Polygon((x0, bottom, (x0 + x1) / 2.0, top, x1, bottom), colour)
        line = bottom - self.style.px(2)
        return Polygon((x0, bottom, x0, line, x1, line, x1, bottom), DIM if shown.hovered else EDGE)

    def hint(self, view: View) -> str:  # noqa: D102
        highest = said(self.peaks.highest_db)
        clipped = ", too high once" if self.peaks.clipped else ""
        return f"{self._name}: peak {highest} dB{clipped} · click resets"

    def press(self, pointer: Pointer) -> None:  # noqa: D102
        self.peaks.reset()

    def key(self, key: Key) -> bool:  # noqa: D102
        if key.name in ("Return", "KP_Enter", "Delete"):
            self.peaks.reset()
            return True
        return False

    def menu(self, pointer: Pointer) -> Sequence[Item]:  # noqa: D102
        return (Item(self._name), Item("Reset peak", self.peaks.reset))


class Scale(Widget):
    """The marks of the meter that has the same top and bottom, in dB."""

    def draw(self, look: Hashable) -> Sequence[Shape]:  # noqa: D102
        track, font = track_of(self.box, self.style), self.style.small_number
        x = self.box.right - self.style.px(1)
        return [
            Text(
                x,
                track.bottom - height_of(db, track),
                said(db, 0),
                DIM,
                font,
                "e",
            )
            for db in self._marks(track)
        ]

    def _marks(self, track: Box) -> list[float]:
        """Return the marks that have room for their number."""
        shown: list[float] = []
        for db in (0.0, -12.0, -24.0, -36.0, -48.0, -6.0):
            apart = [abs(height_of(db, track) - height_of(other, track)) for other in shown]
            if min(apart, default=track.height) >= self.style.small_number.size:
                shown.append(db)
        return shown


class PeakNumber(Widget):
    """The highest of some meters' levels as a number; a click resets them."""

    focusable: ClassVar[bool] = True

    def __init__(self, context: Context, meters: Sequence[Meter]) -> None:
        super().__init__(context)
        self._meters = meters

    def look(self, view: View) -> tuple[str, bool, bool, bool]:  # noqa: D102
        highest = max(meter.peaks.highest_db for meter in self._meters)
        clipped = any(meter.peaks.clipped for meter in self._meters)
        return said(highest), clipped, view.hovered is self, view.focus is self

    def draw(self, look: Hashable) -> Sequence[Shape]:  # noqa: D102
        text, clipped, hovered, focused = cast("tuple[str, bool, bool, bool]", look)
        ground = mixed(BAD, GROUND, 0.3) if clipped else EDGE if hovered else GROUND
        outline = FOCUS if focused else BAD if clipped else EDGE
        font = self.style.number
        return [
            filled(self.box, ground, outline, self.style.px(2 if focused else 1)),
            Text(*self.box.middle, text, TEXT, font, "center"),
            *(self._arrow() if clipped else ()),
        ]

    def _arrow(self) -> Sequence[Shape]:
        x, y, size = self.box.x + self.style.px(6), self.box.middle[1], self.style.px(8)
        points = (x, y + size / 2.0, x + size / 2.0, y - size / 2.0, x + size, y + size / 2.0)
        return [Polygon(points, BAD)]

    def hint(self, view: View) -> str:  # noqa: D102
        return "highest peak of the output in dB · click resets"

    def press(self, pointer: Pointer) -> None:  # noqa: D102
        self._reset()

    def key(self, key: Key) -> bool:  # noqa: D102
        if key.name in ("Return", "KP_Enter", "Delete"):
            self._reset()
            return True
        return False

    def _reset(self) -> None:
        for meter in self._meters:
            meter.peaks.reset()
