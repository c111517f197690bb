"""The oscilloscope: the wave of what is heard."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import cast

import numpy as np

from gui.frame import Signal
from gui.shapes import Line, Shape, Text, filled
from gui.theme import DIM, GOOD, GRID, PANEL, mixed
from gui.widget import Context, View, Widget

THINNED = 2  # points of the wave for one of the picture
MARKS = (0.0, -0.5, 0.5)
EDGE = 4.0


class Oscilloscope(Widget):
    """Draws the wave as one line; silence is a level one. Its height is full scale."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._wave: Signal | None = None
        self._points: tuple[float, ...] = ()
        self._drawn_in = self.box

    def look(self, view: View) -> tuple[float, ...]:
        """Return the wave's points on the canvas, x and y by turns, () in silence."""
        sound = view.frame.sound
        wave = None if sound is None else sound.wave
        if wave is not self._wave or self.box != self._drawn_in:
            self._wave, self._drawn_in = wave, self.box
            self._points = () if wave is None else self._traced(wave)
        return self._points

    def _traced(self, wave: Signal) -> tuple[float, ...]:
        box, room = self.box, self.box.height / 2.0 - self.style.px(EDGE)
        heights = np.clip(wave[::THINNED], -1.0, 1.0)
        points = np.empty((len(heights), 2))
        points[:, 0] = np.linspace(box.x, box.right, len(heights))
        points[:, 1] = np.rint(box.middle[1] - heights * room)
        return tuple(points.ravel().tolist())

    def draw(self, look: Hashable) -> Sequence[Shape]:
        """Draw it over its scale."""
        box, style = self.box, self.style
        room = box.height / 2.0 - style.px(EDGE)
        levels = [round(box.middle[1] + mark * room) for mark in MARKS]
        flat = (box.x, levels[0], box.right, levels[0])
        return [
            filled(box, mixed(PANEL, "#000000", 0.75)),
            *(Line((box.x, y, box.right, y), GRID) for y in levels),
            Text(box.x + style.px(6), box.y + style.px(9), "wave, 20 ms", DIM, style.small),
            Line(cast(tuple[float, ...], look) or flat, GOOD, style.px(1)),
        ]

    def hint(self, view: View) -> str:
        """Say what it shows."""
        return "the wave of both channels' mean, 20 ms from a rising zero; its height is full scale"
