"""Single keys from the terminal, which is given back as it was whatever happens."""

from __future__ import annotations

import contextlib
import os
import re
import select
import sys
import termios
import tty
from types import TracebackType
from typing import Any

CHUNK_BYTES = 1024

# What arrow and function keys send; their letters are no commands.
_SEQUENCE = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|O.)?")


class Keys:
    """Reads keys as they are pressed, unseen; Ctrl-C stays a signal.

    Where standard input is no terminal, or belongs to another job, there are no keys.
    """

    def __init__(self) -> None:
        self._before: list[Any] = []

    def __enter__(self) -> Keys:
        self.take()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.give_back()

    @property
    def there(self) -> bool:
        """Whether keys can be read."""
        return bool(self._before) and _is_ours()

    def take(self) -> None:
        """Take keys one by one, without echo."""
        if _is_ours():
            with contextlib.suppress(termios.error):
                self._before = self._before or termios.tcgetattr(sys.stdin)
                tty.setcbreak(sys.stdin, termios.TCSANOW)

    def give_back(self) -> None:
        """Put the terminal back as it was."""
        if self.there:
            with contextlib.suppress(termios.error):
                termios.tcsetattr(sys.stdin, termios.TCSANOW, self._before)

    def read(self) -> str:
        """Return the keys pressed since the last call."""
        if not self.there or not select.select([sys.stdin], [], [], 0)[0]:
            return ""
        try:
            pressed = os.read(sys.stdin.fileno(), CHUNK_BYTES)
        except OSError:
            pressed = b""
        if not pressed:
            self._before = []  # the terminal is gone
        return _SEQUENCE.sub("", pressed.decode(errors="ignore"))


def _is_ours() -> bool:
    """Whether standard input is a terminal on which this process may read."""
    try:
        return os.isatty(sys.stdin.fileno()) and os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp()
    except (OSError, ValueError, AttributeError):
        return False
