"""The status line: one row of text, whatever the width of the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from generator.control.status import Status
from generator.terminal.text import clipped, columns_of, printable

LIT_SECONDS = 0.12
GAP = "  "
END = "\x1b[0m"


class Style(StrEnum):
    """How a piece of text looks: the terminal's code for it."""

    PLAIN = ""
    LIT = "\x1b[7m"
    MUTED = "\x1b[2m"


class Cell(NamedTuple):
    """A piece of text in one style."""

    text: str
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class View:
    """What the line shows beside the status.

    parts: names in the order of their digits. module: the audio module. clock_step_ms and
    look_ahead_ms: 0 until measured. events_per_second: over the last second.
    """

    parts: Sequence[str]
    module: str
    sample_rate: int
    clock_step_ms: float = 0.0
    realtime: bool = False
    events_per_second: float = 0.0


def status_line(status: Status, view: View, columns: int) -> str:
    """Return the line, at most this wide: in full words where they fit, else in short ones."""
    for left, right in (_full(status, view), _short(status, view)):
        room = columns - columns_of(left) - columns_of(right) - 2 * len(GAP)
        if room >= _columns_of_parts(view.parts, _longest(view.parts)):
            break
    cells = [Cell(left), Cell(GAP), *_part_cells(status, view, room), Cell(GAP), Cell(right)]
    return _rendered(cells, columns)


def mute_line(parts: Sequence[str], columns: int) -> str:
    """Return the line that asks which part to mute."""
    choices = (f"{digit_of(index)} {printable(name)}" for index, name in enumerate(parts[:10]))
    return _rendered([Cell(f"mute{GAP}{GAP.join(choices)}")], columns)


def digit_of(index: int) -> str:
    """Return the key of a part by its index: 1 to 9, then 0."""
    return str((index + 1) % 10)


def _full(status: Status, view: View) -> tuple[str, str]:
    margin = "-" if status.margin_ms is None else f"{status.margin_ms:.1f} ms"
    return _left(status), GAP.join(
        [
            f"{view.events_per_second:.0f} events/s",
            f"margin {margin}",
            *([] if status.gap_ms is None else [f"gap {status.gap_ms:.1f} ms"]),
            *_mishaps(status),
            f"{view.module} {view.clock_step_ms:.1f} ms",
            "real-time" if view.realtime else "no real-time",
        ]
    )


def _short(status: Status, view: View) -> tuple[str, str]:
    margin = "-" if status.margin_ms is None else f"{status.margin_ms:+.1f}ms"
    return _left(status), " ".join(
        [
            f"{view.events_per_second:.0f}/s",
            margin,
            *([] if status.gap_ms is None else [f"gap {status.gap_ms:.1f}ms"]),
            *_mishaps(status),
            f"{view.module} {view.clock_step_ms:.1f}ms",
            "rt" if view.realtime else "no rt",
        ]
    )


def _mishaps(status: Status) -> list[str]:
    return [f"{word} {count}" for word, count in status.mishaps().items()]


def _left(status: Status) -> str:
    paused = " paused" if status.paused else ""
    return f"{status.bar:3d}.{int(status.beat)} {status.tempo_bpm:g} BPM{paused}"


def _part_cells(status: Status, view: View, room: int) -> list[Cell]:
    """Return the parts' names, shortened alike until they fit; those that sound are lit."""
    longest = _longest(view.parts)
    while longest > 1 and _columns_of_parts(view.parts, longest) > room:
        longest -= 1
    cells = []
    for name in view.parts:
        cells += [Cell(clipped(printable(name), longest), _style(name, status, view)), Cell(" ")]
    return cells[:-1]


def _style(name: str, status: Status, view: View) -> Style:
    if name in status.muted:
        return Style.MUTED
    since_samples = status.sample - status.latest.get(name, -view.sample_rate)
    lit = 0 <= since_samples < LIT_SECONDS * view.sample_rate
    return Style.LIT if lit else Style.PLAIN


def _longest(parts: Sequence[str]) -> int:
    return max((columns_of(printable(name)) for name in parts), default=0)


def _columns_of_parts(parts: Sequence[str], longest: int) -> int:
    names = sum(min(longest, columns_of(printable(name))) for name in parts)
    return names + max(0, len(parts) - 1)


def _rendered(cells: Sequence[Cell], columns: int) -> str:
    """Return the cells as text with codes, cut off at the last column."""
    line, room = "", columns
    for cell in cells:
        text = clipped(cell.text, room)
        room -= columns_of(text)
        line += f"{cell.style}{text}{END}" if cell.style and text else text
        if text != cell.text:
            break
    return line
