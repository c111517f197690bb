"""Whether a picture's texts can be read: how they stand out from what is below, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gui.shapes import Box, Oval, Polygon, Rectangle, Shape, Text
from gui.theme import GROUND, Style

LEAST = 4.5


def faint(shapes: Sequence[Shape], ground: str = GROUND) -> list[tuple[str, float]]:
    """Return the texts of too little contrast with what was drawn below them before."""
    return [found for found in _contrasts(shapes, ground) if found[1] < LEAST]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def outside(shapes: Sequence[Shape], box: Box, style: Style) -> list[str]:
    """Return the texts that leave a box."""
    room = Box(box.x - 1.0, box.y - 1.0, box.width + 2.0, box.height + 2.0)
    texts = [shape for shape in shapes if isinstance(shape, Text)]
    return [each.text for each in texts if not _within(extent(each, style), room)]


def extent(text: Text, style: Style) -> Box:
    """Return what a text covers."""
    width, height = style.width_of(text.text, text.font), float(text.font.size)
    x = text.x - {"w": 0.0, "center": width / 2.0, "e": width}[text.anchor]
    return Box(x, text.y - height / 2.0, width, height)


def _within(inner: Box, outer: Box) -> bool:
    across = outer.x <= inner.x and inner.right <= outer.right
    return across and outer.y <= inner.y and inner.bottom <= outer.bottom


def _contrasts(shapes: Sequence[Shape], ground: str) -> Iterator[tuple[str, float]]:
    for index, shape in enumerate(shapes):
        if isinstance(shape, Text) and shape.text:
            below = [each for each in shapes[:index] if _covers(each, shape.x, shape.y)]
            yield shape.text, contrast(shape.fill, below[-1].fill if below else ground)


def _covers(shape: Shape, x: float, y: float) -> bool:
    if not isinstance(shape, Rectangle | Oval | Polygon) or not shape.fill:
        return False
    points = shape.points if isinstance(shape, Polygon) else shape[:4]
    across, down = points[::2], points[1::2]
    return min(across) <= x <= max(across) and min(down) <= y <= max(down)


def _luminance(colour: str) -> float:
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (int(colour[i : i + 2], 16) / 255.0 for i in (1, 3, 5))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
