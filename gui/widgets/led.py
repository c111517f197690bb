"""Signs: small shapes that tell states apart without colour."""

from __future__ import annotations

from collections.abc import Sequence

from gui.shapes import Arc, Box, Line, Oval, Polygon, Rectangle, Shape
from gui.theme import GROUND


def playing(box: Box, colour: str) -> Sequence[Shape]:
    """Return a triangle that points to the right."""
    return [Polygon((box.x, box.y, box.right, box.middle[1], box.x, box.bottom), colour)]


def paused(box: Box, colour: str) -> Sequence[Shape]:
    """Return two bars."""
    third = box.width / 3.0
    return [
        Rectangle(box.x, box.y, box.x + third, box.bottom, colour),
        Rectangle(box.right - third, box.y, box.right, box.bottom, colour),
    ]


def silent(box: Box, colour: str) -> Sequence[Shape]:
    """Return a ring that is struck through."""
    width = box.width / 6.0
    ring = Oval(box.x, box.y, box.right, box.bottom, outline=colour, width=width)
    return [ring, Line((box.x, box.bottom, box.right, box.y), colour, width)]


def waiting(box: Box, colour: str) -> Sequence[Shape]:
    """Return a ring that is open."""
    return [Arc(box.x, box.y, box.right, box.bottom, 30.0, 270.0, colour, box.width / 5.0)]


def alert(box: Box, colour: str) -> Sequence[Shape]:
    """Return a warning triangle on the ground."""
    return warning(box, colour, GROUND)


def warning(box: Box, colour: str, ink: str) -> Sequence[Shape]:
    """Return a triangle with an exclamation mark in it."""
    x, height = box.middle[0], box.height
    half = max(box.width / 14.0, 0.5)
    return [
        Polygon((box.x, box.bottom, x, box.y, box.right, box.bottom), colour),
        Rectangle(x - half, box.y + 0.36 * height, x + half, box.y + 0.68 * height, ink),
        Rectangle(x - half, box.y + 0.78 * height, x + half, box.y + 0.9 * height, ink),
    ]
