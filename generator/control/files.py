"""Files that belong to a user: replaced whole, and set aside where damaged."""

from __future__ import annotations

import os
from pathlib import Path


def put(path: Path, text: str) -> None:
    """Put a text in the place of a file, whole or not at all, and see it on the disk.

    Where the path is a link, what it points to is replaced. Raises OSError.
    """
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with partial.open("w", encoding="utf-8", errors="surrogatepass") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def set_aside(path: Path, said: str) -> str:
    """Rename a damaged file to `.bad`, so that nothing overwrites it; return what there is to say.

    said: what is wrong with it.
    """
    count, kept = 1, path.with_name(f"{path.name}.bad")
    while kept.exists():
        count += 1
        kept = path.with_name(f"{path.name}.bad{count}")
    try:
        path.rename(kept)
    except OSError as error:
        return f"{said} and cannot be renamed: {error.strerror or error}"
    return f"{said}: it is kept as {kept.name}"
