"""The page Render: `scoretime render`, filled in as a form, while the music plays on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from math import ceil
from pathlib import Path
from typing import ClassVar, NamedTuple

from generator.control.folders import music_folder
from generator.errors import UsageError
from generator.session.forms import FormField
from gui.form import OUTPUT, PIECE, Form
from gui.rendering import Rendering
from gui.shapes import Box
from gui.widget import Context, Page, Pointer, View, Widget
from gui.widgets.button import Button
from gui.widgets.caption import Caption
from gui.widgets.form_cells import Cell, ChoiceCell, PieceCell, SwitchCell
from gui.widgets.render_state import RenderState
from gui.widgets.scroll import BAR, Scroll, Window

KINDS = {"choice": ChoiceCell, "switch": SwitchCell}
FIRST_GROUP = "piece"
MARGIN, GAP, COLUMN_GAP = 8.0, 6.0, 4.0
TOP, STATE, HEADING, BUTTON = 24.0, 20.0, 16.0, 96.0
LEAST_ROW, MOST_ROW = 22.0, 28.0
NARROWEST, WIDEST = 140.0, 380.0  # columns
OUTPUT_LABEL = 48.0
AWAY = Box(-10_000.0, -10_000.0, 1.0, 1.0)  # where rows are that are not shown; Tab finds them


class Place(NamedTuple):
    """Where a cell is in the grid."""

    row: int
    column: int


class Render(Page):
    """What is to be rendered, in columns; the file; how far it is, and what came of it.

    fields: the options of `render`, --output among them. piece, csd: what was chosen at the start,
    as it was given.
    """

    name: ClassVar[str] = "render"
    title: ClassVar[str] = "Render"

    def __init__(
        self,
        context: Context,
        fields: Sequence[FormField],
        piece: str = "",
        csd: str = "",
        folder: Callable[[], Path] = music_folder,
    ) -> None:
        super().__init__(context)
        self.rendering = Rendering()
        self.form = Form(fields, piece, csd, folder)
        self._box = AWAY
        self._places: list[Place] = []
        self._row_height = 1.0
        self._column_width = 1.0
        self._seen_focus: Widget | None = None
        self._make()

    # -- its widgets

    def _make(self) -> None:
        context = self.context
        self.output, self.cells = self._cells()
        self.button = Button(
            context,
            lambda view: "Cancel" if self.rendering.running else "Render",
            self._start_or_cancel,
            alive=lambda view: True,
            says="render to this file, or give up the render that runs",
        )
        self._state = RenderState(context, self.rendering)
        self._scroll = Scroll(context, self._scroll_to)
        self._headings = [Caption(context, group.upper()) for group, _ in self._groups()]
        self.widgets = [
            self._scroll, self.output, self.button, self._state, *self._headings, *self.cells,
        ]  # fmt: skip

    def _cells(self) -> tuple[Cell, list[Cell]]:
        """Return the cell of the file to be written, and all others."""
        (output,) = (each for each in self.form.fields if each.label == OUTPUT)
        others = [each for each in self.form.fields if each is not output]
        cell = Cell(self.context, self.form, output, label_width=OUTPUT_LABEL)
        return cell, [self._cell(each) for each in others]

    def _cell(self, field: FormField) -> Cell:
        kind = PieceCell if field.label == PIECE else KINDS.get(field.kind, Cell)
        return kind(self.context, self.form, field, self._wheel)

    def _groups(self) -> Iterator[tuple[str, list[Cell]]]:
        """Yield the headings with their cells."""
        for group, cells in groupby(self.cells, lambda cell: cell.field.group):
            yield group or FIRST_GROUP, list(cells)

    # -- what happens

    def see(self, view: View) -> None:
        """Take note of what plays, of how far the render is, and of where the focus is."""
        self.form.see(view.frame)
        if self.rendering.poll():
            self.form.propose_anew()
            self.context.screen.say(self.rendering.error or self.rendering.result)
        if view.focus is not self._seen_focus:
            self._seen_focus = view.focus
            self._show(view.focus)

    def _start_or_cancel(self) -> None:
        if self.rendering.running:
            self.rendering.cancel()
            return
        try:
            self.rendering.start(self.form.arguments())
        except OSError as error:
            raise UsageError(f"no render can start: {error.strerror or error}") from None

    def close(self) -> None:
        """Give up what is being rendered."""
        self.rendering.close()

    # -- where it is

    def arrange(self, box: Box) -> None:  # noqa: D102
        px = self.style.px
        self._box = box
        inner = box.inset(px(MARGIN), px(GAP))
        top, rest = inner.cut_top(px(TOP))
        file, button = top.cut_left(top.width - px(BUTTON))
        self.button.box = button
        self.output.box = file._replace(width=file.width - px(GAP))
        _, rest = rest.cut_top(px(2))
        self._state.box, rest = rest.cut_top(px(STATE))
        self._scroll.box = rest.cut_top(px(4))[1]
        self._put_grid()

    def _put_grid(self) -> None:
        """Choose as many rows as fit and as few columns as they leave."""
        px, grid = self.style.px, self._scroll.box
        fitting = max(int((grid.height - px(HEADING)) // px(LEAST_ROW)), 1)
        most = max(int((grid.width + px(COLUMN_GAP)) // px(NARROWEST + COLUMN_GAP)), 1)
        longest = max(len(cells) for _, cells in self._groups())
        rows = min(fitting, longest)
        while self._columns(rows) > most and rows < len(self.cells):
            rows += 1
        self._places = list(self._placed(rows))
        shown = min(fitting, rows)
        first = min(self._scroll.window.first, rows - shown)
        self._scroll.window = Window(first, shown, rows)
        room = grid.width - (px(BAR + GAP) if shown < rows else 0) + px(COLUMN_GAP)
        count = max(self._columns(rows), 1)
        self._column_width = min(room / count - px(COLUMN_GAP), px(WIDEST))
        height = (grid.height - px(HEADING)) / shown
        self._row_height = self._scroll.row_height = min(max(height, 1.0), px(MOST_ROW))
        self._put_cells()

    def _columns(self, rows: int) -> int:
        return sum(ceil(len(cells) / rows) for _, cells in self._groups())

    def _placed(self, rows: int) -> Iterator[Place]:
        column = 0
        for _, cells in self._groups():
            for index in range(len(cells)):
                yield Place(index % rows, column + index // rows)
            column += ceil(len(cells) / rows)

    def _put_cells(self) -> None:
        px, grid, window = self.style.px, self._scroll.box, self._scroll.window
        for cell, place in zip(self.cells, self._places, strict=True):
            row = place.row - window.first
            y = grid.y + px(HEADING) + row * self._row_height
            box = Box(round(self._x(place.column)), round(y), round(self._column_width), 0.0)
            box = box._replace(height=int(self._row_height) - px(2))
            cell.box = box if 0 <= row < window.shown else AWAY
        firsts = self._first_places()
        for heading, place in zip(self._headings, firsts, strict=True):
            heading.box = Box(self._x(place.column), grid.y, self._column_width, px(HEADING))

    def _first_places(self) -> Iterator[Place]:
        index = 0
        for _, cells in self._groups():
            yield self._places[index]
            index += len(cells)

    def _x(self, column: int) -> float:
        return self._scroll.box.x + column * (self._column_width + self.style.px(COLUMN_GAP))

    # -- scrolling

    def _wheel(self, pointer: Pointer, steps: float) -> None:
        self._scroll.wheel(pointer, steps)

    def _scroll_to(self, row: int) -> None:
        self._scroll.window = self._scroll.window._replace(first=row)
        self._put_cells()

    def _show(self, widget: Widget | None) -> None:
        """Scroll to a cell that has got the focus, if it is hidden."""
        if isinstance(widget, Cell) and widget.box is AWAY and widget in self.cells:
            row, window = self._places[self.cells.index(widget)].row, self._scroll.window
            self._scroll.to(row if row < window.first else row - window.shown + 1)
