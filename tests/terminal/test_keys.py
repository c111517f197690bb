"""`scoretime play` on a terminal: keys, the line, and the terminal given back."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.terminal.screen import SHOW_CURSOR
from generator.terminal.text import columns_of
from tests.terminal.running import SILENT, Terminal, stopped, written

pytestmark = pytest.mark.live

Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    terminals: list[Terminal] = []
    piece = written(tmp_path / "rain.py")

    def start(columns: int = 80) -> Terminal:
        terminals.append(Terminal(*SILENT, piece, "--seed", "7", columns=columns))
        return terminals[-1]

    yield start
    for terminal in terminals:
        terminal.close()


def test_keys_steer_the_music(start: Start) -> None:
    terminal = start()
    terminal.until(lambda shown: "480 BPM  " in shown)
    assert terminal.settings != terminal.before
    terminal.until(lambda shown: "\x1b[7mdrops\x1b[0m" in shown and "\x1b[7mlow\x1b[0m" in shown)
    terminal.press("xyz++-+")
    terminal.until(lambda shown: "484 BPM  " in shown)
    terminal.press("a")
    terminal.until(lambda shown: "there is none to return to" in shown)
    terminal.press("m")
    terminal.until(lambda shown: "mute  1 drops  2 low" in shown)
    terminal.press("2")
    terminal.until(lambda shown: "\x1b[2mlow\x1b[0m" in shown)
    terminal.press("m2")
    terminal.until(lambda shown: "drops low" in shown)
    terminal.press(" ")
    terminal.until(lambda shown: "BPM paused" in shown)
    terminal.press(" p\x1b[A")  # a panic, and an arrow that is no command
    terminal.until(lambda shown: "484 BPM  " in shown)
    terminal.press("q")
    assert terminal.end() == 0
    assert "played " in terminal.shown
    assert "xyz" not in terminal.shown
    assert terminal.settings == terminal.before
    assert terminal.shown.rindex(SHOW_CURSOR) > terminal.shown.rindex("\x1b[?25l")


def test_a_signal_gives_the_terminal_back(start: Start) -> None:
    terminal = start()
    terminal.until(lambda shown: "BPM" in shown)
    assert terminal.end(signal.SIGTERM) == 143
    assert terminal.settings == terminal.before


def test_a_performance_can_be_put_aside(start: Start) -> None:
    terminal = start()
    terminal.until(lambda shown: "BPM" in shown)
    terminal.process.send_signal(signal.SIGTSTP)
    terminal.until(lambda shown: shown.endswith(SHOW_CURSOR))
    assert stopped(terminal.process.pid)
    assert terminal.settings == terminal.before
    terminal.process.send_signal(signal.SIGCONT)
    terminal.until(lambda shown: "BPM" in shown)
    assert terminal.settings != terminal.before
    terminal.press("q")
    assert terminal.end() == 0


def test_ctrl_c_is_a_signal(start: Start) -> None:
    terminal = start()
    terminal.until(lambda shown: "BPM" in shown)
    terminal.press("\x03")
    assert terminal.end() == 130
    assert terminal.settings == terminal.before


def test_a_narrow_terminal_is_never_overrun(start: Start) -> None:
    terminal = start(columns=30)
    shown = terminal.until(lambda shown: shown.count("BPM") > 5)
    lines = [line.partition("\x1b[?7h")[0] for line in shown.split("\x1b[K")[1:]]
    status = [line for line in lines if "BPM" in line and "tempo" not in line]
    assert len(status) > 4
    plain = [line.replace("\x1b[7m", "").replace("\x1b[0m", "") for line in status]
    assert max(map(columns_of, plain)) <= 29
    terminal.press("q")
    terminal.end()


def test_an_error_gives_the_terminal_back(tmp_path: Path) -> None:
    terminal = Terminal(*SILENT, written(tmp_path / "wrong.py", "raise ValueError('no')"))
    assert terminal.end() == 3
    assert "wrong.py:1: ValueError: no" in terminal.shown
    assert terminal.settings == terminal.before
    terminal.close()
