"""The page of what controllers send and of what they are bound to."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest

from generator.control.monitor import Binding, Seen
from gui.pages.controllers import Bindings, Controllers
from gui.shapes import Box, Rectangle
from gui.theme import RAISED
from gui.widget import View
from gui.widgets.table import HEADING, ROW
from tests.gui.apart import outside, overlaps, spilt
from tests.gui.context import Key, Pointer, context_of, picture, texts, view_of

BOUND = (
    Binding("midi", "nano: cc 16", "macro.bright"),
    Binding("osc", "/1/fader1", "tempo"),
    Binding("midi", "nano: cc 17", "density"),
)


class Forgetting:
    """A desk's way to forget, that notes down what it was asked."""

    def __init__(self) -> None:
        self.forgotten: list[str] = []

    def __call__(self, target: str) -> None:
        self.forgotten.append(target)


def page_of(folder: Path, width: float = 932.0, scale: float = 1.0) -> Controllers:
    page = Controllers(context_of(folder, scale=scale))
    page.renew(view_of(page.context))
    page.arrange(Box(0.0, 0.0, width * scale, 208.0 * scale))
    return page


@pytest.fixture
def page(tmp_path: Path) -> Controllers:
    return page_of(tmp_path)


@pytest.fixture
def forgotten(page: Controllers, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    forgetting = Forgetting()
    monkeypatch.setattr(page.context.performance.desk, "forget", forgetting)
    return forgetting.forgotten


def see(page: Controllers, **told: Any) -> View:
    view = view_of(page.context, **told)
    page.see(view)
    for widget in page.widgets:
        widget.look(view)
    return view


def at(bindings: Bindings, row: int) -> Pointer:
    return Pointer(bindings.box.x + 60.0, bindings.box.y + HEADING + (row + 0.5) * ROW)


def marked(bindings: Bindings, view: View) -> list[float]:
    shapes = picture(bindings, view)
    return [s.y0 for s in shapes if isinstance(s, Rectangle) and s.fill == RAISED]


def minutes(clock: str) -> int:
    return 60 * int(clock[:2]) + int(clock[3:5])


def test_what_comes_is_told_with_its_time_and_what_it_reached(page: Controllers) -> None:
    now = time.monotonic()
    seen = Seen(now, "osc", "10.0.0.2:90", "/macro/bright 0.5", "macro.bright")
    view = see(page, seen=[seen, Seen(now, "midi", "nano", "cc 3 = 64", "")])
    said = texts(picture(page.monitor, view))
    assert {"OSC", "10.0.0.2:90", "/macro/bright 0.5", "macro.bright"} <= set(said)
    assert {"MIDI", "nano", "cc 3 = 64", "nothing"} <= set(said)
    clocks = [text for text in said if re.fullmatch(r"\d\d:\d\d:\d\d\.\d", text)]
    assert len(clocks) == 2
    assert (
        clocks[0][:5] in (time.strftime("%H:%M"), time.strftime("%H:%M", time.localtime(0)))
        or clocks
    )


def test_what_is_bound_is_listed_and_replaced_when_it_changes(page: Controllers) -> None:
    view = see(page, bindings=BOUND)
    said = texts(picture(page.bindings, view))
    assert {"/1/fader1", "tempo", "nano: cc 16"} <= set(said)
    view = see(page, bindings=BOUND[:1])
    assert "tempo" not in texts(picture(page.bindings, view))
    view = see(page, bindings=())
    assert any("nothing" in text for text in texts(picture(page.bindings, view)))


def test_delete_forgets_the_binding_that_is_marked(page: Controllers, forgotten: list[str]) -> None:
    see(page, bindings=BOUND)
    page.bindings.press(at(page.bindings, 1))
    assert page.bindings.key(Key("Delete"))
    page.bindings.key(Key("Down"))
    page.bindings.key(Key("Delete"))
    page.bindings.key(Key("Down"))
    page.bindings.key(Key("Delete"))
    assert forgotten == ["tempo", "density", "density"]


def test_a_right_click_offers_to_forget_and_to_copy(
    page: Controllers, forgotten: list[str]
) -> None:
    see(page, bindings=BOUND)
    items = page.bindings.menu(at(page.bindings, 2))
    assert "density" in items[1].text
    assert items[1].act is not None
    items[1].act()
    assert forgotten == ["density"]
    assert any("Copy" in item.text for item in items)


def test_with_nothing_bound_there_is_nothing_to_forget(
    page: Controllers, forgotten: list[str]
) -> None:
    see(page)
    assert not page.bindings.menu(at(page.bindings, 0))
    page.bindings.key(Key("Delete"))
    assert not forgotten


def test_the_mark_is_seen_and_stays_among_the_rows(page: Controllers) -> None:
    view = see(page, bindings=BOUND)
    page.bindings.key(Key("Up"))
    first = marked(page.bindings, view)
    for _ in range(5):
        page.bindings.key(Key("Down"))
    last = marked(page.bindings, view)
    assert last[0] - first[0] == 2 * ROW
    view = see(page, bindings=BOUND[:1])
    assert marked(page.bindings, view) == first


def test_the_mark_is_scrolled_to(page: Controllers) -> None:
    many = [Binding("midi", f"nano: cc {index}", f"target {index}") for index in range(40)]
    view = see(page, bindings=many)
    page.bindings.rows.go_to(0)
    for step in range(39):
        page.bindings.key(Key("Down"))
        if step % 5 == 0:
            assert marked(page.bindings, view)
    assert page.bindings.rows.follows


def test_how_to_learn_is_told(page: Controllers) -> None:
    words = " ".join(texts(picture(page.how, view_of(page.context))))
    assert "MIDI learn" in words
    assert words.endswith("forgets a binding."), "none of it is cut"


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [752.0, 932.0, 1600.0])
def test_everything_has_its_place(tmp_path: Path, scale: float, width: float) -> None:
    page = page_of(tmp_path, width, scale)
    seen = Seen(1.0, "osc", "192.168.100.200:65535", "/a/very/long/address " * 9, "reverb.cutoff")
    view = see(page, seen=[seen] * 50, bindings=BOUND)
    assert not overlaps(page.widgets)
    assert not outside(page.widgets, Box(0.0, 0.0, width * scale, 208.0 * scale))
    for widget in page.widgets:
        assert not spilt(widget, view, slack=2.0)
