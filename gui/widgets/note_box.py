"""What is told of a note under the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from math import log10
from textwrap import wrap

from gui.lanes import pitch_name
from gui.notes import Placed
from gui.shapes import Box, Rectangle, Shape, Text, filled
from gui.theme import DIM, EDGE, PANEL, TEXT, Style
from gui.words import MINUS

WIDTH = 380.0
PADDING = 8.0
AWAY = 14.0  # from the mouse
LINE = 16.0
LABEL = 58.0


def place_of(beat: float, bar_beats: float) -> str:
    """Return a beat as bar and beat, counted from 1."""
    bar, within = divmod(beat, bar_beats)
    return f"{int(bar) + 1} · {within + 1.0:.4g}"


def squeezed(line: str) -> str:
    """Return a line of a score without the spaces that align it with others."""
    return " ".join(line.split())


def facts(note: Placed, count: int, bar_beats: float) -> list[tuple[str, str]]:
    """Return what is to be told of a note: labels and values."""
    event = note.heard.event
    gain = f"{20.0 * log10(event.amplitude):.1f} dB" if event.amplitude > 0.0 else "silent"
    bar, beat = place_of(event.beat, bar_beats).split(" · ")
    seconds = note.end - note.start
    told = [
        ("pitch", f"{pitch_name(event.pitch)} · {event.pitch:.6g} · {event.frequency_hz:.2f} Hz"),
        (
            "level",
            f"amplitude {event.amplitude:.3g} ({gain.replace('-', MINUS)}) · pan {event.pan:.2f}",
        ),
        ("at", f"bar {bar}, beat {beat} · sample {event.onset_sample:,}"),
        ("length", f"{event.duration_beats:.4g} beats · {seconds:.3f} s"),
        ("rule", note.heard.rule or "—"),
    ]
    told += [
        (label, " · ".join(f"{name} {value:.3g}" for name, value in row))
        for label, row in (("drew", event.draws), ("read", event.readings))
        if row
    ]
    if note.silent:
        told.append(("heard", "no: its part is muted"))
    if count > 1:
        told.append(("here", f"{count} notes too near to be told apart"))
    return told


def note_box(
    style: Style,
    room: Box,
    at: tuple[float, float],
    note: Placed,
    look: tuple[str, int, float, int],
) -> Sequence[Shape]:
    """Return the box for a note near a point, wholly within a room.

    look: the part's colour, how many notes are drawn as one, the beats in a bar, the sample rate.
    """
    colour, count, bar_beats, sample_rate = look
    pad, line = style.px(PADDING), style.px(LINE)
    width = min(style.px(WIDTH), room.width - 2 * pad)
    letters = int((width - 2 * pad) / style.width_of("0", style.small_number)) - 1
    csound = wrap(squeezed(note.heard.line(sample_rate)), max(letters, 8), break_on_hyphens=False)
    told = facts(note, count, bar_beats)
    height = 2 * pad + line * (1 + len(told) + len(csound)) + pad
    x = beside(at[0], width, style.px(AWAY), room.x, room.right)
    y = beside(at[1], height, style.px(AWAY), room.y, room.bottom)
    shapes: list[Shape] = [filled(Box(x, y, width, height), PANEL, EDGE)]
    left, y = x + pad, y + pad + line / 2.0
    event = note.heard.event
    half = style.px(4)
    shapes.append(Rectangle(left, y - half, left + 2 * half, y + half, colour))
    shapes.append(Text(left + style.px(14), y, event.part, TEXT, style.bold))
    after = left + style.px(22) + style.width_of(event.part, style.bold)
    shapes.append(Text(after, y, event.instrument, DIM, style.small))
    for label, value in told:
        y += line
        room_left = width - 2 * pad - style.px(LABEL)
        shapes.append(Text(left, y, label, DIM, style.small))
        shown = style.fit(value, style.small, room_left)
        shapes.append(Text(left + style.px(LABEL), y, shown, TEXT, style.small))
    y += pad
    for text in csound:
        y += line
        shapes.append(Text(left, y, text, TEXT, style.small_number))
    return shapes


def beside(at: float, length: float, away: float, start: float, end: float) -> float:
    """Return where a stretch begins that lies beside a point and within bounds."""
    after = at + away
    before = after if after + length <= end else at - away - length
    return max(min(before, end - length), start)
