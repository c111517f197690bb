"""Names that may come from anywhere, and what they stand for in a folder."""

from __future__ import annotations

import re
from pathlib import Path

from generator.control.strict import shown
from generator.errors import OutputError, UsageError

LONGEST_NAME = 64
SHORTEST_TOKEN, LONGEST_TOKEN = 8, 128

_NAME = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST_NAME}}}")
_TOKEN = re.compile(rf"[!-~]{{{SHORTEST_TOKEN},{LONGEST_TOKEN}}}")


def is_name(name: object) -> bool:
    """Whether this is a name that can be that of a file and of nothing else."""
    return isinstance(name, str) and _NAME.fullmatch(name) is not None


def checked_name(name: str) -> str:
    """Return a name that can be that of a file and of nothing else; raises UsageError."""
    if not is_name(name):
        raise UsageError(
            f"{shown(name)} is no name: give 1 to {LONGEST_NAME} of the letters A to Z and a to z, "
            "digits, _ and -"
        )
    return name


def new_file(folder: Path, name: str, ending: str) -> Path:
    """Return the path of a file that is to be made in a folder, which is made where it is missing.

    Raises UsageError for what is no name, or stands for something in the folder already, be it a
    link that leads nowhere; OutputError where there can be no such folder.
    """
    path = folder / f"{checked_name(name)}{ending}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if path.is_symlink() or path.exists():
            raise UsageError(f"{name!r} exists already: give another name")
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}") from None
    return path


def checked_token(token: str) -> str:
    """Return a token that can be typed, sent over OSC and hardly be guessed; raises UsageError."""
    if not _TOKEN.fullmatch(token):
        raise UsageError(
            f"the OSC token needs {SHORTEST_TOKEN} to {LONGEST_TOKEN} letters, digits and signs of "
            "ASCII, without blanks"
        )
    return token
