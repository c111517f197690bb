"""Snapshots: the parameters as they stood, kept by piece and name in a file that people can read.

The file: {"format": 1, "pieces": {piece: {name: {parameter: value}}}}.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from math import isfinite
from pathlib import Path
from threading import Lock
from typing import Any

from generator.control.morph import morph
from generator.control.surface import Subject
from generator.errors import OutputError, RangeError, UnknownNameError, UsageError

FORMAT = 1
MOST_SNAPSHOTS = 1000
CORNERS = ("1", "2", "3", "4")
DAMAGE = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)

Values = Mapping[str, float]
Pieces = Mapping[str, Mapping[str, Values]]
Stamp = tuple[int, int, int] | None


class Bank:
    """The snapshots in a file; safe to use from any thread, and beside another process.

    A number for a name is the same as its text. A missing file is empty. A damaged one is renamed
    to `.bad`, and `notice` says so. Raises UsageError for a folder, OutputError for a file that
    cannot be read or written; what was stored before stays as it was then.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notice = ""
        self._lock = Lock()
        self._pieces: Pieces = {}
        self._stamp: Stamp = None
        if path.is_dir():
            raise UsageError(f"{path} is a folder: name a file for the snapshots")
        self._refresh()

    def names(self, piece: str) -> list[str]:
        """Return the names of a piece's snapshots: numbers first, then by the alphabet."""
        return sorted(self._stored(piece), key=_order)

    def recall(self, piece: str, name: str | float) -> dict[str, float]:
        """Return what was stored under a name; raises UnknownNameError."""
        snapshots = self._stored(piece)
        return dict(snapshots[_known(snapshots, name)])

    def store(self, piece: str, name: str | float, values: Values) -> None:
        """Keep values under a name, in place of what was there.

        Raises RangeError for a value that is not finite, UsageError for a thousand and first name.
        """
        for key, value in values.items():
            if not isfinite(value):
                raise RangeError(f"{key} = {value} cannot be stored: give a finite number")
        kept = {key: float(value) for key, value in values.items()}
        with self._lock:
            snapshots = {**self._refresh().get(piece, {}), text_of(name): kept}
            if len(snapshots) > MOST_SNAPSHOTS:
                raise UsageError(
                    f"piece {piece!r} has {MOST_SNAPSHOTS} snapshots: delete one, or use its name"
                )
            self._write(piece, snapshots)

    def delete(self, piece: str, name: str | float) -> None:
        """Forget a snapshot; raises UnknownNameError."""
        with self._lock:
            snapshots = dict(self._refresh().get(piece, {}))
            del snapshots[_known(snapshots, name)]
            self._write(piece, snapshots)

    def rename(self, piece: str, name: str | float, new_name: str | float) -> None:
        """Give a snapshot another name; raises UnknownNameError, UsageError for a name taken."""
        new = text_of(new_name)
        with self._lock:
            snapshots = self._refresh().get(piece, {})
            old = _known(snapshots, name)
            if new in snapshots and new != old:
                raise UsageError(f"snapshot {new!r} exists already: delete it, or give a new name")
            self._write(
                piece, {new if key == old else key: each for key, each in snapshots.items()}
            )

    def morph(self, subject: Subject, x: float, y: float) -> dict[str, float]:
        """Return a mix of snapshots 1 to 4, the corners of a pad.

        1 is lower left, 2 lower right, 3 upper left, 4 upper right. Raises UsageError where a
        corner is missing, RangeError for x or y that is no number.
        """
        snapshots = self._stored(subject.piece)
        missing = [name for name in CORNERS if name not in snapshots]
        if missing:
            raise UsageError(f"a morph needs snapshots 1 to 4: store {', '.join(missing)} first")
        return morph(subject.declared, [snapshots[name] for name in CORNERS], x, y)

    # -- the file

    def _stored(self, piece: str) -> Mapping[str, Values]:
        with self._lock:
            return self._refresh().get(piece, {})

    def _refresh(self) -> Pieces:
        """Return what is stored, read anew where the file has changed."""
        stamp = _stamp(self.path)
        if stamp != self._stamp:
            self._stamp = stamp
            if stamp is not None:
                self._read()
        return self._pieces

    def _read(self) -> None:
        try:
            self._pieces = _parsed(self.path.read_bytes())
        except OSError as error:
            self._stamp = None
            raise OutputError(f"cannot read {self.path}: {error.strerror or error}") from None
        except DAMAGE as error:
            self.notice = self._set_aside(str(error))

    def _set_aside(self, reason: str) -> str:
        """Rename a damaged file, so that nothing overwrites it; return what there is to say."""
        said = f"{self.path} holds no snapshots ({reason:.120})"
        count, kept = 1, self.path.with_name(f"{self.path.name}.bad")
        while kept.exists():
            count += 1
            kept = self.path.with_name(f"{self.path.name}.bad{count}")
        try:
            self.path.rename(kept)
        except OSError as error:
            return f"{said} and cannot be renamed: {error.strerror or error}"
        self._stamp = None
        return f"{said}: it is kept as {kept.name}"

    def _write(self, piece: str, snapshots: Mapping[str, Values]) -> None:
        """Replace the file by one with these snapshots, whole or not at all."""
        pieces = {**self._pieces, piece: snapshots}
        try:
            _replace(self.path.resolve(), _text(pieces))
            self._stamp = _stamp(self.path)
        except OSError as error:
            raise OutputError(f"cannot write {self.path}: {error.strerror or error}") from None
        self._pieces = pieces


def text_of(name: str | float) -> str:
    """Return the name that a number stands for: 1 and 1.0 are "1"."""
    return name if isinstance(name, str) else f"{name:.15g}"


def _known(snapshots: Mapping[str, Values], name: str | float) -> str:
    text = text_of(name)
    if text not in snapshots:
        raise UnknownNameError("snapshot", text, snapshots)
    return text


def _order(name: str) -> tuple[bool, int, str]:
    number = name.isdecimal()
    return not number, len(name) if number else 0, name


def _stamp(path: Path) -> Stamp:
    """Return what changes with the file; None where there is none."""
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_mtime_ns, facts.st_size, facts.st_ino


def _parsed(data: bytes) -> Pieces:
    """Return the snapshots in a file's text; raises ValueError and its like for anything else."""
    found: dict[str, Any] = json.loads(data)
    if found["format"] != FORMAT:
        raise ValueError(f"its format {found['format']!r:.20} is not known, only {FORMAT} is")
    return {
        piece: {name: _finite(values) for name, values in snapshots.items()}
        for piece, snapshots in found["pieces"].items()
    }


def _finite(values: dict[str, Any]) -> dict[str, float]:
    numbers = {key: float(value) for key, value in values.items()}
    for key, number in numbers.items():
        if not isfinite(number):
            raise ValueError(f"{key} is {number}")
    return numbers


def _text(pieces: Pieces) -> str:
    whole = {"format": FORMAT, "pieces": pieces}
    return json.dumps(whole, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _replace(path: Path, text: str) -> None:
    """Put a text in the place of a file, whole or not at all; raises OSError."""
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
