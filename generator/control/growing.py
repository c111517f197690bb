"""Files that grow while the music plays: whole at any moment, and missed when they are gone."""

from __future__ import annotations

import os
from contextlib import suppress
from io import FileIO
from pathlib import Path

REMOVED = "the file was removed while it was being written"
MOVED = "was moved or replaced; it goes on in the file that it began with"


def check_there(file: FileIO) -> None:
    """Raise FileNotFoundError for an open file that has no name any more."""
    if os.fstat(file.fileno()).st_nlink == 0:
        raise FileNotFoundError(None, REMOVED)


def moved(file: FileIO, path: Path) -> bool:
    """Whether an open file has a name still, but a path leads to another file or to none."""
    try:
        found = path.stat()
        place = found.st_dev, found.st_ino
    except (FileNotFoundError, NotADirectoryError):
        place = None
    except OSError:
        return False  # a disk that does not answer just now
    ours = os.fstat(file.fileno())
    return ours.st_nlink > 0 and place != (ours.st_dev, ours.st_ino)


class GrowingText:
    """A text of whole lines, replacing what is there; raises OSError.

    A refusal of the system closes the file, with the whole lines that it holds, and every later
    call does nothing. moved: whether it has another name now.
    """

    def __init__(self, path: Path) -> None:
        self.moved = False
        self._path = path.absolute()
        self._file = FileIO(path, "w")
        self._whole_bytes = 0

    def append(self, lines: str) -> None:
        """Append lines, each with its end; raises OSError, also where the file was removed."""
        if self._file.closed:
            return
        try:
            self._write(memoryview(lines.encode("utf-8", "surrogatepass")))
            check_there(self._file)
        except OSError:
            self._cut()
            raise
        self.moved = moved(self._file, self._path)

    def close(self) -> None:
        """Finish the file; raises OSError."""
        self._file.close()

    def _cut(self) -> None:
        """Close the file with the whole lines that it holds."""
        with suppress(OSError):
            self._file.truncate(self._whole_bytes)
        with suppress(OSError):
            self._file.close()

    def _write(self, data: memoryview) -> None:
        whole_bytes = self._whole_bytes + len(data)
        while data:
            data = data[self._file.write(data) :]
        self._whole_bytes = whole_bytes
