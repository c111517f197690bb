"""Shapes: what widgets draw, as plain values. Nothing here knows a toolkit.

Lengths are pixels, x to the right and y down. Colours are `#rrggbb`, "" is none.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle to draw in."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of its lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> tuple[float, float]:
        """The point in its middle."""
        return self.x + self.width / 2.0, self.y + self.height / 2.0

    def contains(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.x <= x < self.right and self.y <= y < self.bottom

    def inset(self, across: float, down: float | None = None) -> Box:
        """Return it without a margin on every side."""
        down = across if down is None else down
        return Box(
            self.x + across,
            self.y + down,
            max(self.width - 2.0 * across, 0.0),
            max(self.height - 2.0 * down, 0.0),
        )

    def columns(self, shares: Sequence[float], gap: float = 0.0) -> list[Box]:
        """Return boxes side by side; their widths are to each other as the shares."""
        room = max(self.width - gap * (len(shares) - 1), 0.0) / sum(shares)
        boxes, x = [], self.x
        for share in shares:
            boxes.append(Box(x, self.y, room * share, self.height))
            x += room * share + gap
        return boxes

    def rows(self, shares: Sequence[float], gap: float = 0.0) -> list[Box]:
        """Return boxes one below the other; their heights are to each other as the shares."""
        turned = Box(self.y, self.x, self.height, self.width).columns(shares, gap)
        return [Box(each.y, each.x, each.height, each.width) for each in turned]

    def cut_left(self, width: float) -> tuple[Box, Box]:
        """Return what lies left of a cut, and the rest."""
        rest = Box(self.x + width, self.y, max(self.width - width, 0.0), self.height)
        return Box(self.x, self.y, width, self.height), rest

    def cut_top(self, height: float) -> tuple[Box, Box]:
        """Return what lies above a cut, and the rest."""
        rest = Box(self.x, self.y + height, self.width, max(self.height - height, 0.0))
        return Box(self.x, self.y, self.width, height), rest


class Font(NamedTuple):
    """A typeface: its family, the height of its letters in pixels, and whether it is bold."""

    family: str
    size: int
    bold: bool = False


class Rectangle(NamedTuple):
    """A rectangle from one corner to the other."""

    x0: float
    y0: float
    x1: float
    y1: float
    fill: str = ""
    outline: str = ""
    width: float = 1.0


class Oval(NamedTuple):
    """An ellipse in a rectangle."""

    x0: float
    y0: float
    x1: float
    y1: float
    fill: str = ""
    outline: str = ""
    width: float = 1.0


class Arc(NamedTuple):
    """A part of an ellipse's outline; degrees from three o'clock, against the clock."""

    x0: float
    y0: float
    x1: float
    y1: float
    start: float
    extent: float
    outline: str = ""
    width: float = 1.0


class Line(NamedTuple):
    """A line through points, x and y by turns."""

    points: tuple[float, ...]
    fill: str
    width: float = 1.0


class Polygon(NamedTuple):
    """A filled outline through points, x and y by turns."""

    points: tuple[float, ...]
    fill: str = ""
    outline: str = ""
    width: float = 1.0


class Text(NamedTuple):
    """One line of text; anchor says which point of it lies at x, y: `w`, `center`, `e`, `nw`."""

    x: float
    y: float
    text: str
    fill: str
    font: Font
    anchor: str = "w"


Shape = Rectangle | Oval | Arc | Line | Polygon | Text


class Drift(NamedTuple):
    """Shapes that move to the left together: each is drawn at its own x less the offset.

    changed: the keys of those that have come, gone or changed since the last time; None: whichever.
    """

    offset: float
    shapes: Mapping[Hashable, Shape]
    changed: Collection[Hashable] | None = None


def filled(box: Box, fill: str = "", outline: str = "", width: float = 1.0) -> Rectangle:
    """Return a rectangle that covers a box, its outline inside."""
    edge = width / 2.0 if outline else 0.0
    return Rectangle(
        box.x + edge, box.y + edge, box.right - edge, box.bottom - edge, fill, outline, width
    )
