"""The left column: macros, the morph pad and the snapshots."""

from __future__ import annotations

from typing import ClassVar

from gui.panels.knob_grid import grid_of, place
from gui.shapes import Box
from gui.widget import Context, Panel, View
from gui.widgets.caption import Caption
from gui.widgets.cells import Cells
from gui.widgets.knob import Knob
from gui.widgets.morph_time import MorphTime
from gui.widgets.pad import Pad
from gui.widgets.shelf import Shelf

MACRO = "macro."
HEADING, GAP, EDGE = 20, 6, 8
KNOBS_SHARE, CELLS_SHARE = 0.28, 0.23  # of the column: knobs at most, cells in between
CELLS_HEIGHTS = 140, 280  # least and most
PAD_SHAPE = 1.4  # its height is at most so many times its width
TIME_WIDTH, TIME_LABEL = 64, 30


class Left(Panel):
    """Macro knobs, as the piece declares them; the pad between snapshots 1 to 4; their grid."""

    name: ClassVar[str] = "left"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._shelf = Shelf(lambda: context.performance.desk.bank)
        self._captions = [Caption(context, text) for text in ("MACROS", "MORPH", "SNAPSHOTS")]
        self._time_label, self._time = Caption(context, "over", "e"), MorphTime(context)
        self._pad, self._cells = Pad(context, self._shelf), Cells(context, self._shelf)
        self._knobs: list[Knob] = []
        self._piece = ""

    def renew(self, view: View) -> None:  # noqa: D102
        context, subject = self.context, view.frame.subject
        if subject.piece != self._piece:
            self._piece, context.hand.snapshot = subject.piece, ""
            self._pad = Pad(context, self._shelf)
        macros = [each for each in subject.declared if each.id.startswith(MACRO)]
        self._knobs = [Knob(context, each.id, each.id.removeprefix(MACRO)) for each in macros]
        macros_caption, pad_caption, cells_caption = self._captions
        self.widgets = [
            *([macros_caption] if macros else []),
            *self._knobs,
            pad_caption,
            self._pad,
            cells_caption,
            self._time_label,
            self._time,
            self._cells,
        ]

    def see(self, view: View) -> None:  # noqa: D102
        self._shelf.see(view.frame)
        self._pad.see(view.frame)

    def arrange(self, box: Box) -> None:  # noqa: D102
        px, heading, gap = self.style.px, self.style.px(HEADING), self.style.px(GAP)
        rest = box.inset(px(EDGE), 0.0)
        if self._knobs:
            self._captions[0].box, rest = rest.cut_top(heading)
            grid = grid_of(self._knobs, rest.width, KNOBS_SHARE * box.height, self.style)
            macros, rest = rest.cut_top(grid.height)
            place(self._knobs, grid, macros)
            _, rest = rest.cut_top(gap)
        self._captions[1].box, rest = rest.cut_top(heading)
        room = rest.height - heading - gap - px(EDGE)
        least, most = (px(height) for height in CELLS_HEIGHTS)
        cells = min(max(round(CELLS_SHARE * box.height), least), most)
        pad = round(min(room - cells, PAD_SHAPE * rest.width))
        self._pad.box, rest = rest.cut_top(pad)
        _, rest = rest.cut_top(gap)
        self._arrange_snapshots(rest, heading, min(room - pad, most))

    def _arrange_snapshots(self, box: Box, heading: float, height: float) -> None:
        px = self.style.px
        top, rest = box.cut_top(heading)
        time = Box(top.right - px(TIME_WIDTH), top.y, px(TIME_WIDTH), heading - px(3))
        self._time.box = time
        label = Box(time.x - px(TIME_LABEL + 5), time.y, px(TIME_LABEL), time.height)
        self._time_label.box = label
        self._captions[2].box = Box(top.x, time.y, label.x - top.x, time.height)
        self._cells.box = rest.cut_top(height)[0]
