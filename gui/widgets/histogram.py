"""The histogram of margins: how far ahead notes were committed."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from math import ceil, log10
from typing import NamedTuple, cast

from gui.shapes import Box, Line, Rectangle, Shape, Text
from gui.theme import ACCENT, BAD, DIM, EDGE, GRID, GROUND, PANEL, mixed
from gui.widget import Context, Pointer, View, Widget

SAFE_MS = 4.0  # what comes nearer than this is late
COUNTS = 64
MARKS_MS = range(0, COUNTS, 10)
LEAST_DECADES = 2
LEFT, RIGHT, FOOT, HEAD = 40.0, 14.0, 16.0, 18.0
HATCH = 7.0
NAMES = ("0", "1", "10", "100", "1k", "10k", "100k", "1M", "10M", "100M", "1G")


class Look(NamedTuple):
    """The bars' heights, how many steps the scale has (0, 1, 10, 100 …), and the look-ahead."""

    bars: tuple[int, ...]
    decades: int
    ahead_ms: float


class Histogram(Widget):
    """A bar for each millisecond, as high as the logarithm of its count; the last for all beyond.

    What is late has a hatched ground and a name.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._hovered_x = -1.0

    @property
    def plot(self) -> Box:
        """Where the bars are."""
        px, box = self.style.px, self.box
        below = box.cut_top(px(HEAD))[1].cut_left(px(LEFT))[1]
        width, height = below.width - px(RIGHT), below.height - px(FOOT)
        return below._replace(width=max(width, 1.0), height=max(height, 1.0))

    def look(self, view: View) -> Hashable:
        """Return the heights."""
        margins = view.frame.margins[:COUNTS]
        most = max(margins, default=0)
        decades = max(ceil(log10(most)) if most else 0, LEAST_DECADES) + 1
        unit = self.plot.height / decades
        bars = tuple(round(unit * (1.0 + log10(count))) if count else 0 for count in margins)
        return Look(bars, decades, view.frame.audio.look_ahead_ms)

    def draw(self, look: Hashable) -> Sequence[Shape]:
        """Draw the bars over their scales."""
        shown, plot, style = cast(Look, look), self.plot, self.style
        wide = plot.width / COUNTS
        shapes: list[Shape] = [*self._late(plot), *self._scales(plot, shown.decades)]
        for index, height in enumerate(shown.bars):
            left, right = round(plot.x + index * wide), round(plot.x + (index + 1) * wide)
            right = max(right - style.px(1), left + 1)
            top = plot.bottom - max(height, style.px(2) if height else 0)
            fill = (BAD if index < SAFE_MS else ACCENT) if height else ""
            shapes.append(Rectangle(left, top, right, plot.bottom, fill))
        if shown.ahead_ms:
            shapes += self._ahead(plot, shown.ahead_ms)
        return shapes

    def _late(self, plot: Box) -> Sequence[Shape]:
        """Return the ground of what is late: hatched, with its name."""
        style, right = self.style, round(plot.x + SAFE_MS * plot.width / COUNTS)
        step = style.px(HATCH)
        ground = Rectangle(plot.x, plot.y, right, plot.bottom, mixed(BAD, GROUND, 0.12))
        lines = [
            Line((plot.x, y + (right - plot.x) / 2.0, right, y), mixed(BAD, GROUND, 0.4))
            for y in range(round(plot.y), round(plot.bottom - (right - plot.x) / 2.0), step)
        ]
        name = Text(plot.x, plot.y - style.px(8), "late", BAD, style.small)
        return [ground, *lines, name]

    def _scales(self, plot: Box, decades: int) -> Sequence[Shape]:
        style = self.style
        shapes: list[Shape] = []
        for power in range(decades + 1):
            y = round(plot.bottom - plot.height * power / decades)
            shapes.append(Line((plot.x, y, plot.right, y), EDGE if power == 0 else GRID))
            text = NAMES[power] if power < len(NAMES) else ""
            if plot.height / decades >= style.px(12) or power in (0, decades):
                shapes.append(Text(plot.x - style.px(5), y, text, DIM, style.small_number, "e"))
        for mark_ms in MARKS_MS:
            x = round(plot.x + mark_ms * plot.width / COUNTS)
            shapes.append(Line((x, plot.bottom, x, plot.bottom + style.px(3)), EDGE))
            unit = " ms" if mark_ms == MARKS_MS[-1] else ""
            at = x, plot.bottom + style.px(9)
            text = f"{mark_ms}{unit}"
            shapes.append(Text(*at, text, DIM, style.small_number, "w" if unit else "center"))
        return shapes

    def _ahead(self, plot: Box, ahead_ms: float) -> Sequence[Shape]:
        style = self.style
        x = round(plot.x + min(ahead_ms, float(COUNTS)) * plot.width / COUNTS)
        text = f"look-ahead {ahead_ms:.1f} ms"
        at = min(x, plot.right - style.width_of(text, style.small)), plot.y - style.px(8)
        return [
            Line((x, plot.y - style.px(2), x, plot.bottom), mixed(ACCENT, PANEL, 0.7)),
            Text(*at, text, ACCENT, style.small),
        ]

    def hover(self, pointer: Pointer) -> None:
        """Take note of the bar under the mouse."""
        self._hovered_x = pointer.x

    def hint(self, view: View) -> str:
        """Say how many notes a bar stands for."""
        plot, margins = self.plot, view.frame.margins
        index = int((self._hovered_x - plot.x) * COUNTS / plot.width)
        if not 0 <= index < len(margins):
            return "how far ahead notes were committed, in ms; a power of ten for each line"
        beyond = index == COUNTS - 1
        span = f"{index} ms and more" if beyond else f"{index} to {index + 1} ms"
        return f"{margins[index]:,} notes were committed {span} ahead"
