"""What may befall a performance while it is played in a window; and the window is there."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from generator.engine.audio import AudioSettings
from generator.session.ending import Extent
from generator.session.panel import Ways
from generator.session.plan import Plan
from generator.session.setup import Choice
from generator.terminal.forms import form_fields
from gui.app import opened_app
from gui.settings import Settings
from gui.theme import ACCENT, GROUND, mixed
from gui.widgets.knob import Knob
from gui.widgets.roll import NoteBars
from tests.bench.steering import message
from tests.display import grab, xdotool
from tests.gui.closing import close_by_button
from tests.gui.opened import Opened, opened
from tests.gui.playing import footer, osc_port, pause, shown_value, starts, turned_to, widest_gap
from tests.gui.test_window import command, knob, pixels, wait_for_window
from tests.jack import jack_server
from tests.trying import in_three_tries

pytestmark = [pytest.mark.live, pytest.mark.usefixtures("screen", "folders")]

LONGEST_GAP_SECONDS = 0.1
COMMITTED = mixed(ACCENT, GROUND, 0.35)
FLOOD = """
import socket, struct, sys, time
port, began, sent = int(sys.argv[1]), time.monotonic(), 0
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as fader:
    while (seconds := time.monotonic() - began) < 2.0:
        while sent < 2000 * seconds:
            packet = struct.pack(">20s4sf", b"/macro/intensity", b",f", sent % 1000 / 1000)
            fader.sendto(packet, ("127.0.0.1", port))
            sent += 1
        time.sleep(0.001)
"""


# -- audio


def changes_audio(window: Opened, page: Any, module: str, buffer_frames: int) -> None:
    """Apply what is chosen: the music goes on where it would be, and no frame waits for it."""
    front, began = window.live.front, time.monotonic()
    hello, beats, tempo_bpm = front.hello, front.status().beats, front.values["tempo"]
    window.click(page.apply)
    window.until(lambda: front.hello is not hello)
    pause(window, 0.5)
    passed_beats = (time.monotonic() - began) * tempo_bpm / 60.0
    audio = window.app.view.frame.audio
    assert (audio.module, audio.buffer_frames) == (module, buffer_frames)
    assert front.status().beats - beats == pytest.approx(passed_beats, abs=0.4)
    assert widest_gap(window, began) < LONGEST_GAP_SECONDS
    assert footer(window)[1] == module


@in_three_tries
def test_audio_is_changed_on_its_page_while_the_music_goes_on(tmp_path: Path) -> None:
    """To a larger buffer, to JACK, and to a device that is not there: that of before plays on."""
    with jack_server(), opened(tmp_path) as window:
        page = turned_to(window, "audio")
        starts(window)
        window.click(page.buffer)
        window.key("2", "Return")
        changes_audio(window, page, "null", 256)
        window.click(page.modules[[each.text for each in page.modules].index("jack")])
        changes_audio(window, page, "jack", 256)
        window.click(page.device)
        window.key("a", "Return")
        window.type("nobody:playback_")
        window.key("Return")
        changes_audio(window, page, "jack", 256)
        assert footer(window)[-1].startswith("playing on JACK instead: audio module jack has no")
        assert window.live.front.restarts == 0


def test_the_look_ahead_is_changed_while_it_plays(window: Opened) -> None:
    page, roll = turned_to(window, "audio"), window.widget(NoteBars)
    starts(window)
    committed = pixels(window, roll, COMMITTED)
    window.click(page.look_ahead, times=2)
    window.key("ctrl+a")
    window.type("250")
    window.key("Return")
    window.until(lambda: "look-ahead 250.0 ms" in footer(window))
    window.frames(2)
    assert pixels(window, roll, COMMITTED) > 1.5 * committed
    window.click(page.by_clock)
    window.until(lambda: window.app.view.frame.audio.look_ahead_ms < 100.0)


# -- when much goes on


@in_three_tries
def test_a_flood_of_changes_costs_no_frame(tmp_path: Path) -> None:
    with opened(tmp_path) as window:
        starts(window)
        shown, intensity = [], window.widget(Knob)
        words = [sys.executable, "-c", FLOOD, str(osc_port(window))]
        with subprocess.Popen(words) as flood:
            window.until(lambda: shown_value(window, intensity) != 0.5)
            began = time.monotonic()

            def look() -> bool:
                shown.append(shown_value(window, intensity))
                return time.monotonic() > began + 1.5

            window.until(look)
            assert widest_gap(window, began) < 0.05
            assert len(shown) > 43
            assert len(set(shown)) > 0.75 * len(shown)
            flood.wait()
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as fader:
            fader.sendto(message("/macro/intensity", 0.25), ("127.0.0.1", osc_port(window)))
        window.until(lambda: window.live.front.values["macro.intensity"] == 0.25, 1.0)
        assert window.live.front.status().late == 0


@in_three_tries
def test_a_change_from_outside_shows_within_two_frames(tmp_path: Path) -> None:
    with opened(tmp_path) as window:
        starts(window)
        intensity, frames = window.widget(Knob), []
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as fader:
            for step in range(15):
                looks: list[float] = []
                value = step / 16.0
                fader.sendto(message("/macro/intensity", value), ("127.0.0.1", osc_port(window)))

                def shows(value: float = value, looks: list[float] = looks) -> bool:
                    looks.append(shown_value(window, intensity))
                    return looks[-1] == value

                window.until(shows)
                frames.append(len(looks) - 1)  # the first look was before the engine could hear
        assert median(frames) <= 2


def test_a_drag_goes_on_through_the_death_of_the_engine(window: Opened) -> None:
    starts(window)
    front, hand = window.live.front, window.app.context.hand
    intensity = knob(window, "macro.intensity")
    x, y = window.place(intensity)
    xdotool("mousemove", x, y, "mousedown", 1, "mousemove", x, y - 20)
    window.until(lambda: front.values["macro.intensity"] > 0.6)
    hello, status = front.hello, front.status()
    beats = status.beats
    os.kill(front._process.pid, signal.SIGKILL)
    step = 0
    while front.hello is hello:
        step += 1
        assert step < 300
        xdotool("mousemove", x, y - 20 - step % 2)
        window.frames(1)
    assert hand.holds("macro.intensity")
    xdotool("mousemove", x, y - 60)
    window.until(lambda: front.values["macro.intensity"] > 0.85)
    xdotool("mouseup", 1)
    window.until(lambda: front.status().beats > beats + 2.0)
    assert any("died" in text for text in window.app.told)
    window.key("ctrl+z")
    window.until(lambda: front.values["macro.intensity"] == 0.5)


# -- from one time to the next


def stands(number: int) -> bool:
    geometry = xdotool("getwindowgeometry", number)
    return "120,90" in geometry and "1300x820" in geometry


def put_in_place(number: Callable[[], int]) -> None:
    """Move the window until it stays there: it arranges itself just after it is to be seen."""
    seen, deadline = 0, time.monotonic() + 10.0
    while seen < 2:
        assert time.monotonic() < deadline, xdotool("getwindowgeometry", number())
        seen = seen + 1 if stands(number()) else 0
        if not seen:
            xdotool("windowsize", number(), 1300, 820, "windowmove", number(), 120, 90)
        time.sleep(0.2)


def test_the_window_remembers_how_it_stood(tmp_path: Path) -> None:
    """Closed by the button of its frame, then by Ctrl-Q; a broken file does no harm."""
    kept = tmp_path / "scoretime" / "window.json"
    kept.parent.mkdir()
    kept.write_text('{"place": [1e999,')
    words = ("gui", "lattice", "--audio", "null", "--seed", "3", "--no-osc")

    def number() -> int:
        return int(xdotool("search", "--onlyvisible", "--name", "^Scoretime$").split()[-1])

    with command(*words) as process:
        wait_for_window(process)
        put_in_place(number)
        xdotool("windowfocus", number(), "key", "F2")
        time.sleep(0.3)
        close_by_button(number())
        assert "played" in process.communicate(timeout=10.0)[0]
    remembered = json.loads(kept.read_text())
    assert remembered == {
        "place": [120, 90],
        "size": [1300, 820],
        "scale": None,
        "page": "Piece",
    }
    with command(*words) as process:
        wait_for_window(process)
        assert stands(number())
        xdotool("windowfocus", "--sync", number())
        xdotool("key", "ctrl+q")
        assert "played" in process.communicate(timeout=10.0)[0]
        assert process.returncode == 0
    assert json.loads(kept.read_text()) == remembered


FIELDS = form_fields("render")
ENDING = """\
from generator.composition import Note, Piece

piece = Piece("short", title="Short", ends=True)


@piece.part("one", instrument="Pluck")
def one(live):
    yield Note(60, 0.25)
"""


def test_a_piece_that_has_ended_may_be_played_again_in_the_same_window(tmp_path: Path) -> None:
    path = tmp_path / "short.py"
    path.write_text(ENDING)
    plan = Plan(Choice(str(path), seed=1), Extent(tail_seconds=0.1), AudioSettings("null"))
    with opened(tmp_path, plan=plan) as window:
        window.key("space")
        window.until(lambda: window.live.front.over)
        window.frames(3)
        before = grab().tobytes()
        window.key("Right")
        assert grab().tobytes() != before, "the other answer is lit"
        window.key("Left", "Return")
        assert window.app.again
        assert window.live.exit_reason == "end"
        app = window.app
        ways = Ways(osc_port=None, snapshots=tmp_path / "snapshots.json")
        with opened_app(replace(plan, waits=True), ways, app.window, Settings(), FIELDS) as anew:
            second = Opened(anew)
            second.until(lambda: anew.view.frame.playing)
            second.key("space")
            second.until(lambda: second.live.front.over)
            assert second.live.front.status().events == 1
