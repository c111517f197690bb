"""The short-term loudness of the output, as a number and as a bar."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from math import inf
from typing import NamedTuple, cast

from gui.shapes import Box, Rectangle, Shape, Text
from gui.theme import ACCENT, DIM, EDGE, GROUND, RAISED, TEXT, WARNING
from gui.widget import View, Widget
from gui.widgets.peaks import said

LOWEST_LUFS, HIGHEST_LUFS = -38.0, -6.0
MARKS_LUFS = (-23.0, -14.0)  # EBU R 128, and where streaming services turn down


class Look(NamedTuple):
    """The loudness as text, and the length of its bar in pixels; loud: beyond the last mark."""

    text: str
    length: int
    loud: bool


class Loudness(Widget):
    """The loudness of the last three seconds (EBU R 128, 2020), in LUFS."""

    def look(self, view: View) -> Look:  # noqa: D102
        sound = view.frame.sound
        lufs = sound.loudness_lufs if sound is not None and view.frame.playing else -inf
        return Look(said(lufs), self._along(lufs), lufs > MARKS_LUFS[-1])

    def _along(self, lufs: float) -> int:
        share = (lufs - LOWEST_LUFS) / (HIGHEST_LUFS - LOWEST_LUFS)
        return round(min(max(share, 0.0), 1.0) * self.box.width)

    def draw(self, look: Hashable) -> Sequence[Shape]:  # noqa: D102
        shown = cast(Look, look)
        style, box = self.style, self.box
        x, middle = box.middle[0], box.y + style.px(10)
        bar = Box(box.x, box.y + style.px(34), box.width, style.px(6))
        return [
            Text(
                x, middle, shown.text, WARNING if shown.loud else TEXT, style.large_number, "center"
            ),
            Text(x, middle + style.px(16), "LUFS", DIM, style.small, "center"),
            Rectangle(bar.x, bar.y, bar.right, bar.bottom, RAISED),
            Rectangle(
                bar.x,
                bar.y,
                bar.x + max(shown.length, 1),
                bar.bottom,
                (WARNING if shown.loud else ACCENT) if shown.length else EDGE,
            ),
            *(shape for lufs in MARKS_LUFS for shape in self._mark(lufs, bar)),
        ]

    def _mark(self, lufs: float, bar: Box) -> list[Shape]:
        style, x = self.style, bar.x + self._along(lufs)
        end = bar.bottom + style.px(3)
        number = said(lufs, 0)
        return [
            Rectangle(x - style.px(1), bar.y, x, bar.bottom, GROUND),
            Rectangle(x - style.px(1), bar.bottom, x, end, DIM),
            Text(x, end + style.px(8), number, DIM, style.small_number, "center"),
        ]

    def hint(self, view: View) -> str:  # noqa: D102
        return "short-term loudness, of the last 3 s (EBU R 128)"
