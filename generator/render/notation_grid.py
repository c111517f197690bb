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
NEAR = 0.01  # beats


class Sounding(NamedTuple):
    """A note in beats as it was played; pitch: whatever is to be written for it."""

    beat: float
    end_beat: float
    pitch: str | float
    amplitude: float = 0.5


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
        later = [*(min(found[place]) for place in places[1:]), inf]
        self._divisions = {
            place: self._division(place, found[place], first)
            for place, first in zip(places, later, strict=False)
        }

    def chords(self, notes: Iterable[Sounding], *, struck: bool = False) -> list[Chord]:
        """Return the notes on the grid, in one voice: each ends at the latest with the next.

        struck: a note says when, not how long: it goes to the next one or the next pulse.
        """
        found: dict[Fraction, tuple[float, set[str | float]]] = {}
        for note in notes:
            beat = self.nearest(note.beat)
            last, pitches = found.setdefault(beat, (note.end_beat, set()))
            found[beat] = max(last, note.end_beat), pitches | {note.pitch}
        chords = []
        for beat, later in zip_longest(sorted(found), sorted(found)[1:]):
            end_beat = self._next_pulse(beat) if struck else self._end(beat, found[beat][0], later)
            end_beat = end_beat if later is None else min(end_beat, later)
            chords.append(Chord(beat, end_beat, _sorted(found[beat][1])))
        return chords

    def nearest(self, beat: float) -> Fraction:
        """Return the place nearest to a beat.

        >>> str(Grid([Sounding(0.0, 0.3, 60.0), Sounding(0.33, 1.0, 62.0)], Metre()).nearest(0.7))
        '2/3'
        """
        bar, whole, rest = self._split(beat)
        division = self._divisions.get((bar, whole), STRAIGHT)
        return self._placed(bar, whole + Fraction(round(rest * division), division))

    def _end(self, beat: Fraction, end: float, later: Fraction | None) -> Fraction:
        """Return where a note ends in writing: with the next one, if it nearly does.

        A sixth of its length may be missing, up to a beat; or a third, up to a quarter of a beat;
        or half, up to half a beat, where it ends on no place and so was only detached. Otherwise
        such an end is on the next pulse, or put the coarser, the longer the note is.
        """
        beats, own = end - beat, self._divisions.get(self._split(float(beat))[:2], STRAIGHT)
        bar, whole, rest = self._split(end)
        in_three = own == TRIPLET and self._goes_in_three(whole) and _off(rest, TRIPLET) < NEAR
        division = self._divisions.get((bar, whole), TRIPLET if in_three else STRAIGHT)
        is_near = _off(rest, division) < NEAR
        gap = NEAR + (min(beats / 3, 0.25) if is_near else min(beats / 2, 0.5))
        if later is not None and later - end <= max(gap, min(beats / 6, 1.0)):
            return later
        if not is_near:
            pulse = self._next_pulse(Fraction(end))
            if pulse - end <= gap:
                return pulse
            if division != TRIPLET and beats >= 1:
                division = 1 if beats >= 4 and self._metre.is_simple else 2
        end_beat = self._placed(bar, whole + Fraction(round(rest * division), division))
        return max(end_beat, beat + Fraction(1, own))

    def _goes_in_three(self, whole: int) -> bool:
        return self._metre.is_simple and whole + 1 <= self._metre.bar_beats

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

        def badness(division: int) -> tuple[int, bool, float]:
            merged = max(0, wanted - len({round(rest * division) for rest in shown}))
            off = sum(_off(rest, division) for rest in rests)
            return merged, division == FINE, off + 1e-6 * (division == TRIPLET)

        several = (STRAIGHT, TRIPLET, FINE) if self._goes_in_three(place[1]) else (STRAIGHT, FINE)
        return min(several, key=badness)


def _off(rest: float, division: int) -> float:
    """Return how far a part of a beat is from the nearest place."""
    return abs(rest - round(rest * division) / division)


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
