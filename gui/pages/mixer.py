"""The mixer: a strip for each part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from generator.control.surface import Subject
from gui.shapes import Box
from gui.theme import BAD, WARNING, part_colour
from gui.widget import Context, Page, View, Widget
from gui.widgets.fader import Fader
from gui.widgets.knob import Knob
from gui.widgets.meter import Meter
from gui.widgets.part_name import PartName
from gui.widgets.plate import Legend, Plate
from gui.widgets.reading import Reading
from gui.widgets.slim import Slim
from gui.widgets.switch import Switch

LEVEL, PAN, MUTE, SOLO = "level", "pan", "mute", "solo"
SENDS = (PAN, "density", "reverb", "delay")
SHORT = {
    "density": "dens",
    "reverb": "rev",
    "delay": "dly",
}  # where there is no room for the whole word
FIRST_PART = 2  # of the meters' channels: left and right come before
EDGE, GAP = 3, 3
NARROWEST, WITH_KNOBS, WIDEST = 40, 110, 160  # of a strip
NAME, STACKED_NAME, ROW, SWITCH, READING = 20, 32, 15, 20, 14
FADER, METER = 20, 14
LEGEND = 48


class Strip:
    """The controls of one part, as many of them as are declared."""

    def __init__(
        self, context: Context, subject: Subject, part: str, scroll: Callable[[float], None]
    ) -> None:
        index = subject.parts.index(part)
        controls = (LEVEL, *SENDS, MUTE, SOLO)
        ids = {control: f"{part}.{control}" for control in controls}
        ids = {control: key for control, key in ids.items() if key in subject.by_id}
        self._style = context.style
        self.plate = Plate(context, scroll)
        self.name = PartName(context, part, index, tuple(ids.values()), scroll)
        self.meter = Meter(context, FIRST_PART + index, part, part_colour(index))
        levels = [ids[LEVEL]] if LEVEL in ids else []
        self.faders = [Fader(context, key, upright=True, label="", valued=False) for key in levels]
        self.readings = [Reading(context, key) for key in levels]
        self.sends = {
            send: (Knob(context, ids[send], send), Slim(context, ids[send], centred=send == PAN))
            for send in SENDS
            if send in ids
        }
        colours = {MUTE: BAD, SOLO: WARNING}
        self.switches = [
            Switch(context, ids[control], control[0].upper(), colour=colour)
            for control, colour in colours.items()
            if control in ids
        ]

    @property
    def widgets(self) -> list[Widget]:
        """All of them, in the order of the Tab key."""
        sends = [each for pair in self.sends.values() for each in pair]
        level: list[Widget] = [*self.faders, *self.readings, self.meter]
        return [self.plate, self.name, *level, *sends, *self.switches]

    def place(self, box: Box, rows: Sequence[str]) -> None:
        """Take up a box: with knobs, or where it is narrow with a row for each of `rows`."""
        self.plate.box = box
        for pair in self.sends.values():
            for each in pair:
                each.box = Box(box.x, box.y, 0.0, 0.0)
        px = self._style.px
        inner = box.inset(px(EDGE if box.width > px(NARROWEST + 10) else 2), px(GAP))
        if box.width >= px(WITH_KNOBS):
            self._place_beside(inner)
        else:
            self._place_stacked(inner, rows)

    def _place_beside(self, box: Box) -> None:
        px, gap = self._style.px, self._style.px(GAP)
        self.name.box, rest = box.cut_top(px(NAME))
        _, rest = rest.cut_top(gap)
        left, right = rest.cut_left(px(FADER + METER))
        if not (self.sends or self.switches):
            left = left._replace(x=rest.x + (rest.width - left.width) / 2.0)
        self._place_level(left, reading=px(READING))
        _, right = right.cut_left(gap)
        height = px(SWITCH) if self.switches else 0
        knobs, switches = right.cut_top(right.height - height)
        cells = [cell for row in knobs.rows([1.0, 1.0]) for cell in row.columns([1.0, 1.0])]
        for (send, (knob, _)), cell in zip(self.sends.items(), cells, strict=False):
            knob.label = self._fitting(send, cell.width)
            knob.box = cell
        self._place_switches(switches)

    def _fitting(self, word: str, width: float) -> str:
        fits = self._style.width_of(word, self._style.small) <= width - self._style.px(2)
        return word if fits else SHORT.get(word, word)

    def _place_stacked(self, box: Box, rows: Sequence[str]) -> None:
        px, gap = self._style.px, self._style.px(GAP)
        name, rest = box.cut_top(px(STACKED_NAME))
        self.name.box = name._replace(x=self.plate.box.x, width=self.plate.box.width)
        _, rest = rest.cut_top(gap)
        rest, sends = rest.cut_top(rest.height - px(ROW) * len(rows))
        for row, place in zip(rows, sends.rows([1.0] * len(rows)) if rows else [], strict=True):
            if row in self.sends:
                self.sends[row][1].box = place
        if self.switches:
            rest, switches = rest.cut_top(rest.height - px(SWITCH) - gap)
            self._place_switches(switches.cut_top(px(SWITCH))[0])
        wide = min(rest.width, px(FADER + METER + 8))
        level = Box(rest.x + (rest.width - wide) / 2.0, rest.y, wide, rest.height - gap)
        self._place_level(level, reading=0)

    def _place_level(self, box: Box, reading: float) -> None:
        reading = reading if self.readings else 0.0
        tall, below = box.cut_top(box.height - reading)
        faders, meter = tall.cut_left(tall.width - self._style.px(METER))
        self.meter.box = meter
        for fader, number in zip(self.faders, self.readings, strict=True):
            fader.box = faders
            number.box = below if reading else Box(box.x, box.y, 0.0, 0.0)

    def _place_switches(self, box: Box) -> None:
        places = (
            box.columns([1.0] * len(self.switches), self._style.px(GAP)) if self.switches else []
        )
        for switch, place in zip(self.switches, places, strict=True):
            switch.box = place


class Mixer(Page):
    """A strip for each part; where there is no room for all, the wheel moves on to the others."""

    name: ClassVar[str] = "mixer"
    title: ClassVar[str] = "Mixer"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._strips: list[Strip] = []
        self._rows: list[str] = []
        self._box = Box(0.0, 0.0, 0.0, 0.0)
        self._first = 0
        self._focus: Widget | None = None

    def renew(self, view: View) -> None:  # noqa: D102
        subject = view.frame.subject
        self._strips = [Strip(self.context, subject, part, self.scroll) for part in subject.parts]
        self._rows = [send for send in SENDS if any(send in each.sends for each in self._strips)]
        self._legend = Legend(self.context, self._rows)
        strips = [widget for strip in self._strips for widget in strip.widgets]
        self.widgets = [*strips, self._legend]
        self._first = 0

    def see(self, view: View) -> None:  # noqa: D102
        for strip in self._strips:
            strip.meter.see(view.frame)
        if view.focus is not self._focus:
            self._focus = view.focus
            self._follow()

    def arrange(self, box: Box) -> None:  # noqa: D102
        self._box = box
        px = self.style.px
        room, gap = box.inset(px(EDGE), px(EDGE)), px(GAP)
        width = self._width(room.width)
        if width < px(WITH_KNOBS) and self._rows:
            legend, room = room.cut_left(px(LEGEND))
            width = max(self._width(room.width), px(NARROWEST))
            height = px(ROW) * len(self._rows)
            self._legend.box = Box(box.x, room.bottom - gap - height, legend.right - box.x, height)
        else:
            self._legend.box = Box(box.x, box.y, 0.0, 0.0)
        self._fitting = max(int((room.width + gap) // (width + gap)), 1)
        self._first = min(self._first, max(len(self._strips) - self._fitting, 0))
        for index, strip in enumerate(self._strips):
            x = room.x + (index - self._first) * (width + gap)
            strip.place(Box(x, room.y, width, room.height), self._rows)

    def _width(self, room: float) -> int:
        """Return how wide a strip may be, for all of them to fit."""
        count, px = max(len(self._strips), 1), self.style.px
        return min(int((room + px(GAP)) / count) - px(GAP), px(WIDEST))

    def scroll(self, steps: float) -> None:
        """Move on to strips further to the left (positive), or to the right."""
        first = self._first - (1 if steps > 0.0 else -1)
        self._show(min(max(first, 0), max(len(self._strips) - self._fitting, 0)))

    def _follow(self) -> None:
        """Bring the strip into view that has the focus."""
        for index, strip in enumerate(self._strips):
            if any(widget is self._focus for widget in strip.widgets):
                last = self._first + self._fitting - 1
                self._show(min(self._first, index) + max(index - last, 0))

    def _show(self, first: int) -> None:
        if first != self._first:
            self._first = first
            self.arrange(self._box)
