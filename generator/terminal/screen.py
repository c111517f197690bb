"""Standard error as a screen: notices that stay, and under them one line that changes."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TextIO

from generator.terminal.text import printable

CLEAR_LINE = "\r\x1b[K"
WRAP_OFF, WRAP_ON = "\x1b[?7l", "\x1b[?7h"
HIDE_CURSOR, SHOW_CURSOR = "\x1b[?25l", "\x1b[?25h"
USUAL_COLUMNS = 80


class Screen:
    """Where a performance shows itself; off a terminal it shows notices alone.

    A terminal that has gone away is written to no more.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self.live = self._stream.isatty() and os.environ.get("TERM") != "dumb"
        self._line = ""

    @property
    def columns(self) -> int:
        """The columns that the line may take: one less than there are, so that none wraps."""
        try:
            return max(0, os.get_terminal_size(self._stream.fileno()).columns - 1)
        except OSError:
            return USUAL_COLUMNS - 1

    def notice(self, text: str) -> None:
        """Show a text for good, above the line."""
        clear = CLEAR_LINE if self.live else ""
        self._write(f"{clear}{printable(text)}\n{self._drawn(self._line)}")

    def show(self, line: str) -> None:
        """Show another line."""
        if self.live and line != self._line:
            self._line = line
            self._write(self._drawn(line))

    def redraw(self) -> None:
        """Show the line again, after something else may have written over it."""
        self._write(self._drawn(self._line))

    def close(self) -> None:
        """Take the line away and give the cursor back."""
        if self._line:
            self._line = ""
            self._write(f"{CLEAR_LINE}{SHOW_CURSOR}")

    def _drawn(self, line: str) -> str:
        return f"{HIDE_CURSOR}{WRAP_OFF}{CLEAR_LINE}{line}{WRAP_ON}" if line else ""

    def _write(self, text: str) -> None:
        """Write straight to the terminal: a signal may want that in the middle of a write."""
        with contextlib.suppress(OSError, ValueError):
            if not self.live:
                self._stream.write(text)
                self._stream.flush()
                return
            data = text.encode(self._stream.encoding, "replace")
            while data:
                data = data[os.write(self._stream.fileno(), data) :]
