"""The pages of parameters: a control for each one that is declared, whatever is declared."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from generator.control.addresses import MACRO, SEED, TEMPO
from generator.control.surface import Subject
from generator.parameters import Parameter, Warp
from gui.shapes import Box
from gui.widget import Context, Page, View, Widget
from gui.widgets.button import Button
from gui.widgets.caption import Caption
from gui.widgets.choice import Choice
from gui.widgets.control import Control
from gui.widgets.knob import Knob
from gui.widgets.scroll import BAR, Scroll, Window
from gui.widgets.switch import Switch

ELSEWHERE = frozenset({TEMPO, SEED, "swing"})  # in the header
NARROWEST, EASY, WIDEST = 74.0, 96.0, 132.0  # cells: EASY has room for most names
LOWEST, HIGHEST = 72.0, 132.0
MARGIN, SIDE, BUTTON, GAP = 8.0, 108.0, 28.0, 6.0
AWAY = Box(-10_000.0, -10_000.0, 1.0, 1.0)  # where rows are that are not shown; Tab finds them


class Parameters(Page):
    """A grid of controls that fills the page; what does not fit is scrolled to, by Tab too."""

    title: ClassVar[str]

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._controls: list[Control] = []
        self._box = AWAY
        self._columns = 1
        self._seen_focus: Widget | None = None

    @abstractmethod
    def shows(self, parameter: Parameter) -> bool:
        """Whether a parameter that belongs to no part is on this page."""

    def renew(self, view: View) -> None:  # noqa: D102
        context, subject = self.context, view.frame.subject
        shown = [each for each in subject.declared if _is_free(each, subject) and self.shows(each)]
        self._controls = [control_of(context, each) for each in shown]
        self._scroll = Scroll(context, self._scroll_to)
        self._buttons = [
            Button(context, "Randomise all", self._randomise, says=RANDOMISE),
            Button(context, "Reset all", self._reset, says="all of this page to their defaults"),
        ]
        self._count = Caption(context, f"{len(shown)} parameters" if shown else "none declared")
        buttons = self._buttons if shown else []
        self.widgets = [self._scroll, *self._controls, *buttons, self._count]

    def see(self, view: View) -> None:
        """Bring the control that has got the focus into view."""
        if view.focus is not self._seen_focus:
            self._seen_focus = view.focus
            self._show(view.focus)

    # -- where it is

    def arrange(self, box: Box) -> None:  # noqa: D102
        self._box = box
        page, side = self._halves()
        shown = self._shown_rows(page)
        self._columns, rows = self._grid(page, shown)
        first = min(self._scroll.window.first, max(rows - shown, 0))
        self._scroll.box = page
        self._scroll.window = Window(first, min(shown, rows), rows)
        self._put_controls(page)
        self._put_side(side)

    def _halves(self) -> tuple[Box, Box]:
        inner = self._box.inset(self.style.px(MARGIN), self.style.px(GAP))
        return inner.cut_left(inner.width - self.style.px(SIDE + MARGIN))

    def _grid(self, page: Box, shown: int) -> tuple[int, int]:
        """Return columns and rows: wide cells if all of them fit, else as many as there can be."""
        count = max(len(self._controls), 1)
        for narrowest in (EASY, NARROWEST):
            most = max(int(page.width / self.style.px(narrowest)), 1)
            rows = -(-count // most)
            if rows <= shown:
                return -(-count // rows), rows
        return most, rows

    def _shown_rows(self, page: Box) -> int:
        return max(int(page.height / self.style.px(LOWEST)), 1)

    def _put_controls(self, page: Box) -> None:
        px, window = self.style.px, self._scroll.window
        room = page.width - (px(BAR + GAP) if window.last_first else 0)
        width = min(room / self._columns, px(WIDEST))
        height = min(page.height / window.shown, px(HIGHEST))
        self._scroll.row_height = height
        top = page.y + (page.height - height * window.shown) / 2.0
        for index, control in enumerate(self._controls):
            row, column = divmod(index, self._columns)
            x, y = page.x + column * width, top + (row - window.first) * height
            there = window.first <= row < window.first + window.shown
            cell = Box(round(x), round(y), round(x + width) - round(x), int(height))
            control.box = cell.inset(px(2), px(1)) if there else AWAY

    def _put_side(self, side: Box) -> None:
        px = self.style.px
        column = Box(side.right - px(SIDE), side.y, px(SIDE), px(BUTTON))
        for widget in self.widgets[1 + len(self._controls) :]:
            widget.box = column
            column = column._replace(y=column.y + px(BUTTON + GAP))

    def _scroll_to(self, row: int) -> None:
        self._scroll.window = self._scroll.window._replace(first=row)
        self._put_controls(self._scroll.box)

    def _show(self, widget: Widget | None) -> None:
        """Scroll to a control, if it is one of these and hidden."""
        if isinstance(widget, Control) and widget.box is AWAY and widget in self._controls:
            row, window = self._controls.index(widget) // self._columns, self._scroll.window
            self._scroll.to(row if row < window.first else row - window.shown + 1)

    # -- what the buttons do

    def _randomise(self) -> None:
        self.context.hand.randomise(tuple(each.id for each in self._controls))

    def _reset(self) -> None:
        defaults = {each.id: each.parameter.default for each in self._controls}
        self.context.hand.set_many(defaults, f"reset {self.title.lower()}")


class PieceParameters(Parameters):
    """What the piece reads as it goes on."""

    name: ClassVar[str] = "piece"
    title: ClassVar[str] = "Piece"

    def shows(self, parameter: Parameter) -> bool:  # noqa: D102
        return parameter.channel is None


class SoundParameters(Parameters):
    """What the orchestra hears of: effects, the master, and channels of one's own."""

    name: ClassVar[str] = "sound"
    title: ClassVar[str] = "Sound"

    def shows(self, parameter: Parameter) -> bool:  # noqa: D102
        return parameter.channel is not None


RANDOMISE = "draw a value for each of this page that is not locked"


def control_of(context: Context, parameter: Parameter) -> Control:
    """Return the control that suits a parameter."""
    if parameter.warp is Warp.TOGGLE:
        return Switch(context, parameter.id, "", None)
    if parameter.choices:
        return Choice(context, parameter.id)
    return Knob(context, parameter.id)


def _is_free(parameter: Parameter, subject: Subject) -> bool:
    """Whether a parameter belongs to no part, and is not shown all the time."""
    owner, _, _ = parameter.id.rpartition(".")
    elsewhere = parameter.id in ELSEWHERE or parameter.id.startswith(MACRO)
    return owner not in subject.parts and not elsewhere
