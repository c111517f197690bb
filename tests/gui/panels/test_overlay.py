from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.errors import UsageError
from gui.keys import SHEET
from gui.panels.overlay import KeySheet, MenuOverlay, Overlay, Question
from gui.shapes import Box, Rectangle
from gui.theme import ACCENT
from gui.widget import Context, Item, Key, Pointer, View
from gui.widgets.button import Button
from tests.gui.apart import outside, overlaps, spilt
from tests.gui.context import context_of, picture, texts, view_of
from tests.gui.legible import faint

ROOM = Box(0.0, 0.0, 1100.0, 680.0)
PIECES = ("lattice", "phase", "pulse", "rain", "loops", "Lamento")


class Told:
    """Notes down what is chosen, and that the overlay was put away before."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def act(self, name: str) -> Callable[[], None]:
        return lambda: self.told.append(name)


def laid(overlay: Overlay, view: View, room: Box = ROOM) -> Box:
    """Lay an overlay over a window as the controller does; return its box."""
    width, height = overlay.size(room)
    box = Box(0.0, 0.0, width, height)
    overlay.renew(view)
    overlay.arrange(box)
    overlay.see(view)
    assert outside([each for each in overlay.widgets if each.box.width > 0], box) == []
    for widget in overlay.widgets:
        assert spilt(widget, view) == []
        assert faint(picture(widget, view)) == []
    return box


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return context_of(tmp_path)


@pytest.fixture
def view(context: Context) -> View:
    return view_of(context)


def menu_of(
    context: Context, told: Told, items: list[Item], clock: Callable[[], float] = lambda: 0.0
) -> MenuOverlay:
    return MenuOverlay(context, items, told.act("closed"), clock)


def pieces(told: Told, chosen: str = "") -> list[Item]:
    heading = Item("Piece")
    return [heading, *(Item(name, told.act(name), name == chosen) for name in PIECES)]


def row(menu: MenuOverlay, index: int) -> Pointer:
    """Return a point on a line of a menu that is shown from its first."""
    height = menu.style.px(24)
    return Pointer(
        menu.list.box.x + 20.0, menu.list.box.y + menu.style.px(4) + (index + 0.5) * height
    )


# -- the menu


def test_a_menu_is_as_large_as_its_lines(context: Context, told: Told, view: View) -> None:
    menu = menu_of(context, told, pieces(told))
    box = laid(menu, view)
    assert box.height == 7 * 24 + 2 * 4
    assert texts(picture(menu.list, view)) == ["Piece", *PIECES]
    longer = menu_of(
        context, told, [*pieces(told), Item("a piece with a long name" * 2, told.act(""))]
    )
    assert longer.size(ROOM)[0] > menu.size(ROOM)[0]
    laid(longer, view)
    assert texts(picture(longer.list, view))[-1] == "a piece with a long name" * 2


def test_a_line_that_is_wider_than_the_window_is_cut(
    context: Context, told: Told, view: View
) -> None:
    menu = menu_of(context, told, [Item("long " * 100, told.act("long"))])
    box = laid(menu, view)
    assert box.width == ROOM.width
    assert texts(picture(menu.list, view))[0].endswith("…")


def test_a_click_chooses_once_the_menu_is_gone(context: Context, told: Told, view: View) -> None:
    menu = menu_of(context, told, pieces(told))
    laid(menu, view)
    menu.list.press(row(menu, 2))
    menu.list.release(row(menu, 2))
    assert told.told == ["closed", "phase"]


@pytest.mark.parametrize("place", [0, 40, -3])
def test_a_heading_and_what_is_beside_choose_nothing(
    context: Context, told: Told, view: View, place: int
) -> None:
    menu = menu_of(context, told, pieces(told))
    laid(menu, view)
    menu.list.release(row(menu, place))
    assert told.told == []


def test_the_mouse_marks_what_it_is_over(context: Context, told: Told, view: View) -> None:
    menu = menu_of(context, told, pieces(told))
    laid(menu, view)
    before = menu.list.look(view)
    menu.list.hover(row(menu, 3))
    assert menu.list.marked == 3
    assert menu.list.look(view) != before
    menu.list.hover(row(menu, 0))
    assert menu.list.marked == 3
    menu.list.drag(row(menu, 4))
    assert menu.list.marked == 4


def test_what_is_chosen_now_is_ticked_and_marked(context: Context, told: Told, view: View) -> None:
    plain, ticked = (
        menu_of(context, told, pieces(told)),
        menu_of(context, told, pieces(told, "rain")),
    )
    laid(plain, view)
    laid(ticked, view)
    assert (plain.list.marked, ticked.list.marked) == (1, 4)
    assert len(picture(ticked.list, view)) == len(picture(plain.list, view)) + 1


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        (["Return"], "lattice"),
        (["Down", "Return"], "phase"),
        (["Down", "Down", "Up", "KP_Enter"], "phase"),
        (["Tab", "ISO_Left_Tab", "space"], "lattice"),
        (["Up", "Return"], "Lamento"),
        (["Up", "Down", "Return"], "lattice"),
        (["End", "Return"], "Lamento"),
        (["End", "Home", "Return"], "lattice"),
        (["Next", "Return"], "Lamento"),
        (["Next", "Prior", "Return"], "lattice"),
        (["p", "Return"], "phase"),
        (["p", "u", "Return"], "pulse"),
        (["r", "Return"], "rain"),
        (["l", "o", "Return"], "loops"),
        (["l", "Return"], "loops"),  # the next one that begins so
        (["x", "Return"], "lattice"),
    ],
)
def test_keys_choose(
    context: Context, told: Told, view: View, keys: list[str], chosen: str
) -> None:
    menu = menu_of(context, told, pieces(told))
    laid(menu, view)
    for name in keys:
        menu.key(Key(name, name if len(name) == 1 else ""))
    assert told.told == ["closed", chosen]


def test_letters_after_a_while_begin_a_new_word(context: Context, told: Told, view: View) -> None:
    now = [0.0]
    menu = menu_of(context, told, pieces(told), lambda: now[0])
    laid(menu, view)
    for letter in "pr":
        menu.key(Key(letter, letter))
        now[0] += 2.0
    menu.key(Key("Return"))
    assert told.told == ["closed", "rain"]


def test_esc_closes_and_chooses_nothing(context: Context, told: Told, view: View) -> None:
    menu = menu_of(context, told, pieces(told))
    laid(menu, view)
    for name in ("Shift_L", "F5", "Escape"):
        menu.key(Key(name))
    assert told.told == ["closed"]


def test_a_menu_of_headings_has_nothing_to_choose(context: Context, told: Told, view: View) -> None:
    menu = menu_of(context, told, [Item("one thing is wrong"), Item("and another")])
    laid(menu, view)
    for name in ("Down", "Return", "o"):
        menu.key(Key(name, name if len(name) == 1 else ""))
    assert told.told == []


def test_a_refusal_is_raised_when_the_menu_is_gone(
    context: Context, told: Told, view: View
) -> None:
    def refuse() -> None:
        raise UsageError("no")

    menu = menu_of(context, told, [Item("do", refuse)])
    laid(menu, view)
    with pytest.raises(UsageError):
        menu.key(Key("Return"))
    assert told.told == ["closed"]


def numbered(told: Told, count: int, chosen: int | None = None) -> list[Item]:
    return [Item(f"line {i}", told.act(f"{i}"), i == chosen) for i in range(count)]


def test_a_menu_longer_than_the_window_scrolls(context: Context, told: Told, view: View) -> None:
    menu = menu_of(context, told, numbered(told, 100))
    assert laid(menu, view).height == ROOM.height
    rows = menu.list.rows
    assert texts(picture(menu.list, view)) == [f"line {i}" for i in range(rows)]
    menu.list.wheel(row(menu, 0), -1.0)
    assert texts(picture(menu.list, view))[0] == "line 2"
    for _ in range(100):
        menu.list.wheel(row(menu, 0), -1.0)
    assert texts(picture(menu.list, view))[-1] == "line 99"
    menu.list.release(row(menu, 0))
    assert told.told == ["closed", f"{100 - rows}"]


def test_the_mark_stays_in_sight(context: Context, told: Told, view: View) -> None:
    menu = menu_of(context, told, numbered(told, 100, chosen=60))
    laid(menu, view)
    assert "line 60" in texts(picture(menu.list, view))
    for name in ("Down", "Next", "Next", "End", "Home", "Up", "Down"):
        menu.key(Key(name))
        assert f"line {menu.list.marked}" in texts(picture(menu.list, view)), name


def test_a_thumb_shows_which_part_is_seen(context: Context, told: Told, view: View) -> None:
    menu = menu_of(context, told, numbered(told, 100))
    box = laid(menu, view)

    def thumb() -> Rectangle:
        last = picture(menu.list, view)[-1]
        assert isinstance(last, Rectangle)
        return last

    top = thumb()
    assert top.y1 - top.y0 == pytest.approx(box.height * menu.list.rows / 100, abs=4.0)
    menu.key(Key("End"))
    assert thumb().y1 == pytest.approx(box.height, abs=4.0)


# -- the question

TEXT = "A recording is under way. It is kept when you close."


def question_of(context: Context, told: Told, *answers: str, text: str = TEXT) -> Question:
    acts = {answer: told.act(answer) for answer in answers}
    return Question(context, text, acts, told.act("closed"))


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("room", [ROOM, Box(0, 0, 2560, 1600), Box(0, 0, 700, 500)])
def test_a_question_has_room_for_its_words_and_answers(
    tmp_path: Path, told: Told, scale: float, room: Box
) -> None:
    context = context_of(tmp_path, scale=scale)
    view = view_of(context)
    question = question_of(context, told, "Go on recording", "Close", text=TEXT * 3)
    box = laid(question, view, room)
    assert room.width >= box.width
    ground, words, *buttons = question.widgets
    assert overlaps([words, *buttons]) == []
    assert " ".join(texts(picture(words, view))).replace(" ", "") == (TEXT * 3).replace(" ", "")
    assert [texts(picture(each, view)) for each in buttons] == [["Go on recording"], ["Close"]]
    assert ground.box == box


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (["Return"], "Keep"),
        (["KP_Enter"], "Keep"),
        (["Right", "Return"], "Maybe"),
        (["Tab", "Tab", "Return"], "Throw away"),
        (["Left", "Return"], "Throw away"),
        (["Escape"], "Throw away"),
        (["a", "space", "Shift_L", "Return"], "Keep"),
    ],
)
def test_keys_answer(
    context: Context, told: Told, view: View, keys: list[str], answer: str
) -> None:
    question = question_of(context, told, "Keep", "Maybe", "Throw away")
    laid(question, view)
    for name in keys:
        question.key(Key(name))
    assert told.told == ["closed", answer]


def test_a_click_answers(context: Context, told: Told, view: View) -> None:
    question = question_of(context, told, "Keep", "Throw away")
    laid(question, view)
    button = question.widgets[-1]
    button.press(Pointer(*button.box.middle))
    button.release(Pointer(*button.box.middle))
    assert told.told == ["closed", "Throw away"]


def test_the_answer_that_return_gives_is_lit(context: Context, told: Told, view: View) -> None:
    question = question_of(context, told, "Keep", "Throw away")
    laid(question, view)
    buttons = [each for each in question.widgets if isinstance(each, Button)]

    def lit() -> list[bool]:
        return [picture(each, view)[0].fill == ACCENT for each in buttons]  # type: ignore[union-attr]

    assert lit() == [True, False]
    question.key(Key("Right"))
    assert lit() == [False, True]


# -- the sheet of keys


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize(
    "room", [ROOM, Box(0, 0, 1280, 800), Box(0, 0, 1366, 768), Box(0, 0, 2560, 1600)]
)
def test_the_sheet_has_all_keys_whatever_the_window(
    tmp_path: Path, told: Told, scale: float, room: Box
) -> None:
    context = context_of(tmp_path, scale=scale)
    view = view_of(context)
    sheet = KeySheet(context, SHEET, told.act("closed"))
    box = laid(sheet, view, room)
    assert box.width <= room.width
    assert box.height <= room.height
    said = texts(picture(sheet.widgets[0], view))
    assert {text for row in SHEET for text in row} <= set(said)


def test_any_key_closes_the_sheet_but_one_that_is_held(
    context: Context, told: Told, view: View
) -> None:
    sheet = KeySheet(context, SHEET, told.act("closed"))
    laid(sheet, view)
    for name in ("Shift_L", "Control_R", "Alt_L"):
        sheet.key(Key(name))
    assert told.told == []
    for name in ("Escape", "question", "a"):
        sheet.key(Key(name))
    assert told.told == ["closed"] * 3


def test_a_click_closes_the_sheet(context: Context, told: Told, view: View) -> None:
    sheet = KeySheet(context, SHEET, told.act("closed"))
    laid(sheet, view)
    sheet.widgets[0].release(Pointer(10.0, 10.0))
    assert told.told == ["closed"]
