"""`scoretime new`: a piece to begin with."""

from __future__ import annotations

import shlex
from pathlib import Path

from generator.errors import OutputError, UsageError

TEMPLATE = Path(__file__).with_name("starting_point.py")


def write_starting_point(path: Path, *, force: bool) -> list[str]:
    """Write a piece to begin with; return what to do next. Raises UsageError or OutputError."""
    if path.suffix != ".py":
        raise UsageError(f"{path}: a piece is a Python file: give a name that ends in .py")
    try:
        with path.open("wb" if force else "xb") as file:
            file.write(TEMPLATE.read_bytes())
    except FileExistsError:
        raise OutputError(f"{path} exists: choose another name or give --force") from None
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror})") from None
    return [
        f"{path}: two parts and a fader; open it in an editor, and play it:",
        f"  scoretime play {shlex.quote(str(path))}",
    ]
