from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from generator.errors import UsageError
from gui.shapes import Box
from gui.widget import Context, View
from gui.widgets.cells import NAMES, Cells
from gui.widgets.shelf import Shelf
from tests.gui.context import Key, Pointer, context_of, picture, texts, view_of

BOX = Box(8.0, 400.0, 228.0, 150.0)


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return context_of(tmp_path)


@pytest.fixture
def shelf(context: Context) -> Shelf:
    return Shelf(lambda: context.performance.desk.bank)


@pytest.fixture
def cells(context: Context, shelf: Shelf) -> Cells:
    cells = Cells(context, shelf)
    cells.box = BOX
    return cells


def seen(context: Context, shelf: Shelf) -> View:
    names = context.performance.desk.bank.names("example")
    view = view_of(context, snapshots=names)
    shelf.see(view.frame)
    return view


def on(cells: Cells, name: str, *, shift: bool = False) -> Pointer:
    return Pointer(*cells.cell(NAMES.index(name)).middle, fine=shift, shift=shift)


def stored(context: Context) -> list[str]:
    return context.performance.desk.bank.names("example")


def test_shift_and_a_click_store_and_a_click_recalls(
    context: Context, shelf: Shelf, cells: Cells
) -> None:
    context.hand.set("density", 0.25)
    cells.press(on(cells, "7", shift=True))
    assert stored(context) == ["7"]
    context.hand.set("density", 0.75)
    seen(context, shelf)
    cells.press(on(cells, "7"))
    assert context.hand.value("density") == 0.25


def test_a_recall_takes_the_time_that_is_set(context: Context, shelf: Shelf, cells: Cells) -> None:
    cells.press(on(cells, "1", shift=True))
    context.hand.morph_seconds = 4.0
    seen(context, shelf)
    cells.press(on(cells, "1"))
    assert context.hand.desk.surface.commands[-1].ramp == 4.0


def test_an_empty_cell_says_how_to_fill_it(context: Context, shelf: Shelf, cells: Cells) -> None:
    seen(context, shelf)
    with pytest.raises(UsageError, match="snapshot 3 is empty"):
        cells.press(on(cells, "3"))


def test_between_the_cells_nothing_happens(context: Context, cells: Cells) -> None:
    first = cells.cell(0)
    cells.press(Pointer(first.right + 1.0, first.y + 1.0, shift=True))
    assert stored(context) == []


def test_keys_move_among_the_cells_store_and_recall(
    context: Context, shelf: Shelf, cells: Cells
) -> None:
    for name in ("Right", "Down", "Down", "Left", "Left"):
        assert cells.key(Key(name))
    assert cells.key(Key("Return", shift=True))
    assert stored(context) == ["8"]
    context.hand.set("density", 0.9)
    seen(context, shelf)
    assert cells.key(Key("Return"))
    assert context.hand.value("density") == 0.5
    assert cells.key(Key("End"))
    assert cells.key(Key("Down"))
    assert cells.key(Key("Return", shift=True))
    assert stored(context) == ["8", "16"]
    assert not cells.key(Key("5"))


def test_stored_cells_and_the_latest_differ_in_shape(
    context: Context, shelf: Shelf, cells: Cells
) -> None:
    empty = cells.look(seen(context, shelf))
    cells.press(on(cells, "2", shift=True))
    cells.press(on(cells, "5", shift=True))
    look = cells.look(seen(context, shelf))
    assert [name for name, words in zip(NAMES, look.words, strict=True) if words is not None] == [
        *("2", "5")
    ]
    assert look.latest == "5"
    assert len(cells.draw(look)) == len(cells.draw(empty))
    assert cells.draw(look)[4 * 4 + 1] != cells.draw(empty)[4 * 4 + 1]  # the flap in its corner


def test_a_digit_marks_its_cell_too(context: Context, shelf: Shelf, cells: Cells) -> None:
    context.hand.store("9")
    context.hand.store("3")
    context.hand.recall("9")
    assert cells.look(seen(context, shelf)).latest == "9"


def test_a_cell_is_named_from_its_menu(context: Context, shelf: Shelf, cells: Cells) -> None:
    context.hand.store("6")
    seen(context, shelf)
    items = {item.text: item.act for item in cells.menu(on(cells, "6"))}
    assert list(items) == ["Snapshot 6", "Recall", "Store", "Name…", "Delete"]
    items["Name…"]()  # type: ignore[misc]
    box, text = context.screen.edited[0]
    assert box == cells.cell(4)._replace(width=cells.box.width)
    assert text == ""
    context.screen.done("calm")
    assert "calm" in texts(picture(cells, seen(context, shelf)))
    assert "6 calm" in cells.hint(seen(context, shelf))


def test_an_empty_cell_can_only_be_stored(context: Context, shelf: Shelf, cells: Cells) -> None:
    seen(context, shelf)
    assert [item.text for item in cells.menu(on(cells, "6"))] == ["Snapshot 6", "Store"]


def test_what_is_deleted_comes_back_with_its_words(
    context: Context, shelf: Shelf, cells: Cells
) -> None:
    context.hand.store("6")
    bank = context.performance.desk.bank
    bank.name_it("example", "6", "calm")
    seen(context, shelf)
    values = bank.recall("example", "6")
    {item.text: item.act for item in cells.menu(on(cells, "6"))}["Delete"]()  # type: ignore[misc]
    assert stored(context) == []
    assert context.hand.history.undo() == "delete 6"
    assert bank.recall("example", "6") == values
    assert bank.label("example", "6") == "calm"
    context.hand.history.redo()
    assert stored(context) == []


def test_the_focused_cell_has_a_ring(context: Context, shelf: Shelf, cells: Cells) -> None:
    view = seen(context, shelf)
    focused = cells.look(replace(view, focus=cells))
    assert focused.focused == 0
    assert cells.draw(focused) != cells.draw(cells.look(view))


@pytest.mark.parametrize("height", [140.0, 280.0])
def test_cells_do_not_overlap(cells: Cells, height: float) -> None:
    cells.box = BOX._replace(height=height)
    boxes = [cells.cell(index) for index in range(16)]
    for one, other in pairwise(boxes):
        assert one.right < other.x or one.bottom < other.y
    assert boxes[-1].bottom <= cells.box.bottom
    assert boxes[-1].right <= cells.box.right
