from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.errors import UsageError
from gui.audio_choice import ANOTHER, MODULES
from gui.frame import Audio as Playing
from gui.pages.audio import Audio
from gui.shapes import Box
from gui.survey import Found
from gui.widget import Context, Key, Pointer, View, Widget
from gui.widgets.module_list import INVITATION, ModuleList
from tests.gui.apart import outside, overlaps, shown, spilt
from tests.gui.context import context_of, picture, texts, view_of
from tests.gui.legible import faint

NOW = Playing("jack", "", 128, 512, 48_000, 32, True, 2.7, 12.7, look_ahead_by_clock=True)
FOUND = (
    Found("jack", (("system:playback_", "system:playback_1"),), 2.7),
    Found("pulse", (), None, "audio module pulse cannot be opened: Connection refused"),
    Found("alsa", (("hw:0,0", "HDA Intel PCH: ALC257 Analog"),), 5.3),
)
SIZES = [(752.0, 190.0, 1.0), (932.0, 200.0, 1.0), (1504.0, 380.0, 2.0), (1864.0, 400.0, 2.0),
         (1570.0, 420.0, 1.0)]  # fmt: skip


class Opened:
    """The page, its view and those that it acts upon."""

    def __init__(self, context: Context, width: float = 752.0, height: float = 190.0) -> None:
        self.context = context
        self.view: View = view_of(context, audio=NOW)
        self.page = Audio(context)
        self.page.renew(self.view)
        self.page.arrange(Box(0.0, 0.0, width, height))
        self.page.see(self.view)

    @property
    def performance(self) -> Any:
        return self.context.performance

    @property
    def screen(self) -> Any:
        return self.context.screen

    def click(self, widget: Widget) -> None:
        middle = Pointer(*widget.box.middle)
        widget.press(middle)
        widget.release(middle)

    def says(self, widget: Widget) -> list[str]:
        return texts(picture(widget, self.view))

    def choose(self, widget: Widget, name: str) -> None:
        """Open a list and take one of its names."""
        self.click(widget)
        acts = {item.text: item.act for item in self.screen.menus[-1]}
        acts[name]()


@pytest.fixture
def opened(tmp_path: Path) -> Callable[..., Opened]:
    def open_page(width: float = 752.0, height: float = 190.0, scale: float = 1.0) -> Opened:
        return Opened(context_of(tmp_path, scale=scale), width, height)

    return open_page


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("found", [(), FOUND])
def test_everything_has_a_place_of_its_own(
    opened: Callable[..., Opened], size: tuple[float, float, float], found: tuple[Found, ...]
) -> None:
    there = opened(*size)
    there.page.survey.modules = found
    widgets = shown(there.page)
    assert overlaps(widgets) == []
    assert outside(widgets, Box(0.0, 0.0, *size[:2])) == []
    for widget in widgets:
        assert spilt(widget, there.view) == []
        assert faint(picture(widget, there.view)) == []


def test_it_shows_what_is_open_now(opened: Callable[..., Opened]) -> None:
    there = opened()
    said = [text for widget in shown(there.page) for text in there.says(widget)]
    assert "128 frames" in said
    assert "12.7 ms" in said
    assert any(text.startswith("open now: jack · 48 kHz") for text in said)
    assert any("xruns" in text for text in said)


def test_what_is_chosen_plays_once_it_is_applied(opened: Callable[..., Opened]) -> None:
    there = opened()
    page = there.page
    page.survey.modules = FOUND
    there.click(page.modules[list(MODULES).index("alsa")])
    there.choose(page.device, "hw:0,0   HDA Intel PCH: ALC257 Analog")
    there.choose(page.buffer, "256 frames")
    there.choose(page.hardware, "1024 frames")
    assert there.performance.told == []
    there.click(page.apply)
    ((what, wanted),) = there.performance.told
    assert what == "audio"
    assert (wanted.module, wanted.device) == ("alsa", "hw:0,0")
    assert (wanted.buffer_frames, wanted.hardware_frames) == (256, 1024)
    assert page.choice.chosen == NOW  # what plays, until something else does


def test_the_same_audio_may_be_opened_again(opened: Callable[..., Opened]) -> None:
    there = opened()
    there.click(there.page.apply)
    assert there.performance.told == [("audio", NOW)]


def test_a_device_may_be_typed(opened: Callable[..., Opened]) -> None:
    there = opened()
    there.choose(there.page.device, ANOTHER)
    (edited,) = there.screen.edited
    assert edited == (there.page.device.box, "")
    there.screen.done("hw:3")
    assert there.page.choice.chosen.device == "hw:3"


@pytest.mark.parametrize(
    ("typed", "milliseconds"), [("12", 12.0), ("12,5 ms", 12.5), (" 20.25MS ", 20.25)]
)
def test_the_look_ahead_is_set_at_once(
    opened: Callable[..., Opened], typed: str, milliseconds: float
) -> None:
    there = opened()
    there.click(there.page.look_ahead)
    there.screen.done(typed)
    assert there.performance.told == [("look_ahead", milliseconds)]


def test_what_is_no_look_ahead_is_refused(opened: Callable[..., Opened]) -> None:
    there = opened()
    there.page.look_ahead.key(Key("Return"))
    with pytest.raises(UsageError, match="'soon' is no look-ahead: give milliseconds"):
        there.screen.done("soon")
    assert there.performance.told == []


def test_the_look_ahead_may_be_left_to_the_clock(opened: Callable[..., Opened]) -> None:
    there = opened()
    there.page.by_clock.key(Key("Return"))
    assert there.performance.told == [("look_ahead", None)]
    assert there.page.by_clock.look(there.view).on
    told = replace(NOW, look_ahead_ms=40.0, look_ahead_by_clock=False)
    there.view.frame = replace(there.view.frame, audio=told)
    there.page.see(there.view)
    assert not there.page.by_clock.look(there.view).on
    assert there.says(there.page.look_ahead) == ["40.0 ms"]


def test_the_modules_that_were_found_are_listed(opened: Callable[..., Opened]) -> None:
    there = opened()
    (modules,) = (each for each in there.page.widgets if isinstance(each, ModuleList))
    assert " ".join(there.says(modules)) == INVITATION
    before = modules.look(there.view)
    there.page.survey.modules = FOUND
    assert modules.look(there.view) != before
    assert there.says(modules)[:4] == [
        "jack", "1 device, clock step 2.7 ms", "pulse", "Connection refused",
    ]  # fmt: skip
    there.page.survey.error = "given up"
    assert there.says(modules) == ["given up"]


def test_what_it_needs_is_reached_by_tab(opened: Callable[..., Opened]) -> None:
    page = opened().page
    stops = [widget for widget in page.widgets if widget.focusable]
    assert stops == [
        *page.modules, page.device, page.look_button, page.buffer, page.hardware, page.apply,
        page.look_ahead, page.by_clock,
    ]  # fmt: skip


def test_every_control_says_what_it_is(opened: Callable[..., Opened]) -> None:
    there = opened()
    assert all(each.hint(there.view) for each in there.page.widgets if each.focusable)
