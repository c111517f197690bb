"""Whether the widgets of a panel have places of their own, and keep to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from gui.painter import numbers
from gui.shapes import Box, Shape, Text
from gui.theme import Style
from gui.widget import Panel, View, Widget

SLACK = 1.01  # pixels


def shown(panel: Panel) -> list[Widget]:
    """Return the widgets that have a place."""
    return [widget for widget in panel.widgets if widget.box.width > 0.0]


def overlaps(widgets: Sequence[Widget]) -> list[str]:
    """Return the pairs of widgets whose boxes share more than an edge."""
    return [
        f"{type(one).__name__} {one.box} and {type(other).__name__} {other.box}"
        for one, other in combinations(widgets, 2)
        if _overlap(one.box, other.box)
    ]


def _overlap(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return across > 0.01 and down > 0.01


def outside(widgets: Sequence[Widget], room: Box) -> list[str]:
    """Return the widgets that lie partly outside a box."""
    return [f"{type(w).__name__} {w.box}" for w in widgets if not _within(w.box, room, 0.01)]


def spilt(widget: Widget, view: View, slack: float = SLACK) -> list[Shape]:
    """Return the shapes of a widget that leave its box, texts as wide as they are guessed to be."""
    shapes = widget.draw(widget.look(view))
    return [s for s in shapes if not _within(_extent(s, widget.style), widget.box, slack)]


def _extent(shape: Shape, style: Style) -> Box:
    if not isinstance(shape, Text):
        points = numbers(shape)
        x0, y0 = min(points[::2]), min(points[1::2])
        return Box(x0, y0, max(points[::2]) - x0, max(points[1::2]) - y0)
    width, height = style.width_of(shape.text, shape.font), shape.font.size
    x = shape.x - width * {"w": 0.0, "e": 1.0}.get(shape.anchor[-1:], 0.5)
    y = shape.y - height * {"n": 0.0, "s": 1.0}.get(shape.anchor[:1], 0.5)
    if shape.anchor == "center":
        x = shape.x - width / 2.0
    return Box(x, y, width, height)


def _within(inner: Box, outer: Box, slack: float) -> bool:
    sides: Iterator[bool] = iter(
        (
            inner.x >= outer.x - slack,
            inner.y >= outer.y - slack,
            inner.right <= outer.right + slack,
            inner.bottom <= outer.bottom + slack,
        )
    )
    return all(sides)
