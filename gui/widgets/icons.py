"""Icons, drawn as shapes that fill a square."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gui.shapes import Box, Line, Oval, Polygon, Rectangle, Shape

Icon = Callable[[Box, str], Sequence[Shape]]


def play(box: Box, colour: str) -> Sequence[Shape]:
    """Return a triangle to the right."""
    inner = box.inset(box.width * 0.08, 0.0)
    return (
        Polygon((inner.x, inner.y, inner.right, inner.middle[1], inner.x, inner.bottom), colour),
    )


def pause(box: Box, colour: str) -> Sequence[Shape]:
    """Return two bars."""
    left, _, right = box.inset(box.width * 0.08, box.height * 0.04).columns((1.0, 0.8, 1.0))
    return tuple(
        Rectangle(each.x, each.y, each.right, each.bottom, colour) for each in (left, right)
    )


def stop(box: Box, colour: str) -> Sequence[Shape]:
    """Return a square."""
    inner = box.inset(box.width * 0.07)
    return (Rectangle(inner.x, inner.y, inner.right, inner.bottom, colour),)


def record(box: Box, colour: str) -> Sequence[Shape]:
    """Return a disc."""
    return (Oval(box.x, box.y, box.right, box.bottom, colour),)


def die(box: Box, colour: str) -> Sequence[Shape]:
    """Return the face of a die that shows five."""
    dot, (x, y), away = box.width * 0.09, box.middle, box.width * 0.26
    places = ((0, 0), (-1, -1), (1, 1), (-1, 1), (1, -1))
    spots = [
        Oval(x + a * away - dot, y + b * away - dot, x + a * away + dot, y + b * away + dot, colour)
        for a, b in places
    ]
    edge = max(box.width / 12.0, 1.0)
    return (Rectangle(box.x, box.y, box.right, box.bottom, "", colour, edge), *spots)


def arrow_down(box: Box, colour: str) -> Sequence[Shape]:
    """Return a small arrow downwards."""
    x, y = box.middle
    half = box.width * 0.35
    return (
        Line((x - half, y - half / 2.0, x, y + half / 2.0, x + half, y - half / 2.0), colour, 2.0),
    )


def plus(box: Box, colour: str) -> Sequence[Shape]:
    """Return a cross of two lines."""
    x = box.middle[0]
    return (
        *minus(box, colour),
        Line((x, box.y + box.height * 0.1, x, box.bottom - box.height * 0.1), colour, 2.0),
    )


def minus(box: Box, colour: str) -> Sequence[Shape]:
    """Return a level line."""
    inset = box.width * 0.1
    return (Line((box.x + inset, box.middle[1], box.right - inset, box.middle[1]), colour, 2.0),)
