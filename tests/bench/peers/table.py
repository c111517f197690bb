"""The tables: every run for the terminal, one line a peer for the README."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from .figures import Figures
from .runs import CONDITIONS, PEERS
from .track import CLICKS_A_BEAT, QUICKENING

BEGIN, END = "<!-- peers: written by make bench-peers -->", "<!-- end of peers -->"
README_TEMPO_BPM = 480.0
HEADS = (
    *("condition", "peer", "measured in", "tempo got", "mean error", "sd", "largest"),
    *("drift", "lost", "extra"),
)
WAYS = {peer.name: peer.what for peer in PEERS}


class Cell(NamedTuple):
    """One run: its figures, or why there are none; measured: in callback or audio."""

    peer: str
    tempo_bpm: float
    condition: str
    measured: str = ""
    version: str = ""
    figures: Figures | None = None
    why: str = ""


def terminal(cells: Sequence[Cell], seconds: float) -> str:
    """Return all runs as text in columns, by tempo."""
    parts = []
    for tempo in dict.fromkeys(cell.tempo_bpm for cell in cells):
        rows = [row(cell) for cell in cells if cell.tempo_bpm == tempo]
        head = (
            f"Sixteenths at {tempo:g} BPM, then {QUICKENING * tempo:g}, {seconds:g} s; errors in ms"
        )
        parts.append(f"{head}\n\n{columns(rows)}")
    return "\n\n".join(parts)


def row(cell: Cell) -> tuple[str, ...]:
    """Return a run as the words of a line."""
    found = cell.figures
    if found is None:
        return cell.condition, cell.peer, cell.why
    tempi = ", ".join("-" if t is None else f"{t:.2f}" for t in (found.tempo_bpm, found.then_bpm))
    errors = found.mean_error_ms, found.deviation_ms, found.largest_error_ms, found.drift_ms
    numbers = [*map(number, errors), str(found.lost), str(found.extra)]
    return cell.condition, cell.peer, cell.measured, tempi, *numbers


def columns(rows: Iterable[tuple[str, ...]]) -> str:
    """Return rows below their heads; a row that is too short has its reason in its last cell."""
    whole = [HEADS, *(row for row in rows if len(row) == len(HEADS))]
    widths = [max(map(len, column)) for column in zip(*whole, strict=True)]
    lines, before = [], ""
    for each in [HEADS, *rows]:
        if before not in ("", each[0]):
            lines.append("")
        before = each[0]
        cells = [cell.ljust(width) for cell, width in zip(each, widths, strict=False)]
        lines.append("  ".join([*cells[:-1], each[-1]]).rstrip())
    return "\n".join(lines)


def number(value: float) -> str:
    """Return milliseconds, with as many places as they deserve."""
    return f"{value:,.0f}" if abs(value) >= 1000.0 else f"{value:.3f}"


def markdown(cells: Sequence[Cell], record: Mapping[str, Any]) -> str:
    """Return the README's table, below what it means and how it was made."""
    conditions = [condition.name for condition in CONDITIONS]
    heads = ["", "in", *conditions]
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    mine = [cell for cell in cells if cell.tempo_bpm == README_TEMPO_BPM]
    for peer in dict.fromkeys(cell.peer for cell in mine):
        its = {cell.condition: cell for cell in mine if cell.peer == peer}
        lines.append(f"| {' | '.join(line(peer, its, conditions))} |")
    table = "\n".join(lines)
    return f"{caption(record)}\n\n{table}\n\n{footnotes(cells, record)}"


def line(peer: str, its: Mapping[str, Cell], conditions: Iterable[str]) -> list[str]:
    """Return a peer's line of the README's table."""
    measured = next((cell.measured for cell in its.values() if cell.figures), "")
    cells = [brief(its.get(name)) for name in conditions]
    if not measured:  # never ran: one reason is enough
        cells[1:] = [""] * len(cells[1:])
    return [peer, measured, *cells]


def brief(cell: Cell | None) -> str:
    """Return the largest error and the deviation, and what was lost, too many or drifted."""
    if cell is None:
        return ""
    if cell.figures is None:
        return cell.why.replace("|", "/")
    found = cell.figures
    words = [f"{short(found.largest_error_ms)} / {short(found.deviation_ms)}"]
    words += [f"{found.lost} lost"] * bool(found.lost) + [f"{found.extra} extra"] * bool(
        found.extra
    )
    if abs(found.drift_ms) >= 60_000.0 / README_TEMPO_BPM / CLICKS_A_BEAT:
        words.append(f"drift {short(found.drift_ms)}")
    return ", ".join(words)


def short(milliseconds: float) -> str:
    """Return a number for a narrow cell."""
    size = abs(milliseconds)
    return f"{milliseconds:,.{0 if size >= 100 else 1 if size >= 10 else 2}f}"


def caption(record: Mapping[str, Any]) -> str:
    """Return what the table shows."""
    return (
        f"Sixteenths at {README_TEMPO_BPM:g} BPM and, from the middle on, at "
        f"{QUICKENING * README_TEMPO_BPM:g}, {record['seconds']:g} s a run: largest error / "
        "standard deviation of the intervals in ms, with clicks lost or too many, and a drift of "
        "more than a click. `audio` is read from the sound; `callback` is when the library calls, "
        "before any sound is made (supriya dates what it sends to its server, whose sound can be "
        "tighter). The threads are busy in the library's own process, as in a script; ours in the "
        "engine process, where the notes are composed. The wall clock is set after a quarter of "
        "the run. Scoretime takes real-time priority and a short switch interval by itself, where "
        "it may; the others run as their documentation has them for best timing."
    )


def footnotes(cells: Sequence[Cell], record: Mapping[str, Any]) -> str:
    """Return versions, settings, machine, how busy it was, date and the command."""
    versions = {cell.peer: cell.version for cell in cells if cell.version}
    told = [f"{version} ({WAYS[peer]})" for peer, version in versions.items()]
    loads = record["loads"]
    return (
        f"{'; '.join(told)}. On {record['machine']}, at a load average of {min(loads):g} to "
        f"{max(loads):g}, {record['date']}, by `{record['command']}`, which keeps every run, at "
        f"{' and '.join(f'{tempo:g}' for tempo in record['tempi'])} BPM, in `peers.json`."
    )


def placed(page: str, table: str) -> str:
    """Return a page with this table between its marks; raises ValueError where there are none."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"the page has no place for the table: put {BEGIN} and {END} into it")
    return f"{before}{BEGIN}\n{table}\n{END}{after}"
