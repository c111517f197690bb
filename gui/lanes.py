"""The lanes of the piano roll: how high which note lies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil, floor
from typing import NamedTuple

from gui.shapes import Box

OCTAVE = 12
NAMES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
LOWEST, HIGHEST = 0.0, 132.0
FIRST = 48.0, 84.0  # before anything is heard
GRAIN = 6.0  # semitones: what the range grows and shrinks by
SLACK = 1.5
LEAST_RANGE = 24.0
LEAST_ZOOM = 6.0
EASE = 0.4  # of the way, each frame
ARRIVED = 0.15
PATIENCE = 6  # times that a range was found too wide before it shrinks


def pitch_name(pitch: float) -> str:
    """Return the name of the nearest pitch (60 is C4), and by how many cents it is missed."""
    nearest = round(pitch)
    cents = round(100.0 * (pitch - nearest))
    name = f"{NAMES[nearest % OCTAVE]}{nearest // OCTAVE - 1}"
    return f"{name} {cents:+d} ct" if cents else name


class Span(NamedTuple):
    """The pitches from the lower edge to the upper one, in semitones."""

    low: float = FIRST[0]
    high: float = FIRST[1]

    def around(self, pitches: Iterable[float]) -> Span:
        """Return the span that has room for pitches too; the same for none."""
        found = list(pitches)
        if not found:
            return self
        low = GRAIN * floor((min(found) - SLACK) / GRAIN)
        high = GRAIN * ceil((max(found) + SLACK) / GRAIN)
        missing = max(LEAST_RANGE - (high - low), 0.0)
        low -= GRAIN * ceil(missing / 2.0 / GRAIN)
        return Span(low, max(high, low + LEAST_RANGE))

    def zoomed(self, factor: float, pitch: float) -> Span:
        """Return it that much wider; a pitch keeps its height."""
        width = min(max((self.high - self.low) * factor, LEAST_ZOOM), HIGHEST - LOWEST)
        share = (pitch - self.low) / (self.high - self.low)
        return Span(pitch - width * share, pitch + width * (1.0 - share)).moved(0.0)

    def moved(self, semitones: float) -> Span:
        """Return it so much higher, as far as there are pitches."""
        by = min(max(semitones, LOWEST - self.low), HIGHEST - self.high)
        return Span(self.low + by, self.high + by)


class Reach:
    """The span that is shown: it follows the notes in use, smoothly, until a hand sets it."""

    def __init__(self) -> None:
        self.shown = self._target = Span()
        self.by_hand = False
        self._too_wide = 0

    def need(self, pitch: float) -> None:
        """Make room for a note."""
        low, high = self._target.low + SLACK, self._target.high - SLACK
        if not low <= pitch <= high:
            self._target = self._target.around([pitch, low, high])
            self._too_wide = 0

    def settle(self, used: Sequence[float]) -> None:
        """Shrink where the pitches in sight have needed less for some time; twice a second."""
        wanted, target = self._target.around(used), self._target
        is_too_wide = wanted.low > target.low or wanted.high < target.high
        self._too_wide = self._too_wide + 1 if is_too_wide else 0
        if self._too_wide > PATIENCE:
            self._target, self._too_wide = wanted, 0

    def ease(self, at_once: bool = False) -> None:
        """Go a part of the way to where it belongs, or all of it; once a frame."""
        target = self._target
        if self.by_hand or target == self.shown:
            return
        low, high = (a + EASE * (b - a) for a, b in zip(self.shown, target, strict=True))
        near = max(abs(low - target.low), abs(high - target.high)) < ARRIVED
        self.shown = target if near or at_once else Span(low, high)

    def hold(self, span: Span) -> None:
        """Show a span, whatever the notes are."""
        self.by_hand = True
        self.shown = span

    def let_go(self) -> None:
        """Follow the notes again."""
        self.by_hand = False


class Lanes(NamedTuple):
    """Heights on the canvas: pitches in the upper part, a lane for each drum below.

    thickness: of a note, in pixels. drums: names of the unpitched parts, from the top.
    """

    box: Box
    span: Span
    thickness: float
    lane: float
    drums: tuple[str, ...]

    @property
    def pitched(self) -> Box:
        """Where the pitched notes lie."""
        return self.box._replace(height=self.box.height - self.lane * len(self.drums))

    def y(self, part: str, pitch: float) -> float | None:
        """Return the middle of a note's bar; None for a pitch out of sight."""
        if part in self.drums:
            return self.box.bottom - self.lane * (len(self.drums) - self.drums.index(part) - 0.5)
        low, high = self.span
        if not low <= pitch <= high:
            return None
        area = self.pitched
        return area.bottom - (pitch - low) / (high - low) * area.height

    def pitch_at(self, y: float) -> float:
        """Return the pitch at a height."""
        low, high = self.span
        area = self.pitched
        return low + (area.bottom - y) / max(area.height, 1.0) * (high - low)


def laid_out(box: Box, span: Span, drums: tuple[str, ...], scale: float) -> Lanes:
    """Return the lanes in a box; drums take at most two fifths of it."""
    lane = min(14.0 * scale, 0.4 * box.height / max(len(drums), 1))
    semitone = (box.height - lane * len(drums)) / (span.high - span.low)
    thickness = min(max(0.8 * semitone, 3.0 * scale), 12.0 * scale)
    return Lanes(box, span, round(thickness), lane, drums)


def spread(wanted: Sequence[float], gap: float, top: float, bottom: float) -> list[float]:
    """Return heights near those wanted, at least a gap apart and between the edges if possible."""
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index], index))
    placed = [0.0] * len(wanted)
    least = top
    for index in order:
        placed[index] = least = max(wanted[index], least)
        least += gap
    most = bottom
    for index in reversed(order):
        placed[index] = min(placed[index], most)
        most = placed[index] - gap
    return placed
