"""The spectrum of what is heard, and its recent peaks."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from math import log
from typing import NamedTuple, cast

import numpy as np

from gui.frame import Frame, Signal
from gui.shapes import Box, Line, Polygon, Shape, Text, filled
from gui.theme import ACCENT, GRID, PANEL, TEXT, mixed
from gui.widget import Context, View, Widget
from gui.words import MINUS

LOWEST_HZ, HIGHEST_HZ = 30.0, 18_000.0
FLOOR_DB = -90.0
MARKS_HZ = {100.0: "100", 1_000.0: "1k", 10_000.0: "10k"}
MARKS_DB = (-20.0, -40.0, -60.0)
FILL, NAME = mixed(ACCENT, PANEL, 0.35), mixed(TEXT, PANEL, 0.85)
HOLD_SECONDS, FALL_DB_PER_SECOND = 1.0, 24.0
STILL_SECONDS = 0.06  # so long the peaks may stand
EMPTY = Box(0.0, 0.0, 0.0, 0.0)
HEAD = 16.0  # pixels over the loudest, for the names of frequencies


class Crests:
    """The highest level of each band: held for a second, then falling."""

    def __init__(self) -> None:
        self.levels: Signal | None = None
        self._held_until = np.zeros(0)
        self._seconds = 0.0

    def see(self, now_seconds: float, levels: Signal | None) -> None:
        """Take the levels of a moment; None: silence."""
        elapsed, self._seconds = now_seconds - self._seconds, now_seconds
        if self.levels is None or (levels is not None and len(levels) != len(self.levels)):
            self.levels = levels
            self._held_until = np.full(0 if levels is None else len(levels), now_seconds)
            return
        falling = self._held_until < now_seconds
        fallen = self.levels - falling * (FALL_DB_PER_SECOND * elapsed)
        present = np.full(len(fallen), FLOOR_DB) if levels is None else levels
        risen = present >= fallen
        self._held_until[risen] = now_seconds + HOLD_SECONDS
        self.levels = np.maximum(fallen, present).astype(np.float32)


class Look(NamedTuple):
    """Points on the canvas, x and y by turns: of the levels and of their peaks; () in silence."""

    levels: tuple[float, ...]
    peaks: tuple[float, ...]


class Spectrum(Widget):
    """One filled outline and a line of peaks above it; frequencies are spaced by ratio."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.crests = Crests()
        self._levels: Signal | None = None
        self._seen_seconds = 0.0
        self._look = Look((), ())
        self._drawn_in = self.box

    def see(self, frame: Frame) -> None:
        """Take note of a frame; the peaks fall as time goes by."""
        levels = None if frame.sound is None else frame.sound.spectrum
        if levels is not self._levels or frame.now_seconds - self._seen_seconds > STILL_SECONDS:
            self.crests.see(frame.now_seconds, levels)
            self._levels, self._drawn_in = levels, EMPTY
            self._seen_seconds = frame.now_seconds

    def look(self, view: View) -> Look:
        """Return the points; they are the same until there are other levels."""
        if self._drawn_in != self.box:
            self._drawn_in = self.box
            peaks = self.crests.levels
            self._look = Look(
                () if self._levels is None else self._traced(self._levels),
                () if peaks is None or peaks.max() <= FLOOR_DB else self._traced(peaks),
            )
        return self._look

    def _traced(self, levels: Signal) -> tuple[float, ...]:
        """Return the points of bands, each at its middle, from one edge to the other."""
        box, plot = self.box, self.plot
        points = np.empty((len(levels), 2))
        points[:, 0] = box.x + box.width * (np.arange(len(levels)) + 0.5) / len(levels)
        points[0, 0], points[-1, 0] = box.x, box.right
        points[:, 1] = np.rint(plot.y + np.clip(levels / FLOOR_DB, 0.0, 1.0) * plot.height)
        return tuple(points.ravel().tolist())

    @property
    def plot(self) -> Box:
        """Where the levels are drawn, 0 dB at its top."""
        return self.box.cut_top(self.style.px(HEAD))[1]

    def draw(self, look: Hashable) -> Sequence[Shape]:
        """Draw them over their scales."""
        shown, box = cast(Look, look), self.box
        lines, names = self._scales()
        shapes: list[Shape] = [filled(box, mixed(PANEL, "#000000", 0.75)), *lines]
        if shown.levels:
            outline = (box.x, box.bottom, *shown.levels, box.right, box.bottom)
            shapes.append(Polygon(outline, FILL, ACCENT))
        if shown.peaks:
            shapes.append(Line(shown.peaks, mixed(TEXT, PANEL, 0.7)))
        return [*shapes, *names]

    def _scales(self) -> tuple[list[Shape], list[Shape]]:
        """Return lines that lie below the levels, and their names that lie above."""
        box, plot, style = self.box, self.plot, self.style
        middle = box.y + style.px(9)
        lines: list[Shape] = []
        names: list[Shape] = [Text(box.x + style.px(6), middle, "Hz", NAME, style.small)]
        for level in MARKS_DB:
            y = round(plot.y + plot.height * level / FLOOR_DB)
            lines.append(Line((box.x, y, box.right, y), GRID))
            text = f"{MINUS}{-level:.0f} dB"
            names.append(Text(box.right - style.px(4), y, text, NAME, style.small, "e"))
        for frequency_hz, name in MARKS_HZ.items():
            x = round(self.x(frequency_hz))
            lines.append(Line((x, box.y, x, box.bottom), GRID))
            names.append(Text(x + style.px(3), middle, name, NAME, style.small))
        return lines, names

    def x(self, frequency_hz: float) -> float:
        """Return where a frequency lies."""
        share = log(frequency_hz / LOWEST_HZ) / log(HIGHEST_HZ / LOWEST_HZ)
        return self.box.x + self.box.width * share

    def hint(self, view: View) -> str:
        """Say what it shows."""
        return "the spectrum of both channels' mean, 30 Hz to 18 kHz, and its peaks of late"
