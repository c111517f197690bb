"""The right column: what comes out."""

from __future__ import annotations

from typing import ClassVar

from gui.shapes import Box
from gui.widget import Panel, View
from gui.widgets.caption import Caption
from gui.widgets.fader import Fader
from gui.widgets.loudness import Loudness
from gui.widgets.meter import Meter, PeakNumber, Scale
from gui.widgets.reading import Reading

LEVEL = "master.level"
EDGE, GAP = 6, 5
HEADING, NUMBER, READING, LOUDNESS = 20, 20, 16, 62  # heights
FADER, SCALE = 36, 24  # widths


class Master(Panel):
    """The level of the output, its meters, and how loud it is."""

    name: ClassVar[str] = "master"

    def renew(self, view: View) -> None:  # noqa: D102
        context = self.context
        self._caption, self._unit = (
            Caption(context, "MASTER", "center"),
            Caption(context, "dB", "e"),
        )
        self._meters = [Meter(context, 0, "left"), Meter(context, 1, "right")]
        self._peak, self._scale = PeakNumber(context, self._meters), Scale(context)
        self._loudness = Loudness(context)
        levels = [LEVEL] if LEVEL in view.frame.subject.by_id else []
        self._faders = [Fader(context, key, upright=True, label="", valued=False) for key in levels]
        self._readings = [Reading(context, key) for key in levels]
        self.widgets = [
            *(self._caption, *self._faders, *self._readings, self._peak),
            *(self._unit, self._scale, *self._meters, self._loudness),
        ]

    def see(self, view: View) -> None:  # noqa: D102
        for meter in self._meters:
            meter.see(view.frame)

    def arrange(self, box: Box) -> None:  # noqa: D102
        px, gap = self.style.px, self.style.px(GAP)
        self._caption.box, rest = box.inset(px(EDGE), 0.0).cut_top(px(HEADING))
        self._peak.box, rest = rest.cut_top(px(NUMBER))
        _, rest = rest.cut_top(gap)
        rest, below = rest.cut_top(rest.height - px(LOUDNESS) - px(EDGE) - gap)
        self._loudness.box = Box(below.x, below.y + gap, below.width, px(LOUDNESS))
        for fader, reading in zip(self._faders, self._readings, strict=True):
            level, rest = rest.cut_left(px(FADER))
            fader.box, reading.box = level.cut_top(level.height - px(READING))
        tall, below = rest.cut_top(rest.height - px(READING))
        self._scale.box, channels = tall.cut_left(px(SCALE))
        self._unit.box = below.cut_left(px(SCALE))[0]
        for meter, channel in zip(self._meters, channels.columns([1.0, 1.0]), strict=True):
            meter.box = channel
