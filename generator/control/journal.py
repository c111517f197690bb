"""The journal: everything needed to play a performance again, a line of JSON for each thing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import IO, Any

from generator.control.commands import Applied
from generator.errors import OutputError, ScoretimeError, UsageError

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
    """

    header: Header
    applied: tuple[Applied, ...] = ()
    late: Late = field(default_factory=dict)
    played_sample: int = 0
    ended: bool = False
    restarts: tuple[int, ...] = ()
    notices: tuple[str, ...] = ()

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

    A journal that cannot be written on is reported once and given up: the music goes on.
    """

    def __init__(self, path: Path, header: Header, *, force: bool = False) -> None:
        """Begin the file; raises OutputError where it cannot be made or is there already."""
        self.failure: str | None = None
        self._path = path
        if not force:
            self.refuse_existing(path)
        try:
            self._file: IO[str] = path.open("w", encoding="utf-8")
        except OSError as error:
            raise OutputError(f"{path}: cannot be written ({error.strerror})") from None
        self._write([{"journal": FORMAT} | asdict(header)])

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
        with suppress(OSError):  # what could not be written has been told
            self._file.close()

    def _write(self, entries: Iterable[dict[str, Any]]) -> None:
        if self.failure is not None:
            return
        try:
            for entry in entries:
                self._file.write(json.dumps(entry, ensure_ascii=False) + "\n")
            self._file.flush()
        except OSError as error:
            self.failure = f"the journal stopped: {self._path}: {error.strerror}"


def read(path: Path) -> Journal:
    """Read a journal, whole or broken off; raises UsageError with file and line."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is no journal: it is no text") from None
    entries = _entries(path, text)
    number, first = next(entries, (1, {}))
    return _collected(path, _header(path, number, first), entries)


def _entries(path: Path, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield every line with its number; a last line that was broken off is left out."""
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        try:
            entry = json.loads(line) if line.strip() else {}
        except ValueError:
            if number == len(lines):
                return
            raise UsageError(f"{path}:{number}: is no JSON: mend or remove the line") from None
        if not isinstance(entry, dict):
            raise UsageError(f"{path}:{number}: is no entry of a journal")
        yield number, entry


def _header(path: Path, number: int, entry: dict[str, Any]) -> Header:
    if entry.get("journal") != FORMAT:
        raise UsageError(f"{path}:{number}: is no header of a journal of format {FORMAT}")
    try:
        return Header(**entry)
    except TypeError as error:
        raise UsageError(f"{path}:{number}: the header is not whole: {error}") from None


def _collected(
    path: Path, header: Header, entries: Iterator[tuple[int, dict[str, Any]]]
) -> Journal:
    applied: list[Applied] = []
    late: dict[int, int | None] = {}
    restarts: list[int] = []
    played_sample, ended = 0, False
    for number, entry in entries:
        try:
            if "applied" in entry:
                applied.append(Applied.from_message(entry["applied"]))
                played_sample = max(played_sample, applied[-1].onset_sample)
            elif "late" in entry:
                late.update((int(index), at) for index, at in entry["late"])
            elif "restarted" in entry:
                restarts.append(int(entry["restarted"]))
            elif "played" in entry or "ended" in entry:
                ended = "ended" in entry
                played_sample = int(entry["ended" if ended else "played"])
        except (ScoretimeError, TypeError, ValueError) as error:
            raise UsageError(f"{path}:{number}: {error}") from None
    odd = [] if ended else ["it breaks off before the end of the performance"]
    odd += [f"another engine took over at sample {sample}" for sample in restarts]
    return Journal(header, tuple(applied), late, played_sample, ended, tuple(restarts), tuple(odd))
