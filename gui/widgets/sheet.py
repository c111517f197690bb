"""A sheet: the ground of what lies over the window."""

from __future__ import annotations

from gui.shapes import Box, Rectangle, filled
from gui.theme import EDGE, PANEL, Style


def sheet(box: Box, style: Style) -> Rectangle:
    """Return a ground that fills a canvas of its own, its edge inside.

    An edge an odd number of pixels wide is drawn half a pixel further right and down.
    """
    width = style.px(1)
    odd = width % 2
    return filled(Box(box.x, box.y, box.width - odd, box.height - odd), PANEL, EDGE, width)
