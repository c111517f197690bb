"""A table that grows at its end: only the rows in sight are ever put into words."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import ClassVar, Generic, NamedTuple, TypeVar, cast

from gui.rows import Rows
from gui.shapes import Box, Line, Polygon, Rectangle, Shape, Text
from gui.theme import DIM, EDGE, GRID, PANEL, RAISED, RAISED_HOVER, TEXT
from gui.widget import Context, Item, Key, Pointer, View, Widget
from gui.widgets.control import ring

ROW, HEADING = 16.0, 18.0
MARGIN, SCROLL = 16.0, 10.0  # at the left for signs, at the right for the scroll mark
GAP = 10.0
WHEEL_ROWS = 3
LEAST_MARK = 14.0
LEAST_LEFT = 130.0  # for the column that takes what is left

Thing = TypeVar("Thing")


class Column(NamedTuple):
    """A column. width: in pixels at scale 1, 0 takes what is left. mono: letters of one width.

    spare: it is left out where that which takes what is left would get too little.
    """

    title: str
    width: float = 0.0
    mono: bool = False
    dim: bool = False
    spare: bool = False


class Row(NamedTuple):
    """A row in words. swatch: the colour of a mark at its left. sign: a triangle there instead."""

    cells: tuple[str, ...]
    colour: str = TEXT
    swatch: str = ""
    sign: bool = False


class Look(NamedTuple):
    """What a table shows: its rows, where the scroll mark is, which row is marked and how."""

    rows: tuple[Row, ...]
    mark: tuple[int, int]
    hovered: int
    chosen: int
    focused: bool


class Table(Widget, Generic[Thing]):
    """Shows rows, and scrolls. compose: puts a row into words. empty: what it says without any."""

    focusable: ClassVar[bool] = True

    def __init__(
        self,
        context: Context,
        columns: Sequence[Column],
        compose: Callable[[Thing], Row],
        empty: str = "",
    ) -> None:
        super().__init__(context)
        self.rows: Rows[Thing] = Rows()
        self._columns = tuple(columns)
        self._compose = compose
        self._empty = empty
        self._composed: dict[int, Row] = {}
        self._composed_for = self.box
        self._hovered_y = -1.0
        self._grip: float | None = None

    def renew(self) -> None:
        """Put the rows into words anew."""
        self._composed.clear()

    @property
    def _body(self) -> Box:
        return self.box.cut_top(self.style.px(HEADING))[1]

    def row_at(self, y: float) -> int:
        """Return the index of the row at a height; -1 for none."""
        index = int((y - self._body.y) // self.style.px(ROW))
        row = self.rows.top + index
        return row if 0 <= index < self.rows.visible and row < len(self.rows) else -1

    # -- how it looks

    def chosen(self) -> int:
        """Return the index of the row that is marked; -1 for none."""
        return -1

    def look(self, view: View) -> Hashable:
        """Return the rows in sight."""
        rows = self.rows
        if self.box != self._composed_for:
            self._composed_for = self.box
            self.renew()
        rows.visible = max(int(self._body.height / self.style.px(ROW)), 1)
        known, self._composed = self._composed, {}
        for serial, thing in enumerate(rows.in_sight, rows.top + rows.forgotten):
            self._composed[serial] = known.get(serial) or self._fitted(self._compose(thing))
        hovered = self.row_at(self._hovered_y) if view.hovered is self else -1
        return Look(
            tuple(self._composed.values()),
            self._mark(),
            hovered - rows.top if hovered >= 0 else -1,
            self.chosen() - rows.top if self.chosen() >= 0 else -1,
            view.focus is self,
        )

    def _fitted(self, row: Row) -> Row:
        """Return a row cut to its columns; letters of one width need no measuring."""
        style, cells = self.style, []
        letter = style.width_of("0", style.small_number)
        for index, (_, width) in self._places().items():
            text = row.cells[index]
            if self._columns[index].mono:
                most = int(width / letter)
                cells.append(text if len(text) <= most else f"{text[: most - 1]}…")
            else:
                cells.append(style.fit(text, style.small, width))
        return row._replace(cells=tuple(cells))

    def _places(self) -> dict[int, tuple[float, float]]:
        """Return where each column that has room begins and how wide it is."""
        px, columns = self.style.px, dict(enumerate(self._columns))
        gap = px(GAP)
        room = self.box.width - px(MARGIN) - px(SCROLL) - gap * len(columns)
        room -= sum(px(column.width) for column in columns.values())
        spare = [index for index, column in columns.items() if column.spare]
        while room < px(LEAST_LEFT) and spare:
            room += px(columns.pop(spare.pop(0)).width) + gap
        places, x = {}, self.box.x + px(MARGIN)
        for index, column in columns.items():
            width = px(column.width) or max(room, 0.0)
            places[index] = x, width
            x += width + gap
        return places

    def _mark(self) -> tuple[int, int]:
        """Return the top and the foot of the scroll mark; the same where all is in sight."""
        rows, body = self.rows, self._body
        if not rows.last:
            return round(body.y), round(body.y)
        length = max(body.height * rows.visible / len(rows), self.style.px(LEAST_MARK))
        y = body.y + (body.height - length) * rows.top / rows.last
        return round(y), round(y + length)

    def draw(self, look: Hashable) -> Sequence[Shape]:
        """Draw what is in sight."""
        shown, box, style = cast(Look, look), self.box, self.style
        foot = box.y + style.px(HEADING) - 2.0
        shapes: list[Shape] = [Line((box.x, foot, box.right, foot), EDGE)]
        places = self._places()
        middle = box.y + style.px(HEADING) / 2.0 - 1.0
        for index, (x, width) in places.items():
            title = style.fit(self._columns[index].title, style.small, width)
            shapes.append(Text(x, middle, title, DIM, style.small))
        shapes += self._scroll_mark(shown.mark)
        for index, row in enumerate(shown.rows):
            fill = RAISED if index == shown.chosen else PANEL if index == shown.hovered else ""
            shapes += self._row(index, row, fill, places)
        if not shown.rows and self._empty:
            at = box.x + style.px(MARGIN), self._body.y + style.px(ROW)
            shapes.append(
                Text(*at, style.fit(self._empty, style.small, box.width), DIM, style.small)
            )
        if shown.focused:
            shapes.append(ring(box, style.px(2)))
        return shapes

    def _row(
        self, index: int, row: Row, fill: str, places: Mapping[int, tuple[float, float]]
    ) -> Sequence[Shape]:
        """Return the shapes of a row, the same kinds for every row."""
        style, x = self.style, self.box.x + self.style.px(4)
        height = style.px(ROW)
        top = self._body.y + index * height
        y, half = top + height / 2.0, style.px(4)
        sign = (x, y + half, x + half, y - half, x + 2 * half, y + half)
        right = self.box.right - style.px(SCROLL) - 2.0
        columns = [(self._columns[each], left) for each, (left, _) in places.items()]
        texts = [
            Text(
                left,
                y,
                text,
                DIM if column.dim else row.colour,
                style.small_number if column.mono else style.small,
            )
            for text, (column, left) in zip(row.cells, columns, strict=True)
        ]
        return [
            Rectangle(self.box.x, top, right, top + height, fill),
            Rectangle(x, y - half, x + 2 * half, y + half, row.swatch),
            Polygon(sign, row.colour if row.sign else ""),
            *texts,
        ]

    def _scroll_mark(self, mark: tuple[int, int]) -> Sequence[Shape]:
        body, right = self._body, self.box.right
        left = right - self.style.px(SCROLL) + 2.0
        fill = RAISED_HOVER if mark[0] < mark[1] else ""
        return [
            Rectangle(left, body.y, right, body.bottom, GRID if fill else ""),
            Rectangle(left, mark[0], right, mark[1], fill),
        ]

    def hint(self, view: View) -> str:
        """Say how to get about."""
        return "wheel, ↑ ↓, page keys: scroll — End: follow — right click: copy"

    # -- the mouse and the keys

    def hover(self, pointer: Pointer) -> None:
        """Take note of the row under the mouse."""
        self._hovered_y = pointer.y

    def press(self, pointer: Pointer) -> None:
        """Take hold of the scroll mark."""
        self._grip = None
        top, foot = self._mark()
        if pointer.x >= self.box.right - self.style.px(SCROLL) and top < foot:
            inside = top <= pointer.y < foot
            self._grip = pointer.y - top if inside else (foot - top) / 2.0
            self.drag(pointer)

    def drag(self, pointer: Pointer) -> None:
        """Move the scroll mark."""
        if self._grip is not None:
            top, foot = self._mark()
            way = max(self._body.height - (foot - top), 1.0)
            share = (pointer.y - self._grip - self._body.y) / way
            self.rows.go_to(round(share * self.rows.last))

    def release(self, pointer: Pointer) -> None:
        """Let go of it."""
        self._grip = None

    def wheel(self, pointer: Pointer, steps: float) -> None:
        """Scroll."""
        self.scroll(round(-steps * WHEEL_ROWS))

    def scroll(self, rows: int) -> None:
        """Move down by rows."""
        self.rows.go_to(self.rows.top + rows)

    def key(self, key: Key) -> bool:
        """Scroll."""
        page = max(self.rows.visible - 1, 1)
        ways = {"Up": -1, "Down": 1, "Prior": -page, "Next": page}
        if key.control or key.name not in (*ways, "Home", "End"):
            return False
        if key.name in ways:
            self.scroll(ways[key.name])
        elif key.name == "End":
            self.rows.follow()
        else:
            self.rows.go_to(0)
        return True

    def menu(self, pointer: Pointer) -> Sequence[Item]:
        """Offer to copy."""
        items = []
        row = self.row_at(pointer.y)
        if row >= 0:
            line = words(self._compose(self.rows.things[row]))
            items.append(Item("Copy this line", lambda: self.context.screen.copy(line)))
        if len(self.rows):
            items.append(Item(f"Copy all {len(self.rows)} lines", self._copy_all))
        return items

    def _copy_all(self) -> None:
        self.context.screen.copy("\n".join(words(self._compose(row)) for row in self.rows.things))


def words(row: Row) -> str:
    """Return a row as one line of text."""
    return "  ".join(cell for cell in row.cells if cell)
