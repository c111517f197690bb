"""The lines of Scala's files: read whole, up to a size, in any of the usual encodings."""

from __future__ import annotations

import os
from pathlib import Path

from generator.errors import OutputError, UsageError
from generator.files import MEGABYTE, read_limited, reason


def text_of(path: Path) -> str:
    """Return what is in a file of at most a megabyte, in UTF-8 or else Latin-1.

    Raises UsageError for what cannot be read or is no ordinary file.
    """
    try:
        data = read_limited(path, MEGABYTE)
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: cannot be read ({reason(error)})") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def write(path: str | os.PathLike[str], text: str) -> None:
    """Write a text to a file; raises OutputError."""
    try:
        Path(path).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror})") from None


class Lines:
    """The lines of a text that do not begin with an exclamation mark, one after the other.

    source: what the text is called in errors. blank: whether empty lines count. number and line:
    those of the last one taken.
    """

    def __init__(self, text: str, source: str, *, blank: bool = True) -> None:
        every = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
        numbered = enumerate(every, start=1)
        self._rest = [
            (number, line)
            for number, line in numbered
            if not line.startswith("!") and (blank or line.strip())
        ][::-1]
        self.source, self.number, self.line = source, 1, ""

    def __len__(self) -> int:
        return len(self._rest)

    def take(self, expected: str) -> str:
        """Return the next line; raises UsageError, naming what was expected, at the end."""
        if not self._rest:
            raise UsageError(f"{self.source}: ends before {expected}")
        self.number, self.line = self._rest.pop()
        return self.line

    def refused(self, expected: str) -> UsageError:
        """Return the error of the line taken last: what was expected instead."""
        return UsageError(f"{self.source}:{self.number}: {self.line!r:.60} is not {expected}")
