"""The strip of tabs."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from gui.panels.tabs import Tabs
from gui.shapes import Box, Rectangle, Text
from gui.theme import FOCUS
from tests.gui.apart import overlaps, spilt
from tests.gui.context import Key, Pointer, context_of, picture, view_of

TITLES = "Mixer", "Piece", "Sound", "Events", "Controllers", "Render", "Audio", "Timing", "Log"


@pytest.fixture
def tabs(tmp_path: Path) -> Tabs:
    tabs = Tabs(context_of(tmp_path), TITLES)
    tabs.arrange(Box(0.0, 0.0, 932.0, 28.0))
    return tabs


def turns(tabs: Tabs) -> list[int]:
    turned: list[int] = []
    tabs.on_change = turned.append
    return turned


def test_a_click_brings_a_tab_to_the_front_once(tabs: Tabs) -> None:
    turned = turns(tabs)
    x, y = tabs.strip.boxes()[3].middle
    tabs.strip.press(Pointer(x, y))
    tabs.strip.press(Pointer(x, y))
    tabs.strip.press(Pointer(931.0, y))
    assert tabs.present == 3
    assert turned == [3]


@pytest.mark.parametrize(
    ("keys", "present"),
    [
        (["Right"], 1),
        (["Right", "Right", "Left"], 1),
        (["Left"], 8),
        (["End"], 8),
        (["End", "Right"], 0),
        (["End", "Home"], 0),
    ],
)
def test_keys_move_along(tabs: Tabs, keys: list[str], present: int) -> None:
    turned = turns(tabs)
    assert all(tabs.strip.key(Key(name)) for name in keys)
    assert tabs.present == present
    assert turned[-1] == present


def test_other_keys_are_left_to_others(tabs: Tabs) -> None:
    assert not tabs.strip.key(Key("r"))
    assert tabs.strip.focusable


def test_the_wheel_turns_to_the_neighbour(tabs: Tabs) -> None:
    tabs.strip.wheel(Pointer(10.0, 10.0), -1.0)
    assert tabs.present == 1
    tabs.strip.wheel(Pointer(10.0, 10.0), 1.0)
    assert tabs.present == 0


def test_the_tab_in_front_differs_in_shape(tabs: Tabs) -> None:
    tabs.go_to(2)
    view = view_of(tabs.context)
    names = {s.text: s for s in picture(tabs.strip, view) if isinstance(s, Text)}
    assert [name for name, shape in names.items() if shape.font.bold] == ["Sound"]
    fills = [s for s in picture(tabs.strip, view) if isinstance(s, Rectangle)]
    grounds = [s for s in fills if s.y1 - s.y0 > 10]
    tops = [shape.y0 for shape in grounds]
    assert tops.index(min(tops)) == 2
    assert tops.count(min(tops)) == 1


def test_focus_and_mouse_are_shown(tabs: Tabs) -> None:
    view = view_of(tabs.context)
    plain = picture(tabs.strip, view)
    view.focus = tabs.strip
    focused = picture(tabs.strip, view)
    assert [s for s in focused if isinstance(s, Rectangle) and s.outline == FOCUS]
    view.focus, view.hovered = None, tabs.strip
    tabs.strip.hover(Pointer(*tabs.strip.boxes()[4].middle))
    assert picture(tabs.strip, view) != plain
    tabs.strip.leave()
    assert picture(tabs.strip, view) == plain


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [420.0, 752.0, 932.0, 1800.0])
def test_tabs_never_overlap_nor_leave_the_strip(tmp_path: Path, scale: float, width: float) -> None:
    tabs = Tabs(context_of(tmp_path, scale=scale), TITLES)
    tabs.arrange(Box(0.0, 0.0, width * scale, 28.0 * scale))
    boxes = tabs.strip.boxes()
    assert all(a.right <= b.x for a, b in pairwise(boxes))
    assert not overlaps(tabs.widgets)
    assert not spilt(tabs.strip, view_of(tabs.context), slack=2.0 * scale)
    if width >= 900.0:
        names = [s.text for s in picture(tabs.strip, view_of(tabs.context)) if isinstance(s, Text)]
        assert names == list(TITLES), "none of them is cut"
