"""The morph pad: a place between four snapshots."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from functools import partial
from random import random
from typing import ClassVar, NamedTuple, cast

from generator.control.snapshots import CORNERS
from generator.errors import UsageError
from gui.frame import Frame
from gui.shapes import Box, Line, Oval, Shape, Text, filled
from gui.theme import ACCENT, DIM, EDGE, FOCUS, GRID, PANEL, RAISED, TEXT
from gui.widget import Context, Item, Key, Pointer, View, Widget
from gui.widgets.shelf import Shelf

STEP, FINE_STEP = 0.02, 0.004
FINE_SHARE = 0.2  # of the mouse's way
PAGE_STEPS = 5.0
CENTRE = (0.5, 0.5)
WAYS = {"Left": (-1.0, 0.0), "Right": (1.0, 0.0), "Down": (0.0, -1.0), "Up": (0.0, 1.0),
        "Next": (0.0, -PAGE_STEPS), "Prior": (0.0, PAGE_STEPS)}  # fmt: skip
PLACES = ("lower left", "lower right", "upper left", "upper right")
SETTLING_SECONDS = 0.5  # until the session has told of all that a morph has changed
ADDRESS = "/morph"


class Look(NamedTuple):
    """Where the puck is, 0 to 1 to the right and up, and what the corners say.

    true: whether the values are still those of the puck's place.
    """

    x: float
    y: float
    true: bool
    corners: tuple[str, ...]
    missing: tuple[str, ...]
    hovered: bool
    focused: bool


class Pad(Widget):
    """Mixes snapshots 1 to 4, which are its corners. The panel calls `see` with every frame."""

    focusable: ClassVar[bool] = True

    def __init__(self, context: Context, shelf: Shelf) -> None:
        super().__init__(context)
        self._shelf = shelf
        self._place = CENTRE
        self._mouse: tuple[float, float, float, float] | None = None  # its point, and the puck's
        self._drag = 0  # counts them, each to be taken back as a whole
        self._settled: Mapping[str, float] | None = {}
        self._moved_seconds = self._now_seconds = 0.0
        self._true = False

    # -- what it shows

    def see(self, frame: Frame) -> None:
        """Take note of the values, whether they still are what the puck's place means."""
        self._now_seconds = frame.now_seconds
        if self._settled is None:
            self._true = True
            if frame.now_seconds > self._moved_seconds + SETTLING_SECONDS:
                recalled = (each.id for each in frame.subject.declared if each.recalled)
                self._settled = {key: frame.values[key] for key in recalled if key in frame.values}
        elif self._settled:
            values = frame.values
            self._true = all(values.get(key) == value for key, value in self._settled.items())

    def look(self, view: View) -> Look:  # noqa: D102
        shelf = self._shelf
        return Look(
            *self._place,
            self._true,
            tuple(shelf.called(name) for name in CORNERS),
            self._missing(),
            view.hovered is self or view.held is self,
            view.focus is self,
        )

    def _missing(self) -> tuple[str, ...]:
        return tuple(name for name in CORNERS if not self._shelf.holds(name))

    @property
    def _room(self) -> Box:
        """Where the middle of the puck may be."""
        return self.box.inset(self.style.px(10))

    def draw(self, look: Hashable) -> Sequence[Shape]:  # noqa: D102
        shown = cast(Look, look)
        outline = FOCUS if shown.focused else DIM if shown.hovered else EDGE
        return [
            filled(self.box, PANEL),
            *self._lines(),
            *self._corners(shown),
            *(self._request(shown.missing) if shown.missing else self._puck(shown)),
            filled(self.box, outline=outline, width=self.style.px(2 if shown.focused else 1)),
        ]

    def _lines(self) -> list[Shape]:
        box = self.box
        across = [box.x + box.width * share for share in (0.25, 0.5, 0.75)]
        down = [box.y + box.height * share for share in (0.25, 0.5, 0.75)]
        upright: list[Shape] = [Line((x, box.y, x, box.bottom), GRID) for x in across]
        return upright + [Line((box.x, y, box.right, y), GRID) for y in down]

    def _corners(self, shown: Look) -> list[Shape]:
        room, style = self.box.inset(self.style.px(7), self.style.px(5)), self.style
        shapes: list[Shape] = []
        for name, text in zip(CORNERS, shown.corners, strict=True):
            right, top = name in "24", name in "34"
            x, y = room.right if right else room.x, room.y if top else room.bottom
            anchor = ("n" if top else "s") + ("e" if right else "w")
            stored = name not in shown.missing
            fitted = style.fit(text, style.bold, 0.46 * room.width)
            shapes.append(Text(x, y, fitted, TEXT if stored else DIM, style.bold, anchor))
        return shapes

    def _request(self, missing: Sequence[str]) -> list[Shape]:
        x, y = self.box.middle
        style, wanted = self.style, " and ".join(", ".join(missing).rsplit(", ", 1))
        lines = "To morph, store", f"snapshot{'s' * (len(missing) > 1)} {wanted} first"
        return [
            Text(x, y + (index - 0.5) * style.px(16), line, DIM, style.small, "center")
            for index, line in enumerate(lines)
        ]

    def _puck(self, shown: Look) -> list[Shape]:
        room, box, px = self._room, self.box, self.style.px
        x = round(room.x + shown.x * room.width)
        y = round(room.bottom - shown.y * room.height)
        colour = ACCENT if shown.true else DIM
        faint = RAISED
        return [
            Line((box.x, y, box.right, y), faint),
            Line((x, box.y, x, box.bottom), faint),
            _circle(x, y, px(9), PANEL, colour, px(2)),
            _circle(x, y, px(4), colour if shown.true else PANEL, "", 0.0),
        ]

    def hint(self, view: View) -> str:  # noqa: D102
        x, y = self._place
        at = f"x {x:.2f} y {y:.2f}" + ("" if self._true else ", changed since")
        return f"{ADDRESS}  two of 0 to 1  {at} · a place between snapshots 1 to 4"

    # -- what moves it

    def _morph(self, x: float, y: float, drag: int | None = None) -> None:
        """Go to a place, or as near as the pad reaches; raises UsageError without all corners."""
        x, y = min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)
        self.context.hand.morph(x, y, drag)
        self._place, self._settled = (x, y), None
        self._moved_seconds, self._true = self._now_seconds, True

    def press(self, pointer: Pointer) -> None:  # noqa: D102
        room = self._room
        x, y = self._place
        if not pointer.fine:
            x = (pointer.x - room.x) / max(room.width, 1.0)
            y = (room.bottom - pointer.y) / max(room.height, 1.0)
        self._drag += 1
        self._morph(x, y, self._drag)
        self._mouse = (pointer.x, pointer.y, x, y)

    def drag(self, pointer: Pointer) -> None:  # noqa: D102
        if self._mouse is None:
            return
        before_x, before_y, x, y = self._mouse
        room, share = self._room, FINE_SHARE if pointer.fine else 1.0
        x += share * (pointer.x - before_x) / max(room.width, 1.0)
        y += share * (before_y - pointer.y) / max(room.height, 1.0)
        self._mouse = (pointer.x, pointer.y, x, y)
        self._morph(x, y, self._drag)

    def release(self, pointer: Pointer) -> None:  # noqa: D102
        self._mouse = None

    def wheel(self, pointer: Pointer, steps: float) -> None:  # noqa: D102
        self._step((steps, 0.0) if pointer.control else (0.0, steps), fine=pointer.fine)

    def double(self, pointer: Pointer) -> None:  # noqa: D102
        self._mouse = None
        self._edit()

    def key(self, key: Key) -> bool:  # noqa: D102
        if key.control:
            return False
        if key.name in WAYS:
            self._step(WAYS[key.name], fine=key.fine)
        elif key.name in ("Home", "Delete"):
            self._morph(*CENTRE)
        elif key.name in ("Return", "KP_Enter"):
            self._edit()
        else:
            return False
        return True

    def _step(self, way: tuple[float, float], *, fine: bool) -> None:
        step = FINE_STEP if fine else STEP
        x, y = self._place
        self._morph(x + step * way[0], y + step * way[1])

    def _edit(self) -> None:
        x, y = self._place
        middle, px = self.box.middle, self.style.px
        box = Box(middle[0] - px(50), middle[1] - px(12), px(100), px(24))
        self.context.screen.edit(self, box, f"{x:.3g} {y:.3g}", self._enter)

    def _enter(self, text: str) -> None:
        try:
            x, y = (float(word) for word in text.replace(",", " ").split())
        except ValueError:
            raise UsageError(f"{text!r:.40} is no place: give two numbers from 0 to 1") from None
        self._morph(x, y)

    def menu(self, pointer: Pointer) -> Sequence[Item]:  # noqa: D102
        hand, shelf = self.context.hand, self._shelf
        items = [
            Item("Morph between snapshots 1 to 4"),
            Item("Centre", lambda: self._morph(*CENTRE)),
            Item("Randomise", lambda: self._morph(random(), random())),
            Item("Copy OSC address", lambda: self.context.screen.copy(ADDRESS)),
        ]
        for name, place in zip(CORNERS, PLACES, strict=True):
            items.append(Item(f"Store {shelf.called(name)}, {place}", partial(hand.store, name)))
        return items


def _circle(x: float, y: float, radius: float, fill: str, outline: str, width: float) -> Oval:
    return Oval(x - radius, y - radius, x + radius, y + radius, fill, outline, width)
