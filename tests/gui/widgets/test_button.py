from __future__ import annotations

from pathlib import Path

import pytest

from generator.control.monitor import Binding
from gui.shapes import Box, Text
from gui.theme import DANGER, FOCUS, GOOD, WARNING
from gui.widget import Context, Key, Pointer, View
from gui.widgets import icons
from gui.widgets.button import Button, Remote
from tests.gui.context import context_of, picture, texts, view_of
from tests.gui.legible import faint

ICONS = (
    icons.play, icons.pause, icons.stop, icons.record, icons.die, icons.arrow_down, icons.plus,
    icons.minus,
)  # fmt: skip
HERE, ELSEWHERE = Pointer(20, 20), Pointer(200, 20)


class Pressed:
    """A button, and how often it acted."""

    def __init__(self, context: Context, **look: object) -> None:
        self.count = 0
        text = look.pop("text", "Play")
        self.button = Button(context, text, self.act, **look)  # type: ignore[arg-type]
        self.button.box = Box(10.0, 10.0, 80.0, 30.0)

    def act(self) -> None:
        self.count += 1


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return context_of(tmp_path)


def test_it_acts_when_it_is_let_go_of(context: Context) -> None:
    pressed = Pressed(context)
    pressed.button.press(HERE)
    assert pressed.count == 0
    pressed.button.release(HERE)
    assert pressed.count == 1


def test_it_does_not_act_when_let_go_of_elsewhere(context: Context) -> None:
    pressed = Pressed(context)
    pressed.button.press(HERE)
    pressed.button.drag(ELSEWHERE)
    pressed.button.release(ELSEWHERE)
    assert pressed.count == 0
    pressed.button.press(HERE)
    pressed.button.drag(ELSEWHERE)
    pressed.button.drag(HERE)
    pressed.button.release(HERE)
    assert pressed.count == 1


def test_at_once_is_on_the_press(context: Context) -> None:
    pressed = Pressed(context, at_once=True)
    pressed.button.press(HERE)
    assert pressed.count == 1
    pressed.button.release(HERE)
    assert pressed.count == 1


@pytest.mark.parametrize("name", ["Return", "KP_Enter", "space"])
def test_keys_press_it(context: Context, name: str) -> None:
    pressed = Pressed(context)
    assert pressed.button.key(Key(name))
    assert pressed.count == 1
    assert not pressed.button.key(Key("Up"))
    assert not pressed.button.key(Key(name, control=True))


def test_it_is_lit_while_on_and_bold(context: Context) -> None:
    lit = [False]
    pressed = Pressed(context, on=lambda view: lit[0], colour=GOOD)
    dark = picture(pressed.button, view_of(context))
    lit[0] = True
    shown = picture(pressed.button, view_of(context))
    assert getattr(shown[0], "fill", "") == GOOD
    assert shown != dark
    fonts = [each.font.bold for each in (*dark, *shown) if isinstance(each, Text)]
    assert fonts == [False, True]


def test_it_shows_that_it_is_down_only_under_the_mouse(context: Context) -> None:
    pressed, view = Pressed(context), view_of(context)
    up = picture(pressed.button, view)
    view.held = pressed.button
    pressed.button.press(HERE)
    assert picture(pressed.button, view) != up
    pressed.button.drag(ELSEWHERE)
    assert picture(pressed.button, view) == up


def test_its_text_can_follow_the_frame(context: Context) -> None:
    pressed = Pressed(context, text=lambda view: f"{view.frame.sample:g} samples")
    assert texts(picture(pressed.button, view_of(context, sample=3.0))) == ["3 samples"]


def test_an_icon_stands_alone_where_there_is_no_room(context: Context) -> None:
    pressed = Pressed(context, icon=icons.play)
    assert texts(picture(pressed.button, view_of(context))) == ["Play"]
    pressed.button.box = Box(10.0, 10.0, 36.0, 30.0)
    shapes = picture(pressed.button, view_of(context))
    assert texts(shapes) == []
    assert len(shapes) == 2


@pytest.mark.parametrize("icon", ICONS)
def test_icons_stay_in_their_square(icon: icons.Icon) -> None:
    box = Box(100.0, 50.0, 14.0, 14.0)
    for shape in icon(box, "#ffffff"):
        points = getattr(shape, "points", None) or shape[:4]
        assert all(100.0 <= x <= 114.0 for x in points[::2])
        assert all(50.0 <= y <= 64.0 for y in points[1::2])


@pytest.mark.parametrize("always", ["", DANGER])
@pytest.mark.parametrize("state", ["plain", "on", "focused", "hovered", "dead", "down"])
def test_it_can_be_read_and_shows_the_focus(context: Context, state: str, always: str) -> None:
    pressed = Pressed(context, always=always, icon=icons.record, on=lambda view: state == "on")
    button, view = pressed.button, view_of(context, playing=state != "dead")
    button.press(HERE)
    view.focus = button if state == "focused" else None
    view.hovered = button if state == "hovered" else None
    view.held = button if state == "down" else None
    shapes = picture(button, view)
    assert faint(shapes) == []
    ringed = any(getattr(each, "outline", "") == FOCUS for each in shapes)
    assert ringed == (state == "focused")


def test_controllers_can_learn_to_do_the_same(context: Context) -> None:
    pressed = Pressed(context, says="play on", remote=Remote("play", "/transport/play"))
    button, view = pressed.button, view_of(context)
    assert button.hint(view) == "play on   /transport/play"
    items = {each.text: each.act for each in button.menu(HERE)}
    assert list(items) == ["play on", "Copy OSC address", "MIDI learn", "OSC learn"]
    copy = items["Copy OSC address"]
    assert copy is not None
    copy()
    assert context.screen.copied == ["/transport/play"]
    context.lesson.begin("play", [])
    assert any(getattr(each, "outline", "") == WARNING for each in picture(button, view))
    learnt = view_of(context, bindings=[Binding("osc", "/x", "play")])
    assert not any(getattr(each, "outline", "") == WARNING for each in picture(button, learnt))


def test_without_a_way_from_outside_it_has_no_menu(context: Context) -> None:
    assert Pressed(context).button.menu(HERE) == ()
    assert Pressed(context, says="x").button.hint(View(view_of(context).frame)) == "x"
