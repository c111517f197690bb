"""Snapshots: the parameters as they stood, kept by piece and name in a file."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from math import isfinite
from pathlib import Path
from threading import Lock

from generator.control.chore import Chore
from generator.control.morph import morph
from generator.control.names import checked_name
from generator.control.snapshot_file import (
    MOST_BYTES,
    Pieces,
    Snapshot,
    Stamp,
    Values,
    checked_label,
    parsed,
    stamp_of,
    text_of,
)
from generator.control.surface import Subject
from generator.errors import OutputError, RangeError, UnknownNameError, UsageError
from generator.files import DAMAGE, MEGABYTE, put, read_limited, set_aside

MOST_SNAPSHOTS = 1000
MOST_NOTICES = 100
CORNERS = ("1", "2", "3", "4")

Edits = Mapping[tuple[str, str], Snapshot | None]


class Bank:
    """The snapshots in a file; safe to use from any thread, and beside another process.

    A number for a name is the same as its text. What is stored holds at once; a thread puts it into
    the file, and `notices` says where that fails: it is then tried again with the next change and
    at the end. A missing file is empty; a damaged one is renamed to `.bad`, with a notice. Raises
    UsageError for a folder, OutputError for a file that cannot be read at the start.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notices: deque[str] = deque(maxlen=MOST_NOTICES)
        self._lock = Lock()
        self._pieces: Pieces = {}
        self._edits: Edits = {}  # not in the file yet
        self._stamp: Stamp = None
        self._said = ""
        self._chore = Chore("snapshots", self._save)
        if path.is_dir():
            raise UsageError(f"{path} is a folder: name a file for the snapshots")
        self._refresh()

    # -- snapshots

    def names(self, piece: str) -> list[str]:
        """Return the names of a piece's snapshots: numbers first, then by the alphabet."""
        return sorted(self._stored(piece), key=_order)

    def has(self, piece: str, name: str | float) -> bool:
        """Return whether there is a snapshot of this name."""
        return named(name) in self._stored(piece)

    def recall(self, piece: str, name: str | float) -> dict[str, float]:
        """Return what was stored under a name; raises UnknownNameError."""
        return dict(_known(self._stored(piece), name).values)

    def store(self, piece: str, name: str | float, values: Values) -> None:
        """Keep values under a name, in place of what was there; its label stays.

        Raises RangeError for a value that is not finite, UsageError for a thousand and first name.
        """
        for key, value in values.items():
            if not isfinite(value):
                raise RangeError(f"{key} = {value} cannot be stored: give a finite number")
        kept, text = {key: float(value) for key, value in values.items()}, named(name)
        with self._lock:
            snapshots = self._looked_up(piece)
            if text not in snapshots and len(snapshots) >= MOST_SNAPSHOTS:
                raise UsageError(
                    f"piece {piece!r} has {MOST_SNAPSHOTS} snapshots: delete one, or use its name"
                )
            label = snapshots[text].label if text in snapshots else ""
            self._edit(piece, {text: Snapshot(kept, label)})

    def delete(self, piece: str, name: str | float) -> None:
        """Forget a snapshot; raises UnknownNameError."""
        with self._lock:
            _known(self._looked_up(piece), name)
            self._edit(piece, {named(name): None})

    def rename(self, piece: str, name: str | float, new_name: str | float) -> None:
        """Give a snapshot a new name; raises UnknownNameError, UsageError for one taken or odd."""
        old, new = named(name), checked_name(named(new_name))
        with self._lock:
            snapshots = self._looked_up(piece)
            snapshot = _known(snapshots, name)
            if new in snapshots and new != old:
                raise UsageError(f"snapshot {new!r} exists already: delete it, or give a new name")
            self._edit(piece, {old: None, new: snapshot})

    # -- labels

    def labels(self, piece: str) -> dict[str, str]:
        """Return the labels of a piece's snapshots, by name; those without one are left out."""
        return {name: each.label for name, each in self._stored(piece).items() if each.label}

    def label(self, piece: str, name: str | float) -> str:
        """Return what the player calls a snapshot, "" where there is no label or no snapshot."""
        return self._stored(piece).get(named(name), Snapshot({})).label

    def name_it(self, piece: str, name: str | float, label: str) -> None:
        """Give a snapshot a label, "" for none; its name stays.

        Raises UnknownNameError, UsageError for more than 40 letters or what cannot be printed.
        """
        try:
            text = checked_label(label)
        except ValueError as error:
            raise UsageError(str(error)) from None
        with self._lock:
            snapshot = _known(self._looked_up(piece), name)
            self._edit(piece, {named(name): snapshot._replace(label=text)})

    def morph(self, subject: Subject, x: float, y: float) -> dict[str, float]:
        """Return a mix of snapshots 1 to 4, the corners of a pad.

        1 is lower left, 2 lower right, 3 upper left, 4 upper right. Raises UsageError where a
        corner is missing, RangeError for x or y that is no number.
        """
        snapshots = self._stored(subject.piece)
        missing = [name for name in CORNERS if name not in snapshots]
        if missing:
            raise UsageError(f"a morph needs snapshots 1 to 4: store {', '.join(missing)} first")
        return morph(subject.declared, [snapshots[name].values for name in CORNERS], x, y)

    # -- the file

    def flush(self) -> None:
        """Return when what was stored is in the file, or a notice says why it is not."""
        self._chore.wait()

    def close(self) -> None:
        """Put into the file what is not there yet."""
        self.flush()
        if self._edits:
            self._chore.ask()
            self.flush()

    def _stored(self, piece: str) -> Mapping[str, Snapshot]:
        with self._lock:
            return self._looked_up(piece)

    def _looked_up(self, piece: str) -> Mapping[str, Snapshot]:
        """Return a piece's snapshots, read anew where the file has changed."""
        try:
            self._refresh()
        except OutputError as error:  # what is known already goes on being known
            self._say(str(error))
        return self._pieces.get(piece, {})

    def _refresh(self) -> None:
        stamp = stamp_of(self.path)
        if stamp not in (None, self._stamp):
            self._pieces = _edited(self._read(), self._edits)
        self._stamp = stamp

    def _read(self) -> Pieces:
        """Return what is in the file; what was known before where it is damaged."""
        try:
            return parsed(read_limited(self.path, MOST_BYTES))
        except OSError as error:
            raise OutputError(f"cannot read {self.path}: {error.strerror or error}") from None
        except DAMAGE as error:
            self._say(set_aside(self.path, f"{self.path} holds no snapshots ({error!s:.120})"))
            return self._pieces

    def _edit(self, piece: str, changes: Mapping[str, Snapshot | None]) -> None:
        edits = {(piece, name): snapshot for name, snapshot in changes.items()}
        self._pieces = _edited(self._pieces, edits)
        self._edits = {**self._edits, **edits}
        self._chore.ask()

    def _save(self) -> None:
        """Replace the file by one with the edits, whole or not at all."""
        try:
            with self._lock:
                self._refresh()  # what another process has stored stays
                edits, pieces = self._edits, self._pieces
            put(self.path, _fitting(text_of(pieces), self.path))
        except OutputError as error:
            self._say(f"{error}; snapshots are kept until it can be")
        except OSError as error:
            reason = error.strerror or error
            self._say(f"cannot write {self.path}: {reason}; snapshots are kept until it can be")
        else:
            with self._lock:
                self._stamp, self._said = stamp_of(self.path), ""
                self._edits = _without(self._edits, edits)

    def _say(self, text: str) -> None:
        """Say something, unless it was the last thing said."""
        if text != self._said:
            self._said = text
            self.notices.append(text)


def _fitting(text: str, path: Path) -> str:
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise OutputError(f"{path} holds at most {MOST_BYTES // MEGABYTE} MB: delete snapshots")
    return text


def _edited(pieces: Pieces, edits: Edits) -> Pieces:
    """Return what edits make of pieces; both are left as they are."""
    found = dict(pieces)
    for (piece, name), snapshot in edits.items():
        snapshots = dict(found.get(piece, {}))
        if snapshot is None:
            snapshots.pop(name, None)
        else:
            snapshots[name] = snapshot
        found[piece] = snapshots
    return found


def _without(edits: Edits, done: Edits) -> Edits:
    return {key: each for key, each in edits.items() if key not in done or done[key] is not each}


def named(name: str | float) -> str:
    """Return the name that a number stands for: 1 and 1.0 are "1"."""
    return name if isinstance(name, str) else f"{name:.15g}"


def _known(snapshots: Mapping[str, Snapshot], name: str | float) -> Snapshot:
    text = named(name)
    if text not in snapshots:
        raise UnknownNameError("snapshot", text, snapshots)
    return snapshots[text]


def _order(name: str) -> tuple[bool, int, str]:
    number = name.isdecimal()
    return not number, len(name) if number else 0, name
