"""The page of timing: how far ahead notes are committed, and all that can make one late."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import ClassVar, NamedTuple, cast

from gui.frame import Frame
from gui.shapes import Box, Shape, Text
from gui.theme import BAD, DIM, TEXT, WARNING
from gui.widget import Context, Item, Page, Pointer, View, Widget
from gui.widgets.histogram import SAFE_MS, Histogram

EDGE, GAP = 6.0, 4.0
SHARES = 1.35, 1.0
ROW = 18.0
WIDE_GAP_MS = 50.0
NAMES = {
    "late": "late, moved",
    "dropped": "too late, dropped",
    "refused": "refused",
    "faults": "faults of parts",
    "clipped": "clipped",
    "broken": "NaN blocks",
    "xruns": "xruns",
    "shed": "voices shed",
    "restarts": "engine restarts",
}
UNHEARD = {NAMES["dropped"], NAMES["broken"]}
NUMBERS_EVERY = 6  # frames: figures that change faster cannot be read


class Figure(NamedTuple):
    """A number, what it is of, and how good that is."""

    name: str
    value: str
    colour: str = TEXT


class Figures(Widget):
    """Numbers with their names, in two columns."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.told: tuple[Figure, ...] = ()

    def look(self, view: View) -> Hashable:
        """Return the numbers."""
        return self.told

    def draw(self, look: Hashable) -> Sequence[Shape]:
        """Draw them."""
        style, figures = self.style, cast(tuple[Figure, ...], look)
        half = (len(figures) + 1) // 2
        shapes: list[Shape] = []
        row = min(style.px(ROW), self.box.height / max(half, 1))
        for index, figure in enumerate(figures):
            column = self.box.columns((1.0, 1.0), style.px(4 * GAP))[index // half]
            y = round(column.y + (index % half + 0.5) * row)
            room = column.width - style.width_of(f"{figure.value} ", style.number)
            name = style.fit(figure.name, style.small, room)
            shapes.append(Text(column.x, y, name, DIM, style.small))
            shapes.append(Text(column.right, y, figure.value, figure.colour, style.number, "e"))
        return shapes

    def hint(self, view: View) -> str:
        """Say what can be done."""
        return "right click: count all that went wrong from 0"

    def menu(self, pointer: Pointer) -> Sequence[Item]:
        """Offer to count anew."""
        return [Item("Count from 0", self.context.performance.reset_counts)]


class Timing(Page):
    """The histogram at the left, the numbers at the right."""

    name: ClassVar[str] = "timing"
    title: ClassVar[str] = "Timing"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.histogram, self.figures = Histogram(context), Figures(context)
        self.widgets = [self.histogram, self.figures]
        self.widest_gap_ms = 0.0
        self._seconds = 0.0
        self._count = 0

    def arrange(self, box: Box) -> None:
        """Give the histogram the larger part."""
        px = self.style.px
        boxes = box.inset(px(EDGE), px(GAP)).columns(SHARES, px(4 * EDGE))
        self.histogram.box, self.figures.box = boxes

    def see(self, view: View) -> None:
        """Take note of when frames come, and some times a second of all numbers."""
        now = view.frame.now_seconds
        if self._seconds:
            self.widest_gap_ms = max(self.widest_gap_ms, 1000.0 * (now - self._seconds))
        self._seconds = now
        if self._count % NUMBERS_EVERY == 0:
            frame_ms = view.frame_ms
            self.figures.told = figures(view.frame, self.widest_gap_ms, frame_ms)
        self._count += 1


def figures(frame: Frame, widest_gap_ms: float, frame_ms: float) -> tuple[Figure, ...]:
    """Return the numbers of a frame."""
    status, audio = frame.status, frame.audio
    near = status.margin_ms is not None and status.margin_ms < SAFE_MS
    return (
        Figure("notes committed", f"{status.events:,}"),
        *(_count(name, getattr(status, mishap)) for mishap, name in NAMES.items()),
        Figure("least margin", _ms(status.margin_ms), WARNING if near else TEXT),
        Figure("look-ahead", _ms(audio.look_ahead_ms or None)),
        Figure("largest gap", _ms(status.gap_ms)),
        Figure("clock step", _ms(audio.clock_step_ms or None)),
        Figure("real-time", "yes" if audio.realtime else "no"),
        Figure("frame time", _ms(frame_ms or None)),
        Figure(
            "frame gap",
            _ms(widest_gap_ms or None),
            WARNING if widest_gap_ms > WIDE_GAP_MS else TEXT,
        ),
    )


def _count(name: str, count: int | None) -> Figure:
    if count is None:
        return Figure(name, "not told", DIM)
    wrong = BAD if name in UNHEARD else WARNING
    return Figure(name, f"{count:,}", wrong if count else TEXT)


def _ms(milliseconds: float | None) -> str:
    return "…" if milliseconds is None else f"{milliseconds:.1f} ms"
