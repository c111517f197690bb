"""Notes in notation: put on a grid, and cut into the lengths that notes and rests can have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import zip_longest
from math import floor
from typing import NamedTuple, TypeVar

STRAIGHT, TRIPLET = 4, 3
WHOLE = tuple(map(Fraction, (8, 6, 4, 3, 2, 1)))
BINARY = tuple(Fraction(units, 16) for units in (128, 96, 64, 48, 32, 24, 16, 12, 8, 4, 2, 1))
ZERO = Fraction(0)

P = TypeVar("P")


class Sounding(NamedTuple):
    """A note in beats as it was played; pitch: whatever is to be written for it."""

    beat: float
    end_beat: float
    pitch: str | float


class Figure(NamedTuple):
    """What is written in a bar: where, how long, in beats; its pitches, none for a rest.

    begins, ends: whether it is not tied to the one before, and to the one after.
    """

    offset: Fraction
    length: Fraction
    pitches: tuple[str | float, ...] = ()
    begins: bool = True
    ends: bool = True


class Chord(NamedTuple):
    """Pitches that begin together, from beat to beat."""

    beat: Fraction
    end_beat: Fraction
    pitches: tuple[str | float, ...]


class Grid:
    """Places for the notes of one part: each beat is in four, or in three where that fits better.

    bar_beats: the length of a bar. Beats are counted from the bar line; the last one of a bar, if
    it is not whole, is in four.
    """

    def __init__(self, notes: Sequence[Sounding], bar_beats: Fraction) -> None:
        self._bar_beats = bar_beats
        found: dict[tuple[int, int], list[float]] = {}
        for note in notes:
            bar, whole, rest = self._split(note.beat)
            found.setdefault((bar, whole), []).append(rest)
        self._divisions = {place: self._division(place[1], rests) for place, rests in found.items()}

    def chords(self, notes: Iterable[Sounding]) -> list[Chord]:
        """Return the notes on the grid, in one voice: each ends at the latest with the next."""
        found: dict[Fraction, tuple[Fraction, set[str | float]]] = {}
        for note in notes:
            beat = self.nearest(note.beat)
            end_beat = max(self.nearest(note.end_beat), beat + self._unit(float(beat)))
            last, pitches = found.setdefault(beat, (end_beat, set()))
            found[beat] = max(last, end_beat), pitches | {note.pitch}
        beats = sorted(found)
        ends = zip_longest(beats, beats[1:])
        return [
            Chord(beat, min(found[beat][0], later or found[beat][0]), _sorted(found[beat][1]))
            for beat, later in ends
        ]

    def nearest(self, beat: float) -> Fraction:
        """Return the place nearest to a beat."""
        bar, whole, rest = self._split(beat)
        division = self._divisions.get((bar, whole)) or self._division(whole, [rest])
        place = whole + Fraction(round(rest * division), division)
        return bar * self._bar_beats + min(place, self._bar_beats)

    def _unit(self, beat: float) -> Fraction:
        bar, whole, _ = self._split(beat)
        return Fraction(1, self._divisions.get((bar, whole), STRAIGHT))

    def _split(self, beat: float) -> tuple[int, int, float]:
        """Return the bar of a beat, its whole beats from the bar line, and the rest."""
        bar = floor(beat / self._bar_beats)
        place = beat - bar * float(self._bar_beats)
        return bar, floor(place), place - floor(place)

    def _division(self, whole: int, rests: Iterable[float]) -> int:
        """Return into how many equal parts a beat goes best."""
        if whole + 1 > self._bar_beats:
            return STRAIGHT
        places = list(rests)
        off = {
            division: sum(abs(rest - round(rest * division) / division) for rest in places)
            for division in (STRAIGHT, TRIPLET)
        }
        return TRIPLET if off[TRIPLET] < off[STRAIGHT] - 1e-6 else STRAIGHT


def _sorted(pitches: set[str | float]) -> tuple[str | float, ...]:
    return tuple(sorted(pitches, key=lambda pitch: (isinstance(pitch, str), str(pitch), pitch)))


def bars_of(
    chords: Sequence[Chord], bar_beats: Fraction, count: int
) -> Iterator[tuple[Figure, ...]]:
    """Yield so many bars, each filled to its end with notes and rests."""
    rows = _with_rests(chords, count * bar_beats)
    chord = next(rows, None)
    for bar in range(count):
        start, end = bar * bar_beats, (bar + 1) * bar_beats
        figures: list[Figure] = []
        while chord is not None and chord.beat < end:
            figures += _figures(chord, start, end)
            if chord.end_beat > end:
                break
            chord = next(rows, None)
        yield _simplified(figures, bar_beats)


def _with_rests(chords: Sequence[Chord], end_beat: Fraction) -> Iterator[Chord]:
    beat = ZERO
    for chord in chords:
        if chord.beat > beat:
            yield Chord(beat, chord.beat, ())
        yield chord
        beat = chord.end_beat
    if beat < end_beat:
        yield Chord(beat, end_beat, ())


def _figures(chord: Chord, start: Fraction, end: Fraction) -> Iterator[Figure]:
    """Yield the part of a chord that lies in a bar."""
    place, last = max(chord.beat, start) - start, min(chord.end_beat, end) - start
    while place < last:
        length = written_length(place, last)
        begins = not chord.pitches or place + start == chord.beat
        ends = not chord.pitches or place + length + start == chord.end_beat
        yield Figure(place, length, chord.pitches, begins, ends)
        place += length


def _simplified(figures: Sequence[Figure], bar_beats: Fraction) -> tuple[Figure, ...]:
    """Return one rest for a bar that has nothing else."""
    silent = not any(figure.pitches for figure in figures)
    return (Figure(ZERO, bar_beats),) if silent else tuple(figures)


def written_length(place: Fraction, end: Fraction) -> Fraction:
    """Return the longest length from a place in the bar up to an end that one note can have.

    From within a beat it goes to the next beat at most.

    >>> str(written_length(Fraction(1, 2), Fraction(3))), str(written_length(ZERO, Fraction(5, 3)))
    ('1/2', '1')
    """
    rest = end - place
    if place.denominator > 1:
        rest = min(rest, floor(place) + 1 - place)
    in_thirds = rest.denominator % TRIPLET == 0
    if in_thirds and rest < 1:
        return rest
    return next((each for each in (WHOLE if in_thirds else BINARY) if each <= rest), rest)
