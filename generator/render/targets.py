"""Where files go: checked before the work, under their final name only when they are whole."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.control.growing import GrowingText
from generator.errors import OutputError

LETTERS_AT_ONCE = 32_768
REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "the file is larger than the system allows",
    errno.EACCES: "no permission to write there",
    errno.EPERM: "no permission to write there",
    errno.EROFS: "the disk is read-only",
    errno.ENOENT: "the folder does not exist: create it first",
    errno.ENOTDIR: "the folder's path leads through a file",
    errno.EISDIR: "this is a folder: give a file name",
}


def reason(error: OSError) -> str:
    """Return why the system refused, in a few words."""
    return REASONS.get(error.errno or 0, error.strerror or str(error))


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn a refusal of the system inside the block into an OutputError that names the path."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"cannot write {path}: {reason(error)}") from None


def check_free(path: Path, force: bool) -> None:
    """Raise OutputError where a path cannot become a file, or is one and may not be replaced."""
    with writing(path):
        if not path.parent.exists():
            raise FileNotFoundError(errno.ENOENT, "")
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "")
        if path.exists() and not path.is_file():
            raise OutputError(f"cannot write {path}: it is a device, not a file")
    if path.exists() and not force:
        raise OutputError(f"{path} exists: give --force to overwrite it")


class Target:
    """One file to be written: under a partial name beside it until it is whole.

    Raises OutputError at once where the file cannot be written later: no folder, no permission,
    or a file that exists without `force`. A partial file left by a broken run is overwritten.
    """

    def __init__(self, path: Path, force: bool = False) -> None:
        check_free(path, force)
        self.path = path
        real = path.resolve()  # a link keeps pointing where it points
        self._real = real
        self.partial = real.with_name(f"{real.stem}.partial{real.suffix}")
        with writing(path):
            self.partial.write_bytes(b"")
            self.partial.unlink()  # whoever is ended before there is anything leaves nothing

    def finish(self) -> None:
        """Give the file its final name."""
        with writing(self.path):
            self.partial.replace(self._real)

    def discard(self) -> None:
        """Remove what was written."""
        self.partial.unlink(missing_ok=True)


class Targets:
    """All files of one run, finished or discarded together."""

    def __init__(self, force: bool = False) -> None:
        self._force = force
        self._all: list[Target] = []
        self._made: list[Path] = []

    @property
    def paths(self) -> list[Path]:
        """The final names, in the order of `add`."""
        return [target.path for target in self._all]

    def add(self, path: Path) -> Path:
        """Claim a path and return the partial name to write to; raises OutputError."""
        if path in self.paths:
            raise OutputError(f"{path} is asked for twice: give each output its own name")
        self._all.append(Target(path, self._force))
        return self._all[-1].partial

    def add_folder(self, path: Path) -> None:
        """Make a folder, unless it is there; raises OutputError."""
        with writing(path):
            if not path.is_dir():
                path.mkdir()
                self._made.append(path)

    def finish(self) -> None:
        """Give every file its final name."""
        for target in self._all:
            target.finish()

    def discard(self) -> None:
        """Remove every file that is not finished, and folders made for them."""
        for target in self._all:
            target.discard()
        for folder in self._made:
            with suppress(OSError):  # something else is in it by now
                folder.rmdir()


class TextFile:
    """A text file whose `write` never raises: a part must not fail because a disk is full.

    The first refusal is kept, as `refusal`, and raised as OutputError by `close`; the file then
    ends with a whole line.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.refusal: OutputError | None = None
        self._waiting: list[str] = []
        self._length = 0
        with writing(path):
            self._file = GrowingText(path)

    @property
    def moved(self) -> bool:
        """Whether the file had another name when it was last written to."""
        return self._file.moved

    def write(self, lines: str) -> None:
        """Append whole lines, unless earlier ones were refused."""
        self._waiting.append(lines)
        self._length += len(lines)
        if self._length > LETTERS_AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Hand to the system what was written."""
        lines, self._waiting, self._length = "".join(self._waiting), [], 0
        try:
            with writing(self.path):
                self._file.append(lines)
        except OutputError as error:
            self.refusal = error

    def close(self) -> None:
        """Close the file; raises OutputError if any of it could not be written."""
        self.flush()
        if self.refusal is not None:
            raise self.refusal
        with writing(self.path):
            self._file.close()
