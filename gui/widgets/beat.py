"""Where the music is: bar and beat in large figures, and a light that flashes with the beat."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple, cast

from gui.shapes import Oval, Polygon, Shape, Text
from gui.theme import ACCENT, DIM, EDGE, HUGE, LARGE, MONO, PANEL, SMALL, TEXT, mixed
from gui.widget import View, Widget

LEVELS = 8  # of brightness
RIM, DISC = 0.46, 0.2  # half the size of diamond and disc, as shares of the room
FADE_BEATS = 0.6
BAR_DIGITS = 3
SIZES = (HUGE, 24, LARGE, SMALL)  # of the figures, the largest that fits


class Place(NamedTuple):
    """Bar and beat, from 1; going: whether they move."""

    bar: int
    beat: int
    going: bool


class Position(Widget):
    """Bar and beat, `20.4`, at the right of its box."""

    def look(self, view: View) -> Place:  # noqa: D102
        status = view.frame.status
        return Place(status.bar, int(status.beat), view.frame.playing and not status.paused)

    def draw(self, look: Hashable) -> Sequence[Shape]:  # noqa: D102
        place, style = cast(Place, look), self.style
        text = f"{place.bar:>{BAR_DIGITS}}.{place.beat}"
        fonts = [style.font(size, MONO, bold=True) for size in SIZES]
        fitting = [each for each in fonts if style.width_of(text, each) <= self.box.width]
        font = fitting[0] if fitting else fonts[-1]
        colour = TEXT if place.going else DIM
        return (Text(self.box.right, self.box.middle[1], text, colour, font, "e"),)

    def hint(self, view: View) -> str:  # noqa: D102
        section = view.frame.status.section
        return f"bar and beat{f', section {section}' if section else ''}   /status/beat"


class Flash(NamedTuple):
    """How bright the light is, 0 to `LEVELS`, and whether it is the first beat of a bar."""

    level: int
    first: bool


class BeatLight(Widget):
    """Flashes on each beat and fades: a large diamond on the first of a bar, else a disc."""

    def look(self, view: View) -> Flash:  # noqa: D102
        status = view.frame.status
        if status.paused or not view.frame.playing:
            return Flash(0, True)
        level = round(LEVELS * (1.0 - (status.beat % 1.0) / FADE_BEATS))
        return Flash(max(level, 0), status.beat < 2.0)

    def draw(self, look: Hashable) -> Sequence[Shape]:  # noqa: D102
        flash = cast(Flash, look)
        (x, y), side = self.box.middle, min(self.box.width, self.box.height)
        rim = side * RIM
        colour = mixed(TEXT if flash.first else ACCENT, PANEL, flash.level / LEVELS)
        outline = Polygon((x, y - rim, x + rim, y, x, y + rim, x - rim, y), PANEL, EDGE)
        if flash.first:
            return (outline._replace(fill=colour),)
        disc = side * DISC
        return (outline, Oval(x - disc, y - disc, x + disc, y + disc, colour))

    def hint(self, view: View) -> str:  # noqa: D102
        return f"beat {int(view.frame.status.beat)} at {view.frame.status.tempo_bpm:.1f} BPM"
