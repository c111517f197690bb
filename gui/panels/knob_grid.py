"""A grid of knobs that makes the most of what room there is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gui.shapes import Box
from gui.theme import Style
from gui.widgets.knob import Knob

FEWEST, MOST = 2, 4  # columns
LEAST_WIDTH, LARGEST_DIAL = 50, 64
BESIDE, BELOW = 8, 36  # what a knob needs beside its dial


class Grid(NamedTuple):
    """The widths of the columns, the number of rows and the height of each."""

    columns: list[float]
    rows: int
    row: int

    @property
    def height(self) -> int:
        """The height of all rows."""
        return self.rows * self.row


def grid_of(knobs: Sequence[Knob], width: float, most: float, style: Style) -> Grid:
    """Return the grid with the largest dials, all alike, that is at most so high.

    Where none is, that with the most columns.
    """
    grids = [_grid(knobs, width, columns, style) for columns in range(MOST, FEWEST - 1, -1)]
    fitting = [each for each in grids if each.height <= most] or grids[:1]
    return max(fitting, key=lambda each: (each.row, -each.rows, -len(each.columns)))


def place(knobs: Sequence[Knob], grid: Grid, box: Box) -> None:
    """Put knobs into the cells of a grid, row by row."""
    rows = box.rows([1.0] * grid.rows)
    cells = [cell for row in rows for cell in row.columns(grid.columns)]
    for knob, cell in zip(knobs, cells, strict=False):
        knob.box = cell


def _grid(knobs: Sequence[Knob], width: float, columns: int, style: Style) -> Grid:
    px = style.px
    widths = _widths(knobs, width, columns, style)
    dial = min(round(min(widths)) - px(BESIDE), px(LARGEST_DIAL))
    return Grid(widths, -(-len(knobs) // columns), dial + px(BELOW))


def _widths(knobs: Sequence[Knob], width: float, columns: int, style: Style) -> list[float]:
    """Return the widths of columns that fill a width; one with a long name is broader."""
    names = [style.width_of(knob.label, style.small) + 3.0 for knob in knobs]
    needs = [max(style.px(LEAST_WIDTH), *names[first::columns], 0.0) for first in range(columns)]
    spare = (width - sum(needs)) / columns
    share = min(width / sum(needs), 1.0)
    return [need * share + max(spare, 0.0) for need in needs]
