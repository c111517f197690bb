"""Journals read: strictly, line by line, whole or broken off; reading one runs nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from generator.control.commands import Applied
from generator.control.journal import FORMAT, Header, Journal
from generator.control.strict import LARGEST_WHOLE, brief, number, text, whole
from generator.errors import ScoretimeError, UsageError
from generator.files import MEGABYTE, parsed_json
from generator.patterns.streams import MAXIMUM_SEED

LONGEST_LINE_BYTES = MEGABYTE
MOST_BYTES = 1024 * MEGABYTE
LONGEST_SECONDS = 2_592_000.0
LONGEST_TAIL_SECONDS = 3600.0
MOST_BARS = 1_000_000
RATES = 1000, 1_000_000
LARGEST_KSMPS = 65_536

Entries = Iterator[tuple[int, dict[str, Any]]]


def read(path: Path) -> Journal:
    """Read a journal of at most 1 GB; raises UsageError with file and line.

    What it says is of the right kind and size. Whether there is such a piece, and whether it is
    the one that was played, is for who plays it: see `replaying`.
    """
    try:
        with path.open("rb") as file:
            entries = _entries(path, file)
            line, first = next(entries, (1, {}))
            return replace(_collected(path, _header(path, line, first), entries), path=path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from None


# -- lines


def _entries(path: Path, file: IO[bytes]) -> Entries:
    """Yield every line with its number; a last line that was broken off is left out."""
    size = 0
    for line, data in enumerate(_lines(file), start=1):
        size += len(data)
        if len(data) > LONGEST_LINE_BYTES or size > MOST_BYTES:
            raise UsageError(f"{path}:{line}: is too long for a journal")
        try:
            entry = parsed_json(data) if data.strip() else {}
        except ValueError as error:
            if not data.endswith(b"\n"):
                return
            raise UsageError(f"{path}:{line}: {_complaint(error)}") from None
        if not isinstance(entry, dict):
            raise UsageError(f"{path}:{line}: is no entry of a journal")
        yield line, entry


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    while data := file.readline(LONGEST_LINE_BYTES + 1):
        yield data


def _complaint(error: ValueError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "is no text, and so no journal"
    said = "is no JSON" if isinstance(error, json.JSONDecodeError) else str(error)
    return f"{said}: mend or remove the line"


# -- the header


def _header(path: Path, line: int, entry: dict[str, Any]) -> Header:
    if entry.get("journal") != FORMAT:
        raise UsageError(f"{path}:{line}: is no header of a journal of format {FORMAT}")
    try:
        return _checked(Header(**entry))
    except (ScoretimeError, TypeError, AttributeError) as error:
        raise UsageError(f"{path}:{line}: the header is not whole: {brief(error)}") from None


def _checked(header: Header) -> Header:
    """Return a header with everything of its kind and within its bounds; raises UsageError."""
    return Header(
        scoretime=text(header.scoretime, "scoretime"),
        versions={key: text(each, key) for key, each in header.versions.items()},
        started=text(header.started, "started"),
        piece=_path(header.piece, "piece"),
        piece_hash=text(header.piece_hash, "piece_hash"),
        csd=None if header.csd is None else _path(header.csd, "csd"),
        orchestra_hash=text(header.orchestra_hash, "orchestra_hash"),
        seed=whole(header.seed, "seed", 0, MAXIMUM_SEED),
        sample_rate=whole(header.sample_rate, "sample_rate", *RATES),
        ksmps=whole(header.ksmps, "ksmps", 1, LARGEST_KSMPS),
        extent=_extent(**header.extent),
        values={key: number(each, key) for key, each in header.values.items()},
    )


def _extent(
    duration_seconds: object = None, bars: object = None, tail_seconds: object = None
) -> dict[str, float | None]:
    return {
        "duration_seconds": None
        if duration_seconds is None
        else number(duration_seconds, "duration_seconds", 0.0, LONGEST_SECONDS),
        "bars": None if bars is None else whole(bars, "bars", 1, MOST_BARS),
        "tail_seconds": None
        if tail_seconds is None
        else number(tail_seconds, "tail_seconds", 0.0, LONGEST_TAIL_SECONDS),
    }


def _path(value: object, what: str) -> str:
    """Return what may be a file's path; raises UsageError for a text that no path can be."""
    if "\0" in (found := text(value, what)):
        raise UsageError(f"{what} = {found!r:.80} is no path")
    return found


# -- the rest


def _collected(path: Path, header: Header, entries: Entries) -> Journal:
    applied: list[Applied] = []
    late: dict[int, int | None] = {}
    restarts: list[int] = []
    played_sample, ended = 0, False
    for line, entry in entries:
        try:
            if "applied" in entry:
                applied.append(Applied.from_message(entry["applied"]))
                played_sample = max(played_sample, applied[-1].onset_sample)
            elif "late" in entry:
                late.update(_moved(each) for each in entry["late"])
            elif "restarted" in entry:
                restarts.append(whole(entry["restarted"], "restarted"))
            elif "played" in entry or "ended" in entry:
                ended = "ended" in entry
                played_sample = whole(entry["ended" if ended else "played"], "sample")
        except (ScoretimeError, TypeError, ValueError) as error:
            raise UsageError(f"{path}:{line}: {brief(error)}") from None
    odd = [] if ended else ["it breaks off before the end of the performance"]
    odd += [f"another engine took over at sample {sample}" for sample in restarts]
    return Journal(header, tuple(applied), late, played_sample, ended, tuple(restarts), tuple(odd))


def _moved(each: Any) -> tuple[int, int | None]:
    """Return the number of an event that came late, and where it went, None if nowhere."""
    index, at = each
    return whole(index, "event"), None if at is None else whole(at, "sample", -LARGEST_WHOLE)
