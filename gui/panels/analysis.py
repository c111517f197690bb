"""The panel under the roll: what the sound looks like."""

from __future__ import annotations

from typing import ClassVar

from gui.shapes import Box
from gui.widget import Context, Panel, View
from gui.widgets.scope import Oscilloscope
from gui.widgets.spectrum import Spectrum

EDGE, GAP = 2.0, 6.0


class Analysis(Panel):
    """The oscilloscope and the spectrum, side by side."""

    name: ClassVar[str] = "analysis"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.scope, self.spectrum = Oscilloscope(context), Spectrum(context)
        self.widgets = [self.scope, self.spectrum]

    def arrange(self, box: Box) -> None:
        """Give each half of the width."""
        px = self.style.px
        halves = box.inset(px(GAP), px(EDGE)).columns((1.0, 1.0), px(GAP))
        for widget, half in zip(self.widgets, halves, strict=True):
            widget.box = half

    def see(self, view: View) -> None:
        """Let the peaks rise and fall."""
        self.spectrum.see(view.frame)
