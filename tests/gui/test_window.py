"""The window as a player has it: a real screen, mouse and keyboard, and the engine that plays."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import soundfile

from generator.control.commands import Action
from gui.pages.render import Render
from gui.theme import ACCENT, FOCUS, GOOD, PANEL, WARNING
from gui.widget import Widget
from gui.widgets.button import Button
from gui.widgets.cells import Cells
from gui.widgets.knob import Knob
from gui.widgets.readout import Readout
from tests.bench.steering import message
from tests.display import display, grab, xdotool
from tests.gui.opened import NoSignals, Opened, opened

pytestmark = pytest.mark.live


@pytest.fixture(scope="module", autouse=True)
def screen() -> Iterator[None]:
    with display():
        yield


@pytest.fixture
def window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    with opened(tmp_path) as opened_window:
        yield opened_window


def button(window: Opened, text: str) -> Widget:
    return window.widget(Button, lambda each: getattr(each, "text", "") == text)


def knob(window: Opened, key: str) -> Widget:
    return window.widget(Knob, lambda each: getattr(each, "id", "") == key)


def pixels(window: Opened, widget: Widget, colour: str) -> int:
    """Return how many pixels of a widget on the screen have a colour."""
    x0, y0 = window.place(widget, 0.0, 0.0)
    x1, y1 = window.place(widget, 1.0, 1.0)
    wanted = tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return sum(
        count
        for count, found in grab().crop((x0, y0, x1, y1)).getcolors(1 << 20)
        if found == wanted
    )


def seen(window: Opened, widget: Widget) -> bytes:
    """Return what a widget looks like on the screen."""
    x0, y0 = window.place(widget, 0.0, 0.0)
    x1, y1 = window.place(widget, 1.0, 1.0)
    return grab().crop((x0, y0, x1, y1)).tobytes()


def applied(window: Opened, action: Action) -> int:
    return sum(each.command.action is action for each in window.live.front.applied)


def test_the_piece_is_ready_and_space_starts_and_holds_it(window: Opened) -> None:
    status = window.live.front.status
    assert status().paused
    assert status().events == 0
    play = button(window, "Play")
    assert pixels(window, play, GOOD) == 0
    window.key("space")
    window.until(lambda: status().events > 5)
    window.frames(5)
    assert not status().paused
    assert pixels(window, play, GOOD) > 500
    window.key("space")
    window.until(lambda: status().paused)


def test_the_buttons_play_pause_and_stop(window: Opened) -> None:
    status = window.live.front.status
    window.click(button(window, "Play"))
    window.until(lambda: status().beats > 1.0)
    window.click(button(window, "Pause"))
    window.until(lambda: status().paused)
    assert status().beats > 1.0
    window.click(button(window, "Stop"))
    window.until(lambda: status().beats == 0.0)
    assert applied(window, Action.REWIND) == 2, "once at the start, once now"


def test_a_macro_is_dragged_with_the_mouse(window: Opened) -> None:
    intensity = knob(window, "macro.intensity")
    before = pixels(window, intensity, ACCENT)
    window.drag(intensity, 0, -60)
    window.until(lambda: window.live.front.values["macro.intensity"] > 0.8)
    assert pixels(window, intensity, ACCENT) > 1.2 * before
    window.key("ctrl+z")
    window.until(lambda: window.live.front.values["macro.intensity"] == 0.5)
    window.key("ctrl+y")
    window.until(lambda: window.live.front.values["macro.intensity"] > 0.8)


def test_a_control_in_the_hand_is_not_torn_from_it(window: Opened) -> None:
    intensity = knob(window, "macro.intensity")
    x, y = window.place(intensity)
    xdotool("mousemove", x, y, "mousedown", 1, "mousemove", x, y - 40)
    window.frames(3)
    held = window.app.context.hand.value("macro.intensity")
    window.desk.set("macro.intensity", 0.1, "someone else")
    window.until(lambda: window.live.front.values["macro.intensity"] == 0.1)
    assert window.app.context.hand.value("macro.intensity") == held > 0.6
    xdotool("mouseup", 1)
    window.frames(3)


def test_the_wheel_the_arrows_and_the_focus_ring(window: Opened) -> None:
    motion = knob(window, "macro.motion")
    window.click(motion, button=4)
    window.until(lambda: window.live.front.values["macro.motion"] > 0.5)
    window.click(motion)
    window.frames(2)
    assert pixels(window, motion, FOCUS) > 50
    window.key("End")
    window.until(lambda: window.live.front.values["macro.motion"] == 1.0)
    window.key("Down", "Next")
    window.until(lambda: window.live.front.values["macro.motion"] == pytest.approx(0.89))
    window.key("Tab")
    assert window.app.view.focus is not motion


def test_a_tempo_is_typed_and_single_keys_are_letters_meanwhile(window: Opened) -> None:
    before = seen(window, window.widget(Readout))
    window.click(window.widget(Readout), times=2)
    window.type("r t")
    assert applied(window, Action.REROLL) == 0
    window.key("ctrl+a")
    window.type("93.5")
    window.key("Return")
    window.until(lambda: window.live.front.values["tempo"] == 93.5)
    window.frames(2)
    assert seen(window, window.widget(Readout)) != before
    assert window.live.front.status().paused, "the space was typed, not taken for play"


def test_what_cannot_be_typed_is_said_and_the_field_stays(window: Opened) -> None:
    window.click(window.widget(Readout), times=2)
    window.key("ctrl+a")
    window.type("5000")
    window.key("Return")
    assert any("20 to 999 BPM" in text for text in window.app.told)
    window.key("Escape")
    window.frames(3)
    assert applied(window, Action.PANIC) == 0, "Escape gave up typing, no more"
    assert window.live.front.values["tempo"] == 108.0


def test_a_snapshot_is_stored_and_recalled(window: Opened) -> None:
    cells = window.widget(Cells)
    assert isinstance(cells, Cells)
    first = cells.cell(0)
    right = (first.middle[0] - cells.box.x) / cells.box.width
    down = (first.middle[1] - cells.box.y) / cells.box.height
    window.click(cells, right, down, shift=True)
    assert window.desk.bank.names("lattice") == ["1"]
    assert pixels(window, cells, FOCUS) > 50, "the cell is marked"
    motion = knob(window, "macro.motion")
    stored = seen(window, motion)
    window.desk.set("macro.motion", 0.9, "test")
    window.until(lambda: window.live.front.values["macro.motion"] == 0.9)
    window.frames(2)
    assert seen(window, motion) != stored, "what others move is shown"
    window.click(cells, right, down)
    window.until(lambda: window.live.front.values["macro.motion"] == 0.5)
    window.point(cells)
    assert seen(window, motion) == stored


def test_panic_is_not_held_up_by_what_came_before_it(window: Opened) -> None:
    window.key("space")
    window.until(lambda: window.live.front.status().events > 3)
    x, y = window.place(button(window, "PANIC"))
    tap_x, tap_y = window.place(button(window, "Tap"))
    xdotool(
        *("mousemove", tap_x, tap_y, "click", 1, "click", 1, "click", 1),
        *("mousemove", x, y, "mousedown", 1),
    )
    window.until(lambda: applied(window, Action.PANIC) == 1)
    xdotool("mouseup", 1)
    window.until(lambda: applied(window, Action.SET) >= 1)
    window.key("Escape")
    window.until(lambda: applied(window, Action.PANIC) == 2)


def test_an_osc_control_is_learnt(window: Opened) -> None:
    density = knob(window, "macro.space")
    window.click(density, button=3)
    window.key("o", "Return")
    window.frames(3)
    assert pixels(window, density, WARNING) > 20, "it says that it listens"
    port = int(window.app.view.frame.links.osc.rpartition(":")[2])
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as fader:
        fader.sendto(message("/1/fader7", 0.5), ("127.0.0.1", port))
        window.until(lambda: window.app.view.frame.bindings)
        fader.sendto(message("/1/fader7", 0.25), ("127.0.0.1", port))
        window.until(lambda: window.live.front.values["macro.space"] == 0.25)
    (binding,) = window.app.view.frame.bindings
    assert (binding.control, binding.target) == ("/1/fader7", "macro.space")


def test_a_render_is_made_while_the_music_plays(window: Opened, tmp_path: Path) -> None:
    window.key("space")
    pages = [page.name for page in window.app.board.pages]
    window.app.tabs.go_to(pages.index("render"))
    window.frames(3)
    page = window.app.board.pages[pages.index("render")]
    assert isinstance(page, Render)
    for field in page.form.fields:
        if field.label in ("output", "duration"):
            page.form.enter(field, {"duration": "3"}.get(field.label, str(tmp_path / "made.wav")))
    window.click(page.button)
    window.until(lambda: (tmp_path / "made.wav.json").exists(), seconds=60.0)
    sound, rate = soundfile.read(tmp_path / "made.wav")
    assert len(sound) >= 3 * rate
    status = window.live.front.status()
    assert status.late == 0
    assert not status.paused


def test_closing_while_recording_asks_once_and_keeps_the_file(window: Opened) -> None:
    window.key("space", "ctrl+r")
    window.until(lambda: window.app.view.frame.recording is not None)
    window.until(lambda: window.app.view.frame.recording.seconds > 0.5)
    path = Path(window.app.view.frame.recording.path)
    roll = window.app.board.regions["roll"].panel.widgets[0]
    window.app.ask_to_close()
    window.frames(3)
    assert pixels(window, roll, PANEL) > 5_000, "the question lies over the roll"
    assert not window.app.closing
    window.key("Escape")
    assert not window.app.closing
    window.app.ask_to_close()
    window.frames(3)
    window.key("Return")
    assert window.app.closing
    assert window.live.exit_reason == "quit"
    window.app.run(NoSignals())
    assert window.live.front.over
    window.live.close()
    assert soundfile.info(path).duration > 0.5


def test_the_window_outlives_the_engine(window: Opened) -> None:
    window.key("space")
    window.until(lambda: window.live.front.status().beats > 1.0)
    os.kill(window.live.front._process.pid, signal.SIGKILL)
    window.until(lambda: window.app.view.frame.status.restarts == 1)
    beats = window.live.front.status().beats
    window.until(lambda: window.live.front.status().beats > beats + 1.0)
    assert any("died" in text for text in window.app.told)
    assert not window.live.front.status().paused


def test_the_window_grows_and_shrinks(window: Opened) -> None:
    number = xdotool("search", "--name", "^Scoretime$").split()[-1]
    for size in ((1500, 1000), (1100, 680)):
        xdotool("windowsize", number, *size)
        window.until(lambda size=size: window.app.window.size == size)
        window.frames(3)
        for region in window.app.board.regions.values():
            for widget in region.panel.widgets:
                box = widget.box
                assert box.right <= region.box.width + 0.5, (region.panel.name, widget)
                assert box.bottom <= region.box.height + 0.5, (region.panel.name, widget)


def command(*words: str) -> subprocess.Popen[str]:
    environment = os.environ | {"HOME": os.environ["SCORETIME_HOME"]}
    return subprocess.Popen(
        [sys.executable, "-m", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
    )


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCORETIME_HOME", str(tmp_path))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path))


def seen_on_screen() -> bool:
    done = subprocess.run(["xdotool", "search", "--name", "^Scoretime$"], capture_output=True)
    return bool(done.stdout.strip())


def wait_for_window(process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 30.0
    while not seen_on_screen():
        assert process.poll() is None, process.stdout and process.stdout.read()
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signals_fade_and_close_the_window(number: int, code: int) -> None:
    with command("gui", "lattice", "--audio", "null", "--seed", "3", "--no-osc") as process:
        wait_for_window(process)
        time.sleep(0.5)
        process.send_signal(number)
        output = process.communicate(timeout=10.0)[0]
    assert process.returncode == code, output
    assert "Traceback" not in output
    assert "played" in output


BRIEFLY = (
    *("generator", "play", "loops", "--audio", "null", "--no-osc"),
    *("--duration", "2", "--tail", "0"),
)


@pytest.mark.usefixtures("home")
def test_a_performance_of_a_given_length_begins_at_once_and_ends_by_itself() -> None:
    with command(*BRIEFLY) as process:
        wait_for_window(process)
        output = process.communicate(timeout=30.0)[0]
    assert process.returncode == 0, output
    assert "played" in output


@pytest.mark.usefixtures("home")
def test_without_a_screen_it_plays_in_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for shown, said in (("", "no screen"), (":47", "no window")):
        monkeypatch.setenv("DISPLAY", shown)
        with command(*BRIEFLY) as process:
            output = process.communicate(timeout=30.0)[0]
        assert process.returncode == 0
        (line,) = (line for line in output.splitlines() if "playing in the terminal" in line)
        assert said in line
        assert "played" in output
