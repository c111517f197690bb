"""What a player does in an evening, by mouse and keys, with the engine that plays."""

from __future__ import annotations

import socket
import time
from pathlib import Path
from typing import Any

import pytest
import soundfile

from gui.shapes import Box
from gui.theme import ACCENT, FOCUS, RECORDING, WARNING
from gui.widgets.cells import Cells
from gui.widgets.choice import Choice, Selector
from gui.widgets.fader import Fader
from gui.widgets.pad import Pad
from gui.widgets.roll import NoteBars
from gui.widgets.switch import Switch
from tests.bench.steering import message
from tests.display import xdotool
from tests.gui.opened import Opened, opened
from tests.gui.playing import (
    footer,
    in_widget,
    osc_port,
    pause,
    saying,
    starts,
    turned_to,
    widest_gap,
)
from tests.gui.test_window import button, knob, pixels

pytestmark = [pytest.mark.live, pytest.mark.usefixtures("screen", "folders")]

LONGEST_GAP_SECONDS = 0.1
JOINED_SECONDS = 1.0  # deeds of one kind that follow each other sooner count as one
OWN = """\
from generator.composition import Note, Piece
from generator.parameters import Warp

piece = Piece("own", tempo_bpm=240)
piece.parameter("fog", 0, 1, 0, warp=Warp.TOGGLE)
piece.parameter("kind", 0, 2, 0, choices=("rain", "hail", "snow"), warp=Warp.CHOICE)
piece.parameter("drops", 1, 8, 2, warp=Warp.INTEGER)
piece.parameter("glint", 100.0, 5000.0, 500.0, unit="Hz", warp=Warp.EXPONENTIAL)

@piece.part("rain", "Pluck")
def rain(live):
    while True:
        pitch = 40 + live["fog"] + 2 * live["kind"] + 10 * (live["glint"] > 1000.0)
        yield Note(pitch + 20 * (live["drops"] > 2), 1.0)

@piece.part("ground", "Pluck")
def ground(live):
    while True:
        yield Note(36, 1.0)
"""
BROKEN = OWN.replace("        pitch =", "        assert live.beat < 4, 'dry'\n        pitch =")


# -- morphs and snapshots


def test_the_pad_morphs_and_one_undo_takes_the_whole_drag_back(window: Opened) -> None:
    """However long the hand rests meanwhile; macros go back as well."""
    front = window.live.front
    pad: Any = window.widget(Pad)
    corners = [(0.0, 0.1), (1.0, 0.3), (0.2, 0.7), (0.8, 0.9)]
    for name, (intensity, density) in enumerate(corners, start=1):
        window.desk.set_many({"macro.intensity": intensity, "density": density}, "test")
        window.until(lambda wanted=density: front.values["density"] == wanted)
        window.key(f"shift+{name}")
    before = dict(front.values)
    x, y = window.place(pad)
    xdotool("mousemove", x, y, "mousedown", 1, "mousemove", x - 30, y)
    pause(window, 1.1 * JOINED_SECONDS)
    xdotool("mousemove", x - 60, y + 40, "mouseup", 1)
    window.frames(3)
    right, up, *_ = pad.look(window.app.view)
    assert max(right, up) < 0.4
    mix = window.desk.bank.morph(front.subject, right, up)
    window.until(lambda: {**front.values, **mix} == front.values)
    assert before["macro.intensity"] != front.values["macro.intensity"] < 0.6
    assert pixels(window, pad, ACCENT) > 50, "the puck"
    window.key("ctrl+z")
    window.until(lambda: front.values == before)
    window.key("ctrl+y")
    window.until(lambda: {**front.values, **mix} == front.values)


def test_a_snapshot_is_named_and_deleted_and_both_are_taken_back(window: Opened) -> None:
    bank = window.desk.bank
    cells: Any = window.widget(Cells)
    window.key("shift+2")
    second = in_widget(cells, cells.cell(1))
    window.click(cells, *second, button=3)
    window.key("n", "Return")
    window.type("dawn")
    window.key("Return")
    window.frames(2)
    assert bank.labels("lattice") == {"2": "dawn"}
    assert "dawn" in cells.look(window.app.view).words
    window.click(cells, *second, button=3)
    window.key("d", "Return")
    assert bank.names("lattice") == []
    window.key("ctrl+z")
    assert bank.labels("lattice") == {"2": "dawn"}
    window.key("ctrl+z")
    assert (bank.names("lattice"), bank.labels("lattice")) == (["2"], {})
    window.key("ctrl+y")
    assert bank.labels("lattice") == {"2": "dawn"}


# -- pieces of one's own


def pitch_of(window: Opened, part: str) -> float | None:
    """Return the pitch of the latest note of a part, in the roll."""
    panel: Any = window.app.board.regions["roll"].panel
    bars = panel.score.bars.shown.values()
    notes = [each.note for each in bars if each.note.heard.event.part == part]
    latest = max(notes, key=lambda note: note.start, default=None)
    return latest and latest.heard.event.pitch


def test_parameters_of_a_piece_of_ones_own_appear_and_act(tmp_path: Path) -> None:
    path = tmp_path / "own.py"
    path.write_text(OWN)
    with opened(tmp_path, str(path)) as window:
        turned_to(window, "piece")
        starts(window)
        window.until(lambda: pitch_of(window, "rain") == 40)
        window.click(window.widget(Switch, lambda each: getattr(each, "id", "") == "fog"))
        window.until(lambda: pitch_of(window, "rain") == 41)
        window.click(window.widget(Choice))
        window.key("s", "Return")
        window.until(lambda: pitch_of(window, "rain") == 45)
        window.drag(knob(window, "drops"), 0, -60)
        window.until(lambda: pitch_of(window, "rain") == 65)
        window.click(knob(window, "glint"), times=2)
        window.key("ctrl+a")
        window.type("2.5 kHz")
        window.key("Return")
        window.until(lambda: pitch_of(window, "rain") == 75)
        assert window.live.front.values["glint"] == 2500.0


def test_an_error_is_told_with_its_line_until_it_is_mended(tmp_path: Path) -> None:
    path = tmp_path / "own.py"
    path.write_text(BROKEN)
    with opened(tmp_path, str(path)) as window:
        starts(window)
        window.until(lambda: window.app.view.frame.troubles)
        window.frames(2)
        assert f"{path}:13: AssertionError: dry" in footer(window)[-1]
        began, beats = time.monotonic(), window.live.front.status().beats
        path.write_text(OWN)
        window.until(lambda: not window.app.view.frame.troubles)
        window.until(lambda: window.live.front.status().beats > beats + 8.0)
        panel: Any = window.app.board.regions["roll"].panel
        sounding = panel.score.bars.sounding
        window.until(lambda: sounding.get("rain") and sounding.get("ground"))
        assert footer(window)[-1].startswith("own.py: new version from bar ")
        assert widest_gap(window, began) < 3.0 * LONGEST_GAP_SECONDS


# -- the header


def test_a_recording_is_made_by_mouse_and_goes_on_with_another_piece(window: Opened) -> None:
    starts(window)
    record = saying(window, "start a recording")
    window.click(record)
    window.until(lambda: window.app.view.frame.recording is not None)
    path = Path(window.app.view.frame.recording.path)
    window.until(lambda: window.app.view.frame.recording.seconds > 0.5)
    size = path.stat().st_size
    assert pixels(window, record, RECORDING) > 500
    window.click(window.widget(Selector))
    window.key("l", "o", "Return")
    window.until(lambda: window.live.front.subject.piece == "loops")
    assert path.stat().st_size > size
    seconds = window.app.view.frame.recording.seconds
    assert seconds > 0.5
    window.click(saying(window, "start a recording"))
    window.until(lambda: window.app.view.frame.recording is None)
    sound, rate = soundfile.read(path)
    assert len(sound) >= seconds * rate
    assert abs(sound).max() > 0.01


def test_seeds_and_tempo_by_mouse_are_taken_back(window: Opened) -> None:
    front = window.live.front
    window.click(saying(window, "draw another seed"))
    window.until(lambda: front.values["seed"] != 7.0)
    window.key("ctrl+z")
    window.until(lambda: front.values["seed"] == 7.0)
    swing = window.widget(Fader, lambda each: getattr(each, "id", "") == "swing")
    window.drag(swing, 30, 0)
    window.until(lambda: front.values["swing"] > 0.1)
    tap = window.place(button(window, "Tap"))
    for _ in range(3):
        xdotool("mousemove", *tap, "click", 1)
        pause(window, 0.3)
    window.until(lambda: 120.0 < front.values["tempo"] < 210.0)
    window.key("ctrl+z")
    window.until(lambda: front.values["tempo"] == 108.0)
    window.key("ctrl+z")
    window.until(lambda: front.values["swing"] == 0.0)


def test_the_link_session_is_joined_and_left(window: Opened) -> None:
    if window.app.view.frame.links.link is None:
        pytest.skip("Link is not installed")
    link = saying(window, "Ableton Link")
    window.click(link)
    window.until(lambda: window.app.view.frame.links.link)
    window.frames(2)
    assert pixels(window, link, ACCENT) > 300
    window.click(link)
    window.until(lambda: not window.app.view.frame.links.link)


# -- what the window tells


def test_a_note_under_the_mouse_tells_who_made_it(window: Opened) -> None:
    starts(window, 6.0)
    panel: Any = window.app.board.regions["roll"].panel
    score, roll = panel.score, window.widget(NoteBars)
    bar = next(each for each in score.bars.shown.values() if each.end - each.start > 0.4)
    event = bar.note.heard.event
    y = score.place.lanes.y(event.part, event.pitch)
    place = Box(score.x(bar.start) - score.offset + 5.0, y, 0.0, 0.0)
    window.point(roll, *in_widget(roll, place))
    assert score.pointed is bar
    front = panel.widgets[-1]
    told = [getattr(each, "text", "") for each in front.draw(front.look(window.app.view))]
    assert event.part in told
    assert bar.note.heard.rule in told
    line = " ".join(bar.note.heard.line(48_000).split())
    assert line in " ".join(told)
    seconds = score.seconds
    xdotool("click", 4)
    window.frames(2)
    assert score.seconds < seconds


def test_the_pages_show_what_goes_on(window: Opened) -> None:
    events = turned_to(window, "events")
    starts(window, 4.0)
    lines = [words.cells[-1] for words in events.table.look(window.app.view).rows]
    assert len(lines) > 3
    assert all(line.startswith('i "') for line in lines)
    timing = turned_to(window, "timing")

    def told(name: str) -> int:
        return int({figure.name: figure.value for figure in timing.figures.told}[name])

    window.until(lambda: told("notes committed") >= len(lines))  # from the start of the sound on
    assert told("late, moved") == 0
    assert pixels(window, timing.histogram, ACCENT) > 100
    log = turned_to(window, "log")
    said = [words.cells for words in log.table.look(window.app.view).rows]
    assert {source for source, _ in said} == {"Csound", "Scoretime"}
    window.key("question")
    window.frames(2)
    overlay: Any = window.app.board.regions["overlay"].panel
    assert overlay.widgets, "the sheet of keys"
    window.key("Escape")
    assert not window.app.board.regions["overlay"].panel.widgets


def test_a_binding_is_listed_and_forgotten(window: Opened) -> None:
    page = turned_to(window, "controllers")
    space, front = knob(window, "macro.space"), window.live.front
    window.click(space, button=3)
    window.key("o", "Return")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as fader:

        def send(address: str, value: float) -> None:
            fader.sendto(message(address, value), ("127.0.0.1", osc_port(window)))

        send("/1/fader7", 0.5)
        window.until(lambda: window.app.view.frame.bindings)
        send("/1/fader7", 0.25)
        window.until(lambda: front.values["macro.space"] == 0.25)
        send("/nobody/here", 1.0)
        seen = page.monitor.rows.things
        window.until(lambda: seen and seen[-1].text == "/nobody/here 1")
        assert "macro.space" in [each.target for each in seen]
        window.click(page.bindings, 0.5, 0.25)
        window.key("Delete")
        window.until(lambda: not window.app.view.frame.bindings)
        send("/1/fader7", 0.75)
        window.until(lambda: seen[-1].text == "/1/fader7 0.75")
    assert front.values["macro.space"] == 0.25


def test_a_midi_control_is_learnt(tmp_path: Path) -> None:
    pytest.importorskip("rtmidi")
    from generator.session.panel import Ways
    from tests.control.midi.scene import CC, Controller, own_server

    ways = Ways(osc_port=0, oscquery_port=None, midi_inputs=("virtual",), midi_outputs=("virtual",))
    with own_server(), opened(tmp_path, ways=ways) as window:
        controller, midi = Controller(), window.live._ways._midi
        assert midi is not None
        controller.plug_in(midi)
        space = knob(window, "macro.space")
        window.click(space, button=3)
        window.key("m", "Return")
        window.until(lambda: not midi._asked)
        assert pixels(window, space, WARNING) > 20
        for value in range(50, 100):
            controller.send(CC, 21, value)
            window.frames(1)
        window.until(lambda: window.live.front.values["macro.space"] == 99 / 127)
        (binding,) = window.app.view.frame.bindings
        assert (binding.kind, binding.target) == ("midi", "macro.space")
        controller.close()


def test_tab_goes_through_all_controls_and_a_line_tells_what_they_are(window: Opened) -> None:
    turned_to(window, "events")
    stops = window.app.board.stops()
    seen = []
    for _ in stops:
        window.key("Tab")
        focus = window.app.view.focus
        assert focus is not None
        seen.append(focus)
        assert pixels(window, focus, FOCUS) > 20, focus
    assert list(map(id, seen)) == list(map(id, stops))
    window.key("shift+Tab")
    assert window.app.view.focus is seen[-2]
    window.point(knob(window, "macro.intensity"))
    hint = "/macro/intensity   0 to 1   = 0.50"
    window.until(lambda: footer(window)[-1].startswith(hint))  # once the news have been read
