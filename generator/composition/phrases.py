"""Phrases: a line answered by itself, in canon, in echo, in other tempi.

Each function takes a part function and returns another, so they combine: `canon(humanised(line))`.
Numbers may be patterns or parameters. The line is composed once and its voices repeat it, so they
play its very notes, whatever was steered in between; all of them sound in one part.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from math import isfinite

from generator.composition.layers import Layer, layered, told
from generator.composition.live import Live
from generator.composition.note import MAXIMUM_PITCH, Note
from generator.composition.piece import PartFunction
from generator.patterns.arguments import number, whole
from generator.patterns.pattern import Value
from generator.patterns.run import Run

MOST_VOICES = 16
LONGEST_BEATS = 10_000.0
SLOWEST, FASTEST = 0.1, 10.0
OCTAVE = 12.0
HIGHEST_OCTAVE = 120.0

Change = Callable[[Note], Note]


def canon(
    function: PartFunction,
    delay_beats: Value = 4.0,
    transpose: Value = 0.0,
    tempo_ratio: Value = 1.0,
    voices: Value = 2,
) -> PartFunction:
    """Return a line and its followers, each `delay_beats` after the last.

    delay_beats: 0 to 10,000. transpose: semitones from each voice to the next, read at each note;
    pitches out of range come back by octaves. tempo_ratio: 0.1 to 10, how many times as fast as
    the last each voice goes. voices: 2 to 16. All but transpose are read once. Voices of different
    tempi stay within 4,096 steps of each other. Raises PatternError for constants out of range.
    After the mensuration canons of Ockeghem's Missa prolationum (about 1460).

    >>> from generator.composition import Piece, notes
    >>> from generator.patterns import cycle
    >>> part = Piece("round").add("a", canon(notes(cycle(60, 62, 64)), 8, transpose=7), "Pluck")
    """
    delay = number("canon: delay_beats", delay_beats, 0.0, LONGEST_BEATS)
    moved = number("canon: transpose", transpose, -MAXIMUM_PITCH, MAXIMUM_PITCH)
    ratio = number("canon: tempo_ratio", tempo_ratio, SLOWEST, FASTEST)
    count = whole("canon: voices", voices, 2, MOST_VOICES)

    def layers(live: Live) -> list[Layer]:
        run = Run(live, "canon")
        gap, semitones, speed, number_ = delay(run)(), moved(run), ratio(run)(), count(run)()
        return [
            Layer(
                order * gap,
                min(max(speed**order, SLOWEST), FASTEST),
                _transposing(semitones, order),
            )
            for order in range(number_)
        ]

    return told("canon", layered(function, layers), function, sys._getframe(1))


def tempo_canon(
    function: PartFunction, ratios: Sequence[Value], meeting_beat: Value = 64.0
) -> PartFunction:
    """Return a line in several tempi at once, which meet at one beat of it.

    ratios: 1 to 16 factors of the tempo, 0.1 to 10. The slowest voice begins and the others enter
    so late that the line's own beat `meeting_beat`, 0 to 10,000, comes to all at the same time;
    from there on the fast ones lead. Both are read once. After Nancarrow's studies (Gann 1995).

    >>> from generator.composition import Piece, notes
    >>> from generator.patterns import cycle
    >>> line = tempo_canon(notes(cycle(60, 62, 64)), (1, 5 / 4, 3 / 2), meeting_beat=32)
    >>> part = Piece("study").add("voices", line, "Keys")
    """
    whole("tempo_canon: number of ratios", len(ratios), 1, MOST_VOICES)
    tempi = [number("tempo_canon: ratio", ratio, SLOWEST, FASTEST) for ratio in ratios]
    meeting = number("tempo_canon: meeting_beat", meeting_beat, 0.0, LONGEST_BEATS)

    def layers(live: Live) -> list[Layer]:
        run = Run(live, "tempo_canon")
        speeds, beat = [tempo(run)() for tempo in tempi], meeting(run)()
        slowest = min(speeds)
        return [Layer(beat / slowest - beat / speed, speed) for speed in speeds]

    return told("tempo_canon", layered(function, layers), function, sys._getframe(1))


def phase(function: PartFunction, tempo_ratio: Value = 1.01) -> PartFunction:
    """Return a line and a second voice that starts with it and slowly draws ahead or falls behind.

    tempo_ratio: 0.1 to 10, read once. After Reich's Piano Phase (1967).

    >>> from generator.composition import Piece, notes
    >>> from generator.patterns import cycle
    >>> line = phase(notes(cycle(64, 66, 71, 73, 74), step=0.25), 1.01)
    >>> part = Piece("phases").add("pianos", line, "Keys")
    """
    ratio = number("phase: tempo_ratio", tempo_ratio, SLOWEST, FASTEST)

    def layers(live: Live) -> list[Layer]:
        return [Layer(), Layer(tempo_ratio=ratio(Run(live, "phase"))())]

    return told("phase", layered(function, layers), function, sys._getframe(1))


def stut(
    function: PartFunction, times: Value = 3, beats: Value = 0.25, decay: Value = 0.6
) -> PartFunction:
    """Return a line and its echoes, each softer than the last, as in Tidal (McLean 2014).

    times: how often each note is heard, 1 to 16; beats: between two of them, 0 to 10,000; both are
    read once. decay: factor of the amplitude from each to the next, 0 to 1, read at each note.

    >>> from generator.composition import Piece, notes
    >>> from generator.patterns import cycle
    >>> part = Piece("echo").add("bell", stut(notes(cycle(60, 67), step=4), 4, 0.75), "Bell")
    """
    count = whole("stut: times", times, 1, MOST_VOICES)
    gap = number("stut: beats", beats, 0.0, LONGEST_BEATS)
    factor = number("stut: decay", decay, 0.0, 1.0)

    def layers(live: Live) -> list[Layer]:
        run = Run(live, "stut")
        number_, between, loss = count(run)(), gap(run)(), factor(run)
        return [Layer(order * between, 1.0, _fading(loss, order)) for order in range(number_)]

    return told("stut", layered(function, layers), function, sys._getframe(1))


def off(function: PartFunction, beats: Value, change: Change) -> PartFunction:
    """Return a line and a changed copy of it some beats later, as in Tidal (McLean 2014).

    beats: 0 to 10,000, read once. change: a function from note to note.

    >>> from generator.composition import Piece, notes
    >>> from generator.patterns import cycle
    >>> line = off(notes(cycle(60, 62)), 0.5, lambda note: note._replace(pitch=note.pitch + 12))
    >>> part = Piece("off").add("a", line, "Pluck")
    """
    delay = number("off: beats", beats, 0.0, LONGEST_BEATS)

    def layers(live: Live) -> list[Layer]:
        return [Layer(), Layer(delay(Run(live, "off"))(), 1.0, change)]

    return told("off", layered(function, layers), function, sys._getframe(1))


def _transposing(read: Callable[[], float], order: int) -> Change | None:
    def moved(note: Note) -> Note:
        pitch = note.pitch + order * read()
        if isfinite(pitch) and not 0.0 <= pitch <= MAXIMUM_PITCH:
            pitch = pitch % OCTAVE + (HIGHEST_OCTAVE if pitch > 0.0 else 0.0)
        return note._replace(pitch=pitch)

    return moved if order else None


def _fading(read: Callable[[], float], order: int) -> Change | None:
    def softer(note: Note) -> Note:
        return note._replace(amplitude=note.amplitude * read() ** order)

    return softer if order else None
