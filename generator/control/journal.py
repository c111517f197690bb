"""The journal: everything needed to play a performance again, a line of JSON for each thing."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from generator.control.chore import Chore
from generator.control.commands import Applied
from generator.control.growing import MOVED, GrowingText
from generator.errors import OutputError

FORMAT = 1
Late = Mapping[int, int | None]


@dataclass(frozen=True, slots=True)
class Header:
    """What was played, with what, from where.

    The hashes are of the piece's and the orchestra's text. extent: duration_seconds, bars and
    tail_seconds as asked for. values: every parameter at the start.
    """

    scoretime: str
    versions: dict[str, str]
    started: str
    piece: str
    piece_hash: str
    csd: str | None
    orchestra_hash: str
    seed: int
    sample_rate: int
    ksmps: int
    extent: dict[str, Any]
    values: dict[str, float]
    journal: int = FORMAT


@dataclass(frozen=True, slots=True)
class Journal:
    """A performance as it was written down.

    applied: the commands that took effect, in order. late: what had to be moved or dropped (see
    LatePolicy). played_sample: how far it is known to have come. ended: whether it came to its
    end. restarts: the samples at which another engine took over. notices: what is odd, in words.
    path: of its file.
    """

    header: Header
    applied: tuple[Applied, ...] = ()
    late: Late = field(default_factory=dict)
    played_sample: int = 0
    ended: bool = False
    restarts: tuple[int, ...] = ()
    notices: tuple[str, ...] = ()
    path: Path | None = field(default=None, compare=False)

    def at_rate(self, sample_rate: int) -> Journal:
        """Return the performance with its samples counted at another rate."""
        ratio = sample_rate / self.header.sample_rate
        if ratio == 1.0:
            return self
        return replace(
            self,
            header=replace(self.header, sample_rate=sample_rate),
            applied=tuple(_scaled(applied, ratio) for applied in self.applied),
            late={
                index: at if at is None else round(at * ratio) for index, at in self.late.items()
            },
            played_sample=round(self.played_sample * ratio),
            restarts=tuple(round(sample * ratio) for sample in self.restarts),
        )


def _scaled(applied: Applied, ratio: float) -> Applied:
    onset_sample, beat, command = applied
    due_sample = command.due_sample
    values = tuple(
        (key, round(value * ratio) if key == "sample" else value) for key, value in command.values
    )
    due = due_sample if due_sample is None else round(due_sample * ratio)
    return Applied(
        round(onset_sample * ratio), beat, command._replace(values=values, due_sample=due)
    )


class JournalWriter:
    """Writes a journal as the performance goes on; it can be read at any moment.

    Another thread waits for the disk. A journal that cannot be written on is given up, with
    `failure` to say why: the music goes on. reports: what to tell the player, that among it.
    """

    def __init__(self, path: Path, header: Header, *, force: bool = False) -> None:
        """Begin the file; raises OutputError where it cannot be made or is there already."""
        self.failure: str | None = None
        self.reports: deque[str] = deque()
        self._path = path
        self._moved = False
        self._lines: deque[str] = deque()
        self._chore = Chore("journal", self._save)
        if not force:
            self.refuse_existing(path)
        try:
            self._file = GrowingText(path)
        except OSError as error:
            raise OutputError(f"{path}: cannot be written ({error.strerror})") from None
        self._write([{"journal": FORMAT} | asdict(header)])
        self._chore.wait()

    @staticmethod
    def refuse_existing(path: Path) -> None:
        """Raise OutputError where there is a file already."""
        if path.exists():
            raise OutputError(f"{path} exists: choose another name or give --force")

    def applied(self, commands: Iterable[Applied]) -> None:
        """Write down commands that took effect."""
        self._write({"applied": each.to_message()} for each in commands)

    def late(self, moved: Iterable[tuple[int, int | None]]) -> None:
        """Write down what came late."""
        self._write([{"late": [list(each) for each in moved]}])

    def played(self, sample: int) -> None:
        """Write down how far the performance has come."""
        self._write([{"played": sample}])

    def restarted(self, sample: int) -> None:
        """Write down that another engine took over."""
        self._write([{"restarted": sample}])

    def close(self, sample: int, *, ended: bool) -> None:
        """Write down the end, if it was one, and finish the file."""
        self._write([{"ended" if ended else "played": sample}])
        self._chore.wait()
        with suppress(OSError):  # what could not be written has been told
            self._file.close()

    def _write(self, entries: Iterable[dict[str, Any]]) -> None:
        if self.failure is None:
            self._lines += [json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries]
            self._chore.ask()

    def _save(self) -> None:
        lines = [self._lines.popleft() for _ in range(len(self._lines))]
        try:
            self._file.append("".join(lines))
        except OSError as error:
            self.failure = f"the journal stopped: {self._path}: {error.strerror}"
            self.reports.append(self.failure)
        if self._file.moved and not self._moved:
            self._moved = True
            self.reports.append(f"the journal {self._path} {MOVED}")
