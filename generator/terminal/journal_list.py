"""A journal as a list to read: one line for each command, or for each way that a fader went."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from math import floor
from typing import Any

from generator.control.commands import Action, At, Command
from generator.control.journal import Header, Journal
from generator.control.surface import Subject
from generator.control.worth import worth
from generator.errors import ScoretimeError
from generator.parameters import Parameter
from generator.terminal.command_words import minutes, words
from generator.terminal.tables import INDENT, aligned
from generator.terminal.text import printable

Lookup = Callable[[str], Subject | None]

# How long after the one before, in seconds, a command of the same kind goes on with it.
STREAMS = {Action.SET: 0.5, Action.RECALL: 0.5, Action.ALIGN: 60.0, Action.TICK: 60.0}
PORT = re.compile(r"(?<=.):\d+$")
BACK_BEATS = 0.01  # a pause may go back by half a sample


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a command, or a stream of them.

    seconds: when it was taken up. place: bar and beat, or the beat alone where no bar is known.
    command: the first one. last: the last one. until_seconds: when that came.
    """

    seconds: float
    place: str
    command: Command
    last: Command
    until_seconds: float
    count: int = 1


class Reader:
    """Tells of a journal; lookup: what is known of a piece by its name, None where nothing is."""

    def __init__(self, journal: Journal, lookup: Lookup) -> None:
        self.journal = journal
        self.parameters: dict[str, Parameter] = {}
        self._lookup = lookup
        self._rate = journal.header.sample_rate

    def rows(self, *, every: bool = False) -> list[Row]:
        """Return the lines; every: one for each command, whatever it goes on with."""
        rows: list[Row] = []
        open_streams: dict[tuple[object, ...], int] = {}
        for row in self._single():
            key = _stream(row.command)
            index = None if every or key is None else open_streams.get(key)
            if index is not None and _goes_on(rows[index], row):
                first = rows[index]
                rows[index] = replace(
                    first, last=row.last, until_seconds=row.seconds, count=first.count + 1
                )
                continue
            if key is not None:
                open_streams[key] = len(rows)
            rows.append(row)
        return rows

    def _single(self) -> Iterator[Row]:
        """Yield a row for each command; a piece's bars count once its beats have begun anew."""
        subject = waiting = self._known(self.journal.header.piece)
        beat_before = 0.0
        for onset_sample, beat, command in self.journal.applied:
            if beat < beat_before - BACK_BEATS:
                subject = waiting
            beat_before = beat
            if command.action is Action.PIECE:
                waiting = self._known(command.subject)
            seconds = onset_sample / self._rate
            yield Row(seconds, _place(beat, subject), command, command, seconds)

    def _known(self, piece: str) -> Subject | None:
        subject = self._lookup(piece)
        self.parameters |= subject.by_id if subject is not None else {}
        return subject

    def text(self, row: Row) -> str:
        """Return what a row says."""
        command, last = row.command, row.last
        if row.count == 1:
            return self._words(command) + self._due(command)
        passed = f"in {row.until_seconds - row.seconds:.1f} s"
        if command.action is Action.SET:
            key = command.subject
            parameter = self.parameters.get(key)
            first, end = (worth(parameter, each.value) for each in (command, last))
            return f"{key} {first} → {end} ({row.count} changes {passed})"
        said = "meet a shared beat" if command.action is Action.ALIGN else self._words(last)
        return f"{said} ({row.count} times {passed})"

    def _words(self, command: Command) -> str:
        return words(command, self.parameters)

    def _due(self, command: Command) -> str:
        due_sample = command.due_sample
        return "" if due_sample is None else f" at {minutes(due_sample / self._rate)}"


def lookup_with(csd: str | None) -> Lookup:
    """Return what finds a bundled piece by its name, to be played by this orchestra.

    A piece of somebody's own is not looked into: that would run it, and reading runs nothing.
    """
    from generator.pieces import names
    from generator.session.setup import Choice, prepare
    from generator.session.subject import subject_of

    def lookup(piece: str) -> Subject | None:
        if piece not in names():
            return None
        try:
            return subject_of(prepare(Choice(piece, 0, csd=csd)))
        except ScoretimeError:
            return None

    return lookup


def journal_lines(journal: Journal, lookup: Lookup, *, every: bool = False) -> Iterator[str]:
    """Yield what `scoretime journal` says."""
    reader = Reader(journal, lookup)
    yield from _heading(journal)
    rows = reader.rows(every=every)
    yield from aligned(
        [(minutes(row.seconds), row.place, reader.text(row), row.command.source) for row in rows]
    )
    yield _summary_line(journal)


def journal_facts(journal: Journal, lookup: Lookup, *, every: bool = False) -> dict[str, Any]:
    """Return the same as JSON can carry it."""
    reader = Reader(journal, lookup)
    rows = reader.rows(every=every)
    return {
        "header": asdict(journal.header),
        "played_seconds": journal.played_sample / journal.header.sample_rate,
        "ended": journal.ended,
        "notices": list(journal.notices),
        "commands": [
            {
                "seconds": round(row.seconds, 6),
                "place": row.place,
                "text": reader.text(row),
                "source": row.command.source,
                "count": row.count,
                "until_seconds": round(row.until_seconds, 6),
                "command": row.command.to_message(),
            }
            for row in rows
        ],
        "summary": _summary(journal),
    }


def _heading(journal: Journal) -> Iterator[str]:
    header = journal.header
    played = minutes(journal.played_sample / header.sample_rate)
    started = header.started.replace("T", " ")
    yield printable(f"{header.piece}  seed {header.seed}, {started}, {played} played")
    yield printable(INDENT + ", ".join(_made_with(header)))
    for notice in journal.notices:
        yield printable(f"{INDENT}note: {notice}")


def _made_with(header: Header) -> Iterator[str]:
    yield f"Scoretime {header.scoretime}"
    for name, version in header.versions.items():
        yield f"{name} {version}"
    yield f"{header.sample_rate} Hz"
    yield f"ksmps {header.ksmps}"
    yield f"orchestra {header.csd or 'main.csd'}"


def _summary(journal: Journal) -> dict[str, Any]:
    sources = Counter(_who(applied.command.source) for applied in journal.applied)
    dropped = sum(sample is None for sample in journal.late.values())
    return {
        "commands": len(journal.applied),
        "by_source": dict(sources.most_common()),
        "late": len(journal.late) - dropped,
        "dropped": dropped,
        "restarts": len(journal.restarts),
    }


def _summary_line(journal: Journal) -> str:
    facts = _summary(journal)
    by_source = [f"{count} {name or 'unknown'}" for name, count in facts["by_source"].items()]
    sources = f" ({', '.join(by_source)})" if by_source else ""
    late = f"events: {facts['late']} late, {facts['dropped']} dropped"
    return printable(f"commands: {facts['commands']}{sources}; {late}")


def _place(beat: float, subject: Subject | None) -> str:
    """Return bar and beat, counted from 1 and cut to hundredths of a beat."""
    hundredths = floor(beat * 100.0 + 1e-6)
    if subject is None:
        return f"beat {hundredths / 100.0:.2f}"
    bar, within = divmod(hundredths / 100.0, subject.bar_beats)
    return f"{bar + 1:.0f}.{within + 1.0:.2f}"


def _stream(command: Command) -> tuple[object, ...] | None:
    """Return what commands of one stream have in common; None where there can be none."""
    if command.action not in STREAMS or command.ramp > 0.0 or command.at is not At.NOW:
        return None
    keys: Sequence[str] = ()
    if command.action is Action.RECALL:
        keys = tuple(key for key, _ in command.values)
    return command.action, command.subject, _who(command.source), keys


def _who(source: str) -> str:
    """Return a source without the port that it happened to send from."""
    return PORT.sub("", source)


def _goes_on(row: Row, later: Row) -> bool:
    return later.seconds - row.until_seconds <= STREAMS[row.command.action]
