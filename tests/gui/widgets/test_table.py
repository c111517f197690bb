"""The table: what is put into words, what is seen of it, and how it is scrolled and copied."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from gui.rows import MOST_ROWS
from gui.shapes import Box, Polygon, Rectangle, Text
from gui.theme import BAD, FOCUS, RAISED_HOVER
from gui.widget import Context, View
from gui.widgets.table import ROW, Column, Row, Table
from tests.gui.apart import spilt
from tests.gui.context import Key, NotingScreen, Pointer, context_of, picture, texts, view_of

COLUMNS = (Column("number", 60, mono=True), Column("name", 80, dim=True), Column("text", mono=True))
BOX = Box(5.0, 3.0, 400.0, 18.0 + 10 * ROW)
INSIDE = Pointer(100.0, BOX.y + 18.0 + 2.5 * ROW)


class Counting:
    """Puts numbers into words, and counts how often."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, number: int) -> Row:
        self.count += 1
        return Row((str(number), f"name {number}", f"text of {number}"))


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return context_of(tmp_path)


@pytest.fixture
def words() -> Counting:
    return Counting()


@pytest.fixture
def table(context: Context, words: Counting) -> Table[int]:
    table = Table(context, COLUMNS, words, "nothing yet")
    table.box = BOX
    return table


@pytest.fixture
def view(context: Context) -> View:
    return view_of(context)


def numbers_shown(table: Table[int], view: View) -> list[int]:
    return [int(text) for text in texts(picture(table, view)) if text.isdecimal()]


def filled(table: Table[int], view: View, count: int) -> None:
    table.rows.extend(range(count))
    table.look(view)


def test_the_last_rows_are_seen(table: Table[int], view: View) -> None:
    filled(table, view, 100)
    assert numbers_shown(table, view) == list(range(90, 100))


def test_without_rows_it_says_so(table: Table[int], view: View) -> None:
    assert "nothing yet" in texts(picture(table, view))
    filled(table, view, 1)
    assert "nothing yet" not in texts(picture(table, view))


def test_only_rows_that_come_into_sight_are_put_into_words(
    table: Table[int], view: View, words: Counting
) -> None:
    for start in range(0, 20_000, 66):
        table.rows.extend(range(start, start + 66))
    table.look(view)
    assert words.count == 10
    table.look(view)
    assert words.count == 10, "known already"
    table.rows.extend([1, 2, 3])
    table.look(view)
    assert words.count == 13


def test_what_has_not_changed_looks_the_same(table: Table[int], view: View) -> None:
    filled(table, view, 50)
    assert table.look(view) == table.look(view)


def test_words_are_kept_through_the_forgetting_of_rows(table: Table[int], view: View) -> None:
    for start in range(0, 3 * MOST_ROWS, 66):
        table.rows.extend(range(start, start + 66))
        assert numbers_shown(table, view)[-1] == start + 65


def test_texts_are_cut_to_their_columns(context: Context, view: View) -> None:
    long = "a text that is much too long for a column of any width that there may be " * 3
    table: Table[str] = Table(context, COLUMNS, lambda text: Row((text, text, text)))
    table.box = BOX
    table.rows.extend([long])
    cut = [text for text in texts(picture(table, view)) if text.endswith("…")]
    assert len(cut) == 3
    assert not spilt(table, view)


@pytest.mark.parametrize("width", [200.0, 320.0, 420.0, 900.0])
def test_a_spare_column_goes_where_another_would_get_too_little(
    context: Context, view: View, width: float
) -> None:
    columns = Column("time", 60, mono=True), Column("from", 120, spare=True), Column("what")
    table: Table[int] = Table(context, columns, lambda n: Row(("1", "somebody", "something")))
    table.box = BOX._replace(width=width)
    table.rows.extend([1])
    said = texts(picture(table, view))
    assert ("somebody" in said) == ("from" in said) == (width > 400.0)
    assert not spilt(table, view)


def test_a_row_can_have_a_swatch_or_a_sign(context: Context, view: View) -> None:
    rows = Row(("1",), swatch="#56b4e9"), Row(("2",), BAD, sign=True)
    table: Table[Row] = Table(context, [Column("number")], lambda row: row)
    table.box = BOX
    table.rows.extend(rows)
    shapes = picture(table, view)
    assert [s.fill for s in shapes if isinstance(s, Polygon)] == ["", BAD]
    assert "#56b4e9" in [s.fill for s in shapes if isinstance(s, Rectangle)]
    assert [s.fill for s in shapes if isinstance(s, Text)][-1] == BAD


def test_every_row_has_shapes_of_the_same_kinds(table: Table[int], view: View) -> None:
    filled(table, view, 100)
    before = [type(shape) for shape in picture(table, view)]
    table.scroll(-7)
    assert [type(shape) for shape in picture(table, view)] == before


# -- scrolling


def test_the_wheel_scrolls_and_at_the_end_it_follows_again(table: Table[int], view: View) -> None:
    filled(table, view, 100)
    table.wheel(INSIDE, 2.0)
    assert numbers_shown(table, view)[0] == 84
    assert not table.rows.follows
    table.wheel(INSIDE, -9.0)
    assert table.rows.follows


@pytest.mark.parametrize(
    ("names", "first"),
    [
        (["Up"], 89),
        (["Prior"], 81),
        (["Home"], 0),
        (["Home", "Down"], 1),
        (["Home", "Next"], 9),
        (["Home", "End"], 90),
    ],
)
def test_keys_scroll(table: Table[int], view: View, names: Sequence[str], first: int) -> None:
    filled(table, view, 100)
    assert all(table.key(Key(name)) for name in names)
    assert numbers_shown(table, view)[0] == first


def test_other_keys_are_left_to_others(table: Table[int]) -> None:
    assert not table.key(Key("r"))
    assert not table.key(Key("Home", control=True))


def test_the_scroll_mark_shows_where_it_is_and_can_be_dragged(
    table: Table[int], view: View
) -> None:
    filled(table, view, 100)
    x, body = BOX.right - 3.0, BOX.bottom - 10 * ROW
    table.press(Pointer(x, BOX.bottom - 4.0))
    assert table.rows.follows, "it was at the end"
    table.drag(Pointer(x, body))
    assert table.rows.top == 0
    table.drag(Pointer(x, body + 5 * ROW))
    assert 30 < table.rows.top < 60
    table.drag(Pointer(x, BOX.bottom + 100.0))
    assert table.rows.follows
    table.release(Pointer(x, 0.0))
    table.drag(Pointer(x, body))
    assert table.rows.follows, "let go of"


def test_a_press_beside_the_mark_brings_it_there(table: Table[int], view: View) -> None:
    filled(table, view, 100)
    table.press(Pointer(BOX.right - 3.0, BOX.bottom - 5 * ROW))
    assert 30 < table.rows.top < 60


def test_without_more_rows_than_have_room_there_is_no_mark(table: Table[int], view: View) -> None:
    filled(table, view, 10)
    assert RAISED_HOVER not in [s.fill for s in picture(table, view) if isinstance(s, Rectangle)]
    table.press(Pointer(BOX.right - 3.0, 60.0))
    assert table.rows.follows
    filled(table, view, 1)
    assert RAISED_HOVER in [s.fill for s in picture(table, view) if isinstance(s, Rectangle)]


# -- copying


def test_a_line_and_all_lines_can_be_copied(
    context: Context, table: Table[int], view: View
) -> None:
    filled(table, view, 12)
    line, everything = table.menu(INSIDE)
    assert line.act is not None
    assert everything.act is not None
    line.act()
    everything.act()
    screen = context.screen
    assert isinstance(screen, NotingScreen)
    assert screen.copied[0] == "4  name 4  text of 4"
    assert screen.copied[1].splitlines()[0] == "0  name 0  text of 0"
    assert len(screen.copied[1].splitlines()) == 12


def test_beside_the_rows_only_all_can_be_copied(table: Table[int], view: View) -> None:
    assert not table.menu(INSIDE)
    filled(table, view, 1)
    assert [item.text for item in table.menu(INSIDE)] == ["Copy all 1 lines"]


# -- focus and mouse


def test_focus_and_mouse_are_shown(table: Table[int], view: View) -> None:
    filled(table, view, 100)
    plain = picture(table, view)
    view.hovered = view.focus = table
    table.hover(INSIDE)
    shapes = picture(table, view)
    ring = shapes[-1]
    assert isinstance(ring, Rectangle)
    assert ring.outline == FOCUS
    differing = [b for a, b in zip(plain, shapes, strict=False) if a != b]
    assert len(differing) == 1, "the row under the mouse"
