"""The last state of a performance, kept in a file from which a broken off one can be resumed.

{"format": 1, "piece": "lattice", "seed": 7, "started": "2026-05-01 20:15", "values": {parameter:
value}, "csd", "snapshots", "recording", "journal": a path or null}. Each running Scoretime has a
file of its own, and beside it one on which it holds a lock for as long as it lives.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from io import FileIO
from pathlib import Path

from generator.control.strict import number, text, whole
from generator.files import MEGABYTE, parsed_json, put, read_limited
from generator.patterns.streams import MAXIMUM_SEED

FORMAT = 1
MOST_BYTES = MEGABYTE
STATE, TOLD, LOCK = ".json", ".told.json", ".lock"


@dataclass(frozen=True, slots=True)
class LastState:
    """A performance as it stood. piece: a bundled piece's name, or a file's path.

    started: when it began, for people. values: the parameters. snapshots: the file they are kept
    in, where it is not the user's own. recording and journal: those under way.
    """

    piece: str
    seed: int
    started: str
    values: dict[str, float]
    csd: str | None = None
    snapshots: str | None = None
    recording: str | None = None
    journal: str | None = None

    def to_text(self) -> str:
        """Return the text of a file."""
        return json.dumps({"format": FORMAT} | asdict(self), ensure_ascii=False) + "\n"

    @classmethod
    def parsed(cls, data: bytes) -> LastState:
        """Return what a file's text says; raises ScoretimeError, ValueError or TypeError."""
        found = parsed_json(data)
        if not isinstance(found, dict) or found.pop("format", None) != FORMAT:
            raise ValueError(f"it is not of format {FORMAT}")
        state = cls(**found)
        if not isinstance(state.values, dict):
            raise ValueError("its values are no object")
        return cls(
            piece=_path(state.piece, "piece"),
            seed=whole(state.seed, "seed", 0, MAXIMUM_SEED),
            started=text(state.started, "started"),
            values={key: number(each, key) for key, each in state.values.items()},
            csd=_optional(state.csd, "csd"),
            snapshots=_optional(state.snapshots, "snapshots"),
            recording=_optional(state.recording, "recording"),
            journal=_optional(state.journal, "journal"),
        )


def _path(value: object, what: str) -> str:
    found = text(value, what)
    if not found or "\0" in found:
        raise ValueError(f"{what} = {found!r:.80} is no path")
    return found


def _optional(value: object, what: str) -> str | None:
    return None if value is None else _path(value, what)


class Entry:
    """The file of one performance, with the lock that says that its process lives."""

    def __init__(self, path: Path, lock: FileIO) -> None:
        self.path = path
        self._lock = lock

    @classmethod
    def new(cls, folder: Path) -> Entry:
        """Return one with a name of its own; raises OSError."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{time.time_ns()}-{os.getpid()}{STATE}"
        lock = _locked(path)
        if lock is None:
            raise FileExistsError(None, "another Scoretime has just this name", str(path))
        return cls(path, lock)

    @classmethod
    def dead(cls, folder: Path) -> Iterator[Entry]:
        """Yield those whose process is no more, the latest first, locked until they are closed."""
        for path in sorted(folder.glob(f"*{STATE}"), reverse=True):
            with suppress(OSError):
                lock = _locked(path)
                if lock is not None:
                    yield cls(path, lock)

    @property
    def told(self) -> bool:
        """Whether a player has been told of it."""
        return self.path.name.endswith(TOLD)

    def tell(self) -> None:
        """Take note that a player has been told of it."""
        with suppress(OSError):
            self.path = self.path.rename(self.path.with_name(_stem(self.path) + TOLD))

    def read(self) -> LastState:
        """Return what is in the file; raises OSError, and what `LastState.parsed` raises."""
        return LastState.parsed(read_limited(self.path, MOST_BYTES))

    def write(self, state: LastState) -> None:
        """Replace what is in the file, whole or not at all; raises OSError."""
        before, self.path = self.path, self.path.with_name(_stem(self.path) + STATE)
        put(self.path, state.to_text())
        if before != self.path:
            before.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of it: the file stays, for whoever looks."""
        self._lock.close()

    def remove(self) -> None:
        """Let go of it for good."""
        partial = self.path.parent.glob(f".{_stem(self.path)}.*")
        for path in (self.path, *partial, _lock_of(self.path)):
            with suppress(OSError):
                path.unlink(missing_ok=True)
        self.close()


def _locked(path: Path) -> FileIO | None:
    """Return the lock of a file; None where a process that lives has it. Raises OSError."""
    lock = FileIO(_lock_of(path), "a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    except OSError:
        lock.close()
        raise
    return lock


def _lock_of(path: Path) -> Path:
    return path.with_name(_stem(path) + LOCK)


def _stem(path: Path) -> str:
    return path.name.partition(".")[0]
