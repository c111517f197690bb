from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import UsageError
from gui.shapes import Box
from gui.widget import Context
from gui.widgets.morph_time import MorphTime
from tests.gui.context import Key, Pointer, context_of, picture, texts, view_of


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return context_of(tmp_path)


@pytest.fixture
def time(context: Context) -> MorphTime:
    time = MorphTime(context)
    time.box = Box(0.0, 0.0, 60.0, 18.0)
    return time


def at(x: float, *, fine: bool = False) -> Pointer:
    return Pointer(x, 9.0, fine)


def test_a_drag_across_it_goes_all_the_way(context: Context, time: MorphTime) -> None:
    time.press(at(0.0))
    time.drag(at(30.0))
    assert context.hand.morph_seconds == 7.5
    time.drag(at(90.0))
    assert context.hand.morph_seconds == 30.0
    time.drag(at(-50.0))
    assert context.hand.morph_seconds == 0.0


def test_a_fine_drag_goes_a_tenth(context: Context, time: MorphTime) -> None:
    context.hand.morph_seconds = 7.5
    time.press(at(0.0))
    time.drag(at(30.0, fine=True))
    assert context.hand.morph_seconds == 9.1


def test_without_a_press_a_drag_does_nothing(context: Context, time: MorphTime) -> None:
    time.drag(at(30.0))
    assert context.hand.morph_seconds == 0.0


def test_wheel_and_keys_step(context: Context, time: MorphTime) -> None:
    time.wheel(at(0.0), 2.0)
    assert context.hand.morph_seconds == 1.0
    time.wheel(at(0.0, fine=True), -1.0)
    assert context.hand.morph_seconds == 0.9
    keys = {Key("Prior"): 5.9, Key("Left", shift=True): 5.8, Key("End"): 30.0, Key("Up"): 30.0,
            Key("Home"): 0.0, Key("Down"): 0.0}  # fmt: skip
    for key, seconds in keys.items():
        assert time.key(key)
        assert context.hand.morph_seconds == seconds
    assert not time.key(Key("r"))
    assert not time.key(Key("z", control=True))


def test_a_time_is_typed(context: Context, time: MorphTime) -> None:
    time.double(at(0.0))
    context.screen.done(" 2.5 s")
    assert context.hand.morph_seconds == 2.5
    assert texts(picture(time, view_of(context))) == ["2.5 s"]
    for wrong in ("31", "-1", "soon", "nan"):
        with pytest.raises(UsageError, match="0 to 30 s"):
            context.screen.done(wrong)
    assert context.hand.morph_seconds == 2.5


def test_the_menu_has_usual_times(context: Context, time: MorphTime) -> None:
    context.hand.morph_seconds = 4.0
    items = time.menu(at(0.0))
    assert [item.text for item in items if item.chosen] == ["4 s"]
    items[-1].act()  # type: ignore[misc]
    assert context.hand.morph_seconds == 30.0
