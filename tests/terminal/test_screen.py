from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable

import pytest

from generator.terminal.screen import CLEAR_LINE, SHOW_CURSOR, Screen


class Tty:
    """A terminal that remembers. interrupt: is called once, when something is to be written."""

    encoding = "utf-8"

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115
        self.interrupt: Callable[[], None] | None = None

    def __del__(self) -> None:
        self._file.close()

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        interrupt, self.interrupt = self.interrupt, None
        if interrupt is not None:
            interrupt()
        return self._file.fileno()

    def getvalue(self) -> str:
        return os.pread(self._file.fileno(), 1 << 16, 0).decode()


class Gone(Tty):
    def fileno(self) -> int:
        raise OSError(5, "Input/output error")


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")


def test_off_a_terminal_there_are_notices_alone() -> None:
    stream = io.StringIO()
    screen = Screen(stream)
    screen.show("line")
    screen.notice("something happened")
    screen.close()
    assert stream.getvalue() == "something happened\n"


def test_a_notice_stands_above_the_line() -> None:
    stream = Tty()
    screen = Screen(stream)
    screen.show("line")
    before = len(stream.getvalue())
    screen.notice("something\x1b[2J happened")
    shown = stream.getvalue()[before:]
    assert shown.startswith(f"{CLEAR_LINE}something[2J happened\n")
    assert "line" in shown


def test_the_same_line_is_written_once() -> None:
    stream = Tty()
    screen = Screen(stream)
    screen.show("line")
    once = stream.getvalue()
    screen.show("line")
    assert stream.getvalue() == once


def test_closing_gives_the_cursor_back() -> None:
    stream = Tty()
    screen = Screen(stream)
    screen.show("line")
    screen.close()
    assert stream.getvalue().endswith(f"{CLEAR_LINE}{SHOW_CURSOR}")


def test_a_signal_may_close_it_in_the_middle_of_a_write() -> None:
    stream = Tty()
    screen = Screen(stream)
    screen.show("line")
    stream.interrupt = screen.close
    screen.show("another")
    assert stream.getvalue().count(SHOW_CURSOR) == 1


def test_a_dumb_terminal_has_no_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert not Screen(Tty()).live


def test_a_terminal_that_is_gone_is_no_error() -> None:
    screen = Screen(Gone())
    screen.show("line")
    screen.notice("nobody reads this")
    screen.close()
