from __future__ import annotations

from pathlib import Path

import pytest

from gui.shapes import Box, Polygon, Text
from gui.theme import WARNING
from gui.widget import Context, Key, Pointer
from gui.widgets.switch import Switch
from tests.gui.context import context_of, picture, texts, view_of


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return context_of(tmp_path)


def switch(context: Context, letter: str = "M", label: str | None = "") -> Switch:
    made = Switch(context, "hold", letter, label, colour=WARNING)
    made.box = Box(0.0, 0.0, 70.0, 90.0)
    return made


def test_a_press_turns_it_and_a_double_click_turns_it_twice(context: Context) -> None:
    made, here = switch(context), Pointer(10, 10)
    made.press(here)
    assert context.hand.value("hold") == 1.0
    made.drag(Pointer(10, -200))
    made.release(here)
    assert context.hand.value("hold") == 1.0
    made.press(here)
    made.double(here)
    made.release(here)
    assert context.hand.value("hold") == 0.0
    assert context.screen.edited == []


@pytest.mark.parametrize(
    ("names", "value"),
    [(["Return"], 1.0), (["Return", "Return"], 0.0), (["End"], 1.0), (["Up", "Up"], 1.0)],
)
def test_keys_turn_it(context: Context, names: list[str], value: float) -> None:
    made = switch(context)
    for name in names:
        assert made.key(Key(name))
    assert context.hand.value("hold") == value


def test_on_and_off_differ_in_form_and_weight(context: Context) -> None:
    made = switch(context)
    off_box, off_letter, *_ = picture(made, view_of(context))
    context.hand.set("hold", 1.0)
    on_box, on_letter, *_ = picture(made, view_of(context))
    assert isinstance(on_box, Polygon)
    assert isinstance(off_box, Polygon)
    assert on_box.points != off_box.points
    assert on_box.fill == WARNING
    assert isinstance(on_letter, Text)
    assert isinstance(off_letter, Text)
    assert (on_letter.font.bold, off_letter.font.bold) == (True, False)


def test_without_a_letter_it_says_on_or_off(context: Context) -> None:
    made = switch(context, "", None)
    assert texts(picture(made, view_of(context))) == ["off", "Hold"]
    context.hand.set("hold", 1.0)
    assert texts(picture(made, view_of(context))) == ["on", "Hold"]
