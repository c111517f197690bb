from __future__ import annotations

from pathlib import Path

import pytest

from gui.shapes import Box
from gui.theme import FOCUS
from gui.widget import Context, Key, Pointer
from gui.widgets.choice import Choice, Selector
from tests.gui.context import context_of, picture, texts, view_of
from tests.gui.legible import faint, outside

BOX = Box(10.0, 10.0, 90.0, 80.0)
HERE = Pointer(30, 30)


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return context_of(tmp_path)


@pytest.fixture
def choice(context: Context) -> Choice:
    made = Choice(context, "mode")
    made.box = BOX
    return made


def test_it_says_what_is_chosen(context: Context, choice: Choice) -> None:
    assert texts(picture(choice, view_of(context))) == ["major", "Mode"]


def test_a_click_shows_what_there_is_to_choose(context: Context, choice: Choice) -> None:
    choice.press(HERE)
    choice.release(HERE)
    (items,) = context.screen.menus
    assert [(each.text, each.chosen) for each in items] == [
        ("major", True), ("minor", False), ("blues", False),
    ]  # fmt: skip
    assert items[2].act is not None
    items[2].act()
    assert context.hand.value("mode") == 2.0


def test_a_drag_goes_through_them_and_shows_no_menu(context: Context, choice: Choice) -> None:
    choice.press(HERE)
    choice.drag(Pointer(30, -60))
    choice.release(Pointer(30, -60))
    assert context.hand.value("mode") == 1.0
    assert context.screen.menus == []


def test_a_double_click_types_nothing(context: Context, choice: Choice) -> None:
    choice.press(HERE)
    choice.double(HERE)
    choice.release(HERE)
    assert context.screen.edited == []


def test_wheel_and_arrows_step_and_stop_at_the_ends(context: Context, choice: Choice) -> None:
    choice.wheel(HERE, 1.0)
    assert context.hand.value("mode") == 1.0
    for _ in range(3):
        choice.key(Key("Right"))
    assert context.hand.value("mode") == 2.0
    choice.key(Key("Left"))
    assert context.hand.value("mode") == 1.0
    choice.key(Key("Return"))
    assert len(context.screen.menus) == 1


def test_a_choice_can_be_typed_from_its_menu(context: Context, choice: Choice) -> None:
    choice.type_value()
    assert context.screen.edited[0][1] == "major"
    context.screen.done(" Blues ")
    assert context.hand.value("mode") == 2.0


def selector(context: Context, chosen: list[str]) -> Selector:
    made = Selector(context, lambda: chosen[-1], lambda: ("one", "two"), chosen.append, "says")
    made.box = Box(10.0, 10.0, 90.0, 26.0)
    return made


def test_a_selector_chooses_from_its_menu_alone(context: Context) -> None:
    chosen = ["one"]
    made = selector(context, chosen)
    made.wheel(HERE, 1.0)
    assert not made.key(Key("Right"))
    assert chosen == ["one"]
    made.press(HERE)
    made.release(HERE)
    assert made.key(Key("Return"))
    assert [[each.text for each in menu] for menu in context.screen.menus] == [["one", "two"]] * 2
    items = made.menu(HERE)
    assert [each.chosen for each in items] == [True, False]
    assert items[1].act is not None
    items[1].act()
    assert chosen == ["one", "two"]
    assert made.hint(view_of(context)) == "says"


def test_a_selector_let_go_of_elsewhere_does_nothing(context: Context) -> None:
    made = selector(context, ["one"])
    made.press(HERE)
    made.release(Pointer(300, 300))
    assert context.screen.menus == []


def test_a_selector_can_be_read_and_shows_the_focus(context: Context) -> None:
    made = selector(context, ["a piece with quite a long name"])
    view = view_of(context)
    view.focus = view.hovered = made
    shapes = picture(made, view)
    assert faint(shapes) == []
    assert outside(shapes, made.box, context.style) == []
    assert any(getattr(each, "outline", "") == FOCUS for each in shapes)
