from __future__ import annotations

import io
import sys

import pytest

from generator.render import progress
from generator.render.progress import ProgressBar


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
