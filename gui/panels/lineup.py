"""A line-up: widgets side by side in groups, which share what width there is."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from gui.shapes import Box, Line, Shape, filled
from gui.theme import EDGE, PANEL, Style
from gui.widget import View, Widget

MARGIN, SMALL_GAP, LARGE_GAP = 8.0, 4.0, 13.0
UPPER, LINE, LOWER = 5.0, 14.0, 7.0  # heights above all, of captions, below all
CAPTION = 120.0  # the width of captions


class Place(NamedTuple):
    """A widget with its widths, where there is least room and where there is plenty.

    begins: whether it is the first of a group. caption: what stands above that group.
    """

    widget: Widget
    narrow: float
    wide: float
    begins: bool = False
    caption: Widget | None = None


class Divider(Widget):
    """The ground of a line-up, with a line before each group."""

    lines: tuple[int, ...] = ()

    def look(self, view: View) -> Hashable:  # noqa: D102
        return self.lines

    def draw(self, look: Hashable) -> Sequence[Shape]:  # noqa: D102
        box, inset = self.box, self.style.px(LOWER)
        upright = [Line((x, box.y + inset, x, box.bottom - inset), EDGE) for x in self.lines]
        edge = Line((box.x, box.bottom - 1, box.right, box.bottom - 1), EDGE)
        return (filled(box, PANEL), edge, *upright)

    def cares(self, x: float, y: float) -> bool:
        """Return False: it is the ground."""
        return False


def arrange(places: Sequence[Place], divider: Divider, box: Box, style: Style) -> None:
    """Put widgets into a box: what room there is beyond the least goes to all, up to their widest.

    What is left then comes before the last group, which is at the right end.
    """
    room = box.width / style.scale
    least, most = _width(places, 0.0), _width(places, 1.0)
    share = min(max((room - least) / (most - least), 0.0), 1.0)
    last = [place for place in places if place.begins][-1]
    x, lines, low = MARGIN - SMALL_GAP, [], False
    for place in places:
        x += _gap(place, share) + (max(room - most, 0.0) if place is last else 0.0)
        if place.begins:
            low = place.caption is not None
            lines.append(style.px(x - _gap(place, share) / 2.0))
        width = _between(place.narrow, place.wide, share)
        _put(place, x, width, low, box.height / style.scale, style)
        x += width
    divider.box, divider.lines = box, tuple(lines)


def _put(place: Place, x: float, width: float, low: bool, height: float, style: Style) -> None:
    """Put a widget below its group's caption, or where there is none, below the upper edge."""
    top = UPPER + LINE if low else UPPER
    left, right = style.px(x), style.px(x + width)
    upper, lower = style.px(top), style.px(height - LOWER)
    place.widget.box = Box(left, upper, right - left, lower - upper)
    if place.caption is not None:
        place.caption.box = Box(left, style.px(UPPER - 1.0), style.px(CAPTION), style.px(LINE))


def _width(places: Sequence[Place], share: float) -> float:
    widths = (_gap(place, share) + _between(place.narrow, place.wide, share) for place in places)
    return sum(widths) + 2.0 * MARGIN - SMALL_GAP


def _gap(place: Place, share: float) -> float:
    return _between(LARGE_GAP, 2.0 * LARGE_GAP, share) if place.begins else SMALL_GAP


def _between(narrow: float, wide: float, share: float) -> float:
    return narrow + share * (wide - narrow)
