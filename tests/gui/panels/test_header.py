from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from generator.control.commands import Action, At
from generator.control.status import Status
from generator.control.surface import Subject
from generator.parameters import Parameter
from gui.frame import Links, Recording
from gui.panels.header import Header
from gui.shapes import Box, Polygon, Rectangle
from gui.theme import DANGER, DIM, GOOD, PANEL, RECORDING, WARNING
from gui.widget import Context, Pointer, View, Widget
from gui.widgets.button import Button
from gui.widgets.fader import Fader
from gui.widgets.readout import Readout
from tests.control.surface import subject_of
from tests.gui.context import context_of, picture, texts, view_of
from tests.gui.legible import faint, outside

SWING = Parameter("swing", "Swing", 0.0, 1.0, 0.0)
PLAYING = Status(bar=1020, beat=2.0, beats=12.0)


def full_subject() -> Subject:
    subject = subject_of()
    return replace(subject, declared=(*subject.declared, SWING))


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return context_of(tmp_path, full_subject())


def header_in(context: Context, view: View, width: float = 1100.0) -> Header:
    header = Header(context)
    header.renew(view)
    scale = context.style.scale
    header.arrange(Box(0.0, 0.0, width * scale, 52.0 * scale))
    header.see(view)
    return header


def shown(header: Header, view: View) -> list[Any]:
    return [shape for widget in header.widgets for shape in picture(widget, view)]


def button(header: Header, says: str) -> Button:
    """Return the button whose hint begins with these words."""
    view = view_of(header.context)
    buttons = [each for each in header.widgets if isinstance(each, Button)]
    return next(each for each in buttons if each.hint(view).startswith(says))


def click(widget: Widget) -> None:
    here = Pointer(*widget.box.middle)
    widget.press(here)
    widget.release(here)


def commands(context: Context) -> list[Any]:
    found: list[Any] = context.performance.desk.surface.commands
    return found


def fill_of(widget: Button, view: View) -> str:
    ground = picture(widget, view)[0]
    assert isinstance(ground, Rectangle)
    return ground.fill


@pytest.mark.parametrize(
    ("says", "action"),
    [("play,", Action.RESUME), ("hold", Action.PAUSE), ("stop,", Action.REWIND)],
)
def test_the_transport_asks_the_desk(context: Context, says: str, action: Action) -> None:
    click(button(header_in(context, view_of(context)), says))
    assert [(each.action, each.source) for each in commands(context)] == [(action, "window")]


@pytest.mark.parametrize(
    ("status", "lit"),
    [
        (Status(beats=3.0), ("play,", GOOD)),
        (Status(beats=3.0, paused=True), ("hold", WARNING)),
        (Status(beats=0.0, paused=True), ("stop,", DIM)),
    ],
)
def test_one_of_the_transport_is_lit(
    context: Context, status: Status, lit: tuple[str, str]
) -> None:
    view = view_of(context, status=status)
    header = header_in(context, view)
    fills = {says: fill_of(button(header, says), view) for says in ("play,", "hold", "stop,")}
    assert fills[lit[0]] == lit[1]
    assert len(set(fills.values())) == 2


def test_panic_acts_on_the_press(context: Context) -> None:
    panic = button(header_in(context, view_of(context)), "silence")
    assert fill_of(panic, view_of(context)) == DANGER
    panic.press(Pointer(*panic.box.middle))
    assert context.performance.told == [("panic", None)]
    panic.release(Pointer(*panic.box.middle))
    assert len(context.performance.told) == 1


def test_record_starts_and_ends_and_tells_the_time(context: Context) -> None:
    header = header_in(context, view_of(context))
    record = button(header, "start a rec")
    click(record)
    taking = view_of(context, recording=Recording("x.wav", 754.9))
    header.see(taking)
    assert texts(picture(record, taking)) == ["12:34"]
    assert fill_of(record, taking) == RECORDING
    click(record)
    assert context.performance.told == [("record", True), ("record", False)]


def test_another_piece_begins_at_the_next_bar(context: Context) -> None:
    header = header_in(context, view_of(context))
    selector = next(each for each in header.widgets if "/piece" in each.hint(view_of(context)))
    assert texts(picture(selector, view_of(context))) == ["example"]
    click(selector)
    (items,) = context.screen.menus
    assert [(each.text, each.chosen) for each in items] == [("example", True), ("other", False)]
    assert items[1].act is not None
    items[1].act()
    (command,) = commands(context)
    assert (command.action, command.subject, command.at) == (Action.PIECE, "other", At.BAR)
    assert context.screen.said == ["other from the next bar on"]


def test_the_die_rerolls_and_it_can_be_undone(context: Context) -> None:
    click(button(header_in(context, view_of(context)), "draw another"))
    (command,) = commands(context)
    assert (command.action, command.at) == (Action.REROLL, At.BAR)
    assert context.screen.said == [f"seed {command.value:.0f} from the next bar on"]
    assert context.hand.history.undo() == "seed"


def test_the_tempo_is_nudged_tapped_and_shown(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    header = header_in(context, view_of(context))
    click(button(header, "1 BPM faster"))
    assert context.hand.value("tempo") == 121.0
    for _ in range(2):
        click(button(header, "1 BPM slower"))
    assert context.hand.value("tempo") == 119.0
    readout = next(each for each in header.widgets if isinstance(each, Readout))
    assert texts(picture(readout, view_of(context))) == ["119.0"]
    taps = iter((10.0, 10.4, 10.8))
    monkeypatch.setattr("generator.control.desk.time.monotonic", lambda: next(taps))
    tap = button(header, "tap")
    for _ in range(3):
        tap.press(Pointer(*tap.box.middle))
    assert commands(context)[-1].value == pytest.approx(150.0)


def test_the_tempo_stays_within_its_range(context: Context) -> None:
    context.hand.set("tempo", 400.0)
    click(button(header_in(context, view_of(context)), "1 BPM faster"))
    assert context.hand.value("tempo") == 400.0


def test_link_is_joined_and_left(context: Context) -> None:
    header = header_in(context, view_of(context, links=Links(link=False)))
    link = button(header, "Ableton")
    click(link)
    joined = view_of(context, links=Links(link=True, peers=2))
    header.see(joined)
    assert texts(picture(link, joined)) == ["Link 2"]
    assert fill_of(link, joined) != fill_of(link, view_of(context, links=Links(link=False)))
    click(link)
    assert context.performance.told == [("link", True), ("link", False)]


@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
@pytest.mark.parametrize("width", [1100.0, 1280.0, 1600.0, 2560.0])
def test_nothing_overlaps_or_leaves_the_header(tmp_path: Path, width: float, scale: float) -> None:
    context = context_of(tmp_path, full_subject(), scale)
    taking = Recording("x.wav", 3599.0)
    view = view_of(context, status=PLAYING, recording=taking, links=Links(link=True, peers=12))
    header = header_in(context, view, width)
    ground, *widgets = header.widgets
    room = ground.box.inset(4.0 * scale, 2.0)
    for widget in widgets:
        assert room.x <= widget.box.x < widget.box.right <= room.right
        assert room.y <= widget.box.y < widget.box.bottom <= room.bottom
        assert outside(picture(widget, view), widget.box, context.style) == []
    stops = [each for each in widgets if each.focusable]
    assert all(a.box.right < b.box.x for a, b in pairwise(stops))
    assert ground.box.right - widgets[-1].box.right <= 10.0 * scale  # the beat is at the right end


@pytest.mark.parametrize("playing", [True, False])
def test_everything_can_be_read(context: Context, playing: bool) -> None:
    recording = Recording("x.wav", 5.0)
    for status in (PLAYING, Status(paused=True)):
        view = view_of(context, status=status, playing=playing, recording=recording)
        assert faint(shown(header_in(context, view), view), PANEL) == []


def test_without_an_engine_all_is_there_but_dim(context: Context) -> None:
    view = view_of(context, playing=False)
    shapes = shown(header_in(context, view), view)
    alive = shown(header_in(context, view_of(context)), view_of(context))
    assert texts(shapes) == texts(alive)
    colours = {getattr(each, "fill", "") for each in shapes if not isinstance(each, Polygon)}
    assert not colours & {DANGER, GOOD, RECORDING}


def test_what_a_piece_has_not_is_left_out(tmp_path: Path) -> None:
    context = context_of(tmp_path, Subject("bare", "Bare", (), ("bare",), ()))
    view = view_of(context)
    header = header_in(context, view)
    assert not [each for each in header.widgets if isinstance(each, Fader | Readout)]
    assert "PANIC" in texts(shown(header, view))
