"""Notes in notation: put on a grid, and cut into the lengths that notes and rests can have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise, zip_longest
from math import floor, inf
from typing import NamedTuple

from generator.render.notation_metre import Metre, written_length

STRAIGHT, TRIPLET, FINE = 4, 3, 8
ZERO = Fraction(0)
TOGETHER_BEATS = 1 / 16  # at most between the notes of a chord
DETACHED = 1 / 6  # of a note's length, at most: the gap before the next one, which is not written
SHORT_DETACHED, SHORTEST_GAP = 1 / 3, 0.25  # or this share, up to so many beats


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

    Where notes would fall together, a beat is in eight. Beats are counted from the bar line; the
    last one of a bar, if it is not whole, is never in three.
    """

    def __init__(self, notes: Iterable[Sounding], metre: Metre) -> None:
        self._metre = metre
        found: dict[tuple[int, int], list[float]] = {}
        for note in notes:
            found.setdefault(self._split(note.beat)[:2], []).append(note.beat)
        places = sorted(found)
        firsts = [min(found[place]) for place in places[1:]]
        self._divisions = {
            place: self._division(place, found[place], later)
            for place, later in zip_longest(places, firsts, fillvalue=inf)
        }

    def chords(self, notes: Iterable[Sounding], *, struck: bool = False) -> list[Chord]:
        """Return the notes on the grid, in one voice: each ends at the latest with the next.

        struck: a note says when, not how long: it goes to the next one or the next pulse.
        """
        found: dict[Fraction, tuple[float, set[str | float]]] = {}
        for note in notes:
            beat, beats = self.nearest(note.beat), note.end_beat - note.beat
            longest, pitches = found.setdefault(beat, (beats, set()))
            found[beat] = max(longest, beats), pitches | {note.pitch}
        chords = []
        for beat, later in zip_longest(sorted(found), sorted(found)[1:]):
            end_beat = self._next_pulse(beat) if struck else self._end(beat, found[beat][0], later)
            end_beat = end_beat if later is None else min(end_beat, later)
            chords.append(Chord(beat, end_beat, _sorted(found[beat][1])))
        return chords

    def nearest(self, beat: float) -> Fraction:
        """Return the place nearest to a beat."""
        bar, whole, rest = self._split(beat)
        division = self._divisions.get((bar, whole), STRAIGHT)
        return self._placed(bar, whole + Fraction(round(rest * division), division))

    def _end(self, beat: Fraction, beats: float, later: Fraction | None) -> Fraction:
        """Return where a note ends in writing: with the next one or the beat, if it nearly does.

        Otherwise an end is put the coarser, the longer the note is.
        """
        gap = max(min(SHORT_DETACHED * beats, SHORTEST_GAP), DETACHED * beats)
        for edge in (later, self._next_pulse(beat + Fraction(beats))):
            if edge is not None and float(edge - beat) - beats <= gap + 1e-6:
                return edge
        bar, whole, rest = self._split(float(beat) + beats)
        division = self._divisions.get((bar, whole), STRAIGHT)
        if division != TRIPLET and beats >= 1:
            division = 1 if beats >= 4 else 2
        end_beat = self._placed(bar, whole + Fraction(round(rest * division), division))
        first = self._divisions.get(self._split(float(beat))[:2], STRAIGHT)
        return max(end_beat, beat + Fraction(1, first))

    def _next_pulse(self, beat: Fraction) -> Fraction:
        bar, place = divmod(beat, self._metre.bar_beats)
        pulse = self._metre.pulse_beats
        return self._placed(int(bar), (place // pulse + 1) * pulse)

    def _placed(self, bar: int, place: Fraction) -> Fraction:
        return bar * self._metre.bar_beats + min(place, self._metre.bar_beats)

    def _split(self, beat: float) -> tuple[int, int, float]:
        """Return the bar of a beat, its whole beats from the bar line, and the rest."""
        bar = floor(beat / self._metre.bar_beats)
        place = beat - bar * float(self._metre.bar_beats)
        return bar, floor(place), place - floor(place)

    def _division(self, place: tuple[int, int], beats: Sequence[float], later: float) -> int:
        """Return into how many equal parts a beat goes best; `later` is the next one's first."""
        start = float(place[0] * self._metre.bar_beats) + place[1]
        rests = sorted(beat - start for beat in beats)
        shown = [*rests, min(2.0, later - start)]
        wanted = 1 + sum(b - a > TOGETHER_BEATS for a, b in pairwise(shown))

        def badness(division: int) -> tuple[bool, bool, float]:
            merges = len({round(rest * division) for rest in shown}) < wanted
            off = sum(abs(rest - round(rest * division) / division) for rest in rests)
            return merges, division == FINE, off + 1e-6 * (division == TRIPLET)

        in_three = self._metre.is_simple and place[1] + 1 <= self._metre.bar_beats
        return min((STRAIGHT, TRIPLET, FINE) if in_three else (STRAIGHT, FINE), key=badness)


def _sorted(pitches: set[str | float]) -> tuple[str | float, ...]:
    return tuple(sorted(pitches, key=lambda pitch: (isinstance(pitch, str), str(pitch), pitch)))


def bars_of(chords: Sequence[Chord], metre: Metre, count: int) -> Iterator[tuple[Figure, ...]]:
    """Yield so many bars, each filled to its end with notes and rests."""
    rows = _with_rests(chords, count * metre.bar_beats)
    chord = next(rows, None)
    for bar in range(count):
        start, end = bar * metre.bar_beats, (bar + 1) * metre.bar_beats
        figures: list[Figure] = []
        while chord is not None and chord.beat < end:
            figures += _figures(chord, start, metre)
            if chord.end_beat > end:
                break
            chord = next(rows, None)
        yield _simplified(figures, metre.bar_beats)


def _with_rests(chords: Sequence[Chord], end_beat: Fraction) -> Iterator[Chord]:
    beat = ZERO
    for chord in chords:
        if chord.beat > beat:
            yield Chord(beat, chord.beat, ())
        yield chord
        beat = chord.end_beat
    if beat < end_beat:
        yield Chord(beat, end_beat, ())


def _figures(chord: Chord, start: Fraction, metre: Metre) -> Iterator[Figure]:
    """Yield the part of a chord that lies in a bar."""
    place = max(chord.beat - start, ZERO)
    last = min(chord.end_beat - start, metre.bar_beats)
    while place < last:
        length = written_length(place, last, metre, is_rest=not chord.pitches)
        begins = not chord.pitches or place + start == chord.beat
        ends = not chord.pitches or place + length + start == chord.end_beat
        yield Figure(place, length, chord.pitches, begins, ends)
        place += length


def _simplified(figures: Sequence[Figure], bar_beats: Fraction) -> tuple[Figure, ...]:
    """Return one rest for a bar that has nothing else."""
    silent = not any(figure.pitches for figure in figures)
    return (Figure(ZERO, bar_beats),) if silent else tuple(figures)
