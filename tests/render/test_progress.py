from __future__ import annotations

import io
import json
import sys

import pytest

from generator.render import progress
from generator.render.progress import REDRAW_SECONDS, ProgressBar, progress_of


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr(progress, "perf_counter", lambda: now[0])
    return now


def test_a_terminal_shows_position_speed_and_time_left(
    monkeypatch: pytest.MonkeyPatch, clock: list[float]
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with ProgressBar(expected_seconds=120.0) as bar:
        for second in range(1, 4):
            clock[0] = float(second)
            bar.update(20.0 * second)
    shown = terminal.getvalue()
    assert "1:00.0" in shown
    assert "20.0 x real time" in shown


class Gone(Terminal):
    def write(self, text: str) -> int:
        raise OSError(5, "Input/output error")


def test_a_terminal_that_is_gone_ends_nothing(
    monkeypatch: pytest.MonkeyPatch, clock: list[float]
) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setenv("TERM", "xterm")
    with ProgressBar(expected_seconds=120.0) as bar:
        assert bar._bar is not None
        bar._bar.console.file = Gone()
        clock[0] = 1.0
        bar.update(20.0)


@pytest.mark.parametrize("quiet", [True, False])
def test_otherwise_nothing_is_shown(
    monkeypatch: pytest.MonkeyPatch, clock: list[float], quiet: bool
) -> None:
    stream = Terminal() if quiet else io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with ProgressBar(quiet=quiet) as bar:
        clock[0] = 1.0
        bar.update(20.0)
    assert stream.getvalue() == ""


def test_a_program_reads_lines_of_json(monkeypatch: pytest.MonkeyPatch, clock: list[float]) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with progress_of(True, None, as_lines=True) as lines:
        for second in range(1, 4):
            clock[0] = float(second)
            lines.update(20.0 * second, 90.0 if second > 1 else None)
            clock[0] += REDRAW_SECONDS / 2.0
            lines.update(20.0 * second + 1.0)
    assert [json.loads(line) for line in stream.getvalue().splitlines()] == [
        {"seconds": 20.0, "expected_seconds": None, "speed": 20.0},
        {"seconds": 40.0, "expected_seconds": 90.0, "speed": 20.0},
        {"seconds": 60.0, "expected_seconds": 90.0, "speed": 20.0},
    ]


@pytest.mark.parametrize("quiet", [True, False])
def test_without_a_program_there_is_a_bar_or_nothing(
    monkeypatch: pytest.MonkeyPatch, clock: list[float], quiet: bool
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with progress_of(quiet, 60.0, as_lines=False) as bar:
        clock[0] = 1.0
        bar.update(20.0)
    assert ("0:20.0" in terminal.getvalue()) != quiet
    assert "{" not in terminal.getvalue()
