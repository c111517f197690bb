"""How a performance in a window ends where the window or its screen goes; all of them at once."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import soundfile

from generator.control.journal_reading import read
from tests.gui.closing import close_by_button
from tests.terminal.ending import Command, Ending, at_once
from tests.terminal.running import SILENT, written

pytestmark = pytest.mark.live

ON_TIME_SECONDS = 3.0


class Screen:
    """An X server of one's own."""

    def __init__(self) -> None:
        reading, writing = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1300x820x24", "-nolisten", "tcp"],
            pass_fds=[writing],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as told:
            self.name = f":{told.readline().strip()}"

    def windows(self) -> list[int]:
        """Return the windows that a player would see."""
        done = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", "^Scoretime$"],
            env=os.environ | {"DISPLAY": self.name},
            capture_output=True,
            text=True,
        )
        return [int(number) for number in done.stdout.split()]

    def press_button(self) -> None:
        """Close the window as a window manager does."""
        close_by_button(self.windows()[-1], self.name)

    def end(self) -> None:
        """Take the screen away."""
        self.server.kill()
        self.server.wait()


@contextmanager
def screen() -> Iterator[Screen]:
    opened = Screen()
    try:
        yield opened
    finally:
        opened.end()


def shown(folder: Path, screen: Screen, *words: str) -> Command:
    """Play in a window until there is sound in the journal's recording, if one was asked for."""
    piece = written(folder / "rain.py")
    folders = {name: str(folder / "home") for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    words = (*SILENT, piece, "--duration", "60", *words)
    command = Command(folder, *words, DISPLAY=screen.name, **folders).until(screen.windows)
    take = folder / "take.wav"
    recorded = "--record" in words
    return command.until(lambda: not recorded or (take.exists() and take.stat().st_size > 200_000))


def recording(folder: Path) -> list[str]:
    return ["--record", str(folder / "take.wav"), "--journal", str(folder / "take.jsonl")]


def closed(folder: Path, stack: ExitStack) -> Ending:
    on = stack.enter_context(screen())
    return shown(folder, on).end_by(on.press_button)


def screen_killed(folder: Path, stack: ExitStack) -> Ending:
    on = stack.enter_context(screen())
    return shown(folder, on, *recording(folder)).end_by(on.end)


def screen_stuck(folder: Path, stack: ExitStack) -> Ending:
    on = stack.enter_context(screen())
    command = shown(folder, on)
    on.server.send_signal(signal.SIGSTOP)
    return command.end(signal.SIGINT)


CASES = {"closed": closed, "screen killed": screen_killed, "screen stuck": screen_stuck}


@pytest.fixture(scope="module")
def endings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ending]:
    return at_once(tmp_path_factory.mktemp("endings"), CASES)


@pytest.mark.parametrize(
    ("name", "code"), [("closed", 0), ("screen killed", 1), ("screen stuck", 130)]
)
def test_the_end_comes_in_time_and_nothing_is_left(
    endings: dict[str, Ending], name: str, code: int
) -> None:
    ending = endings[name]
    assert ending.code == code, ending.said
    assert ending.seconds < ON_TIME_SECONDS
    assert ending.left == []
    assert "Traceback" not in ending.said


def test_without_a_screen_what_was_played_is_whole_and_it_says_why(
    endings: dict[str, Ending],
) -> None:
    ending = endings["screen killed"]
    frames, rate = soundfile.read(ending.folder / "take.wav")
    assert abs(frames).max() > 0.1
    assert abs(frames[-1]).max() < 0.001
    journal = read(ending.folder / "take.jsonl")
    assert journal.ended
    assert journal.played_sample == pytest.approx(len(frames), abs=rate)
    assert ending.said == "scoretime: the screen is gone\n"
