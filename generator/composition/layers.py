"""Layers: a line that is composed once and played by several voices."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from heapq import heapify
from itertools import islice
from types import FrameType
from typing import NamedTuple

from generator.composition.live import Live
from generator.composition.note import Note, Rest
from generator.composition.origin import originating, told_origin
from generator.composition.piece import PartFunction, Step
from generator.errors import NoteError
from generator.patterns.run import StopPattern

KEPT_STEPS = 4096
TOGETHER_BEATS = 1e-9


class Layer(NamedTuple):
    """One voice: how much later it enters, how many times as fast it goes, what its notes become.

    delay_beats: 0 or more; tempo_ratio: above 0; change: a function from note to note.
    """

    delay_beats: float = 0.0
    tempo_ratio: float = 1.0
    change: Callable[[Note], Note] | None = None


class Row:
    """What a line has played, as far as a voice may still need it: the last 4,096 steps at most."""

    def __init__(self, steps: Iterator[Step]) -> None:
        self._steps = steps
        self._kept: deque[Step] = deque(maxlen=KEPT_STEPS)
        self._played = 0

    def step(self, place: int) -> tuple[int, Step] | None:
        """Return a step by its number, or the oldest one kept, and its number; None at the end."""
        while place >= self._played:
            fresh = list(islice(self._steps, 1))
            if not fresh:
                return None
            self._kept += fresh
            self._played += 1
        oldest = self._played - len(self._kept)
        return max(place, oldest), self._kept[max(place - oldest, 0)]


class Voice:
    """One layer in performance: the beat and the number of its next step."""

    __slots__ = ("_layer", "_order", "beat", "place")

    def __init__(self, layer: Layer, order: int) -> None:
        self._layer = layer
        self._order = order
        self.beat = layer.delay_beats
        self.place = 0

    def __lt__(self, other: Voice) -> bool:
        return (self.beat, self._order) < (other.beat, other._order)

    def play(self, row: Row) -> list[Note] | None:
        """Return the notes of the next step and go on to the one after it; None at the end."""
        found = row.step(self.place)
        if found is None:
            return None
        place, step = found
        ratio = self._layer.tempo_ratio
        self.beat += step_beats(step) / ratio
        self.place = place + 1
        return [self._voiced(note, ratio) for note in notes_of(step)]

    def _voiced(self, note: Note, ratio: float) -> Note:
        if self._layer.change is not None:
            note = self._layer.change(note)
        return note._replace(duration_beats=note.duration_beats / ratio)


def layered(function: PartFunction, layers: Callable[[Live], list[Layer]]) -> PartFunction:
    """Return a part of several voices that play the same line, each in its own way.

    The line is asked for its next step when the foremost voice comes to it, so without delay it
    reads the live parameters at its own beat. `layers` is called once a performance. Voices of
    different tempi that are 4,096 steps apart stay so: the slower one skips steps.

    >>> from generator.composition.note import Note, Rest
    >>> line = lambda live: iter([Note(60, 1), Note(62, 1)])
    >>> steps = layered(line, lambda live: [Layer(), Layer(0.5)])(None)
    >>> [step[0].pitch for step in steps if isinstance(step, list)]
    [60, 60, 62, 62]
    """

    def play(live: Live) -> Iterator[Step]:
        row, beat = Row(function(live)), 0.0
        voices = [Voice(layer, order) for order, layer in enumerate(layers(live))]
        heapify(voices)
        while voices:
            if voices[0].beat > beat + TOGETHER_BEATS:
                yield Rest(voices[0].beat - beat)
                beat = voices[0].beat
            notes = _sounded(voices, row, beat)
            following = voices[0].beat if voices else beat
            yield stepped(notes, following - beat)
            beat = following

    return play


def notes_of(step: Step) -> list[Note]:
    """Return the notes of a step, none of a rest; raises NoteError for what is no step.

    >>> notes_of(Rest(1.0)), notes_of(Note(60.0))[0].pitch
    ([], 60.0)
    """
    if isinstance(step, Rest):
        return []
    notes = step if isinstance(step, list) else [step]
    if notes and all(isinstance(note, Note) for note in notes):
        return notes
    raise NoteError(f"{step!r:.80} is no step: yield a Note, a Rest or a list of Notes")


def step_beats(step: Step) -> float:
    """Return the beats from a step to the next one.

    >>> step_beats(Rest(1.0)), step_beats([Note(60.0), Note(64.0, 2.0)])
    (1.0, 2.0)
    """
    if isinstance(step, Rest):
        return step.beats
    last = notes_of(step)[-1]
    return last.duration_beats if last.step_beats is None else last.step_beats


def stepped(notes: list[Note], beats: float) -> Step:
    """Return notes, none or more, as a step of so many beats.

    >>> stepped([], 0.5), stepped([Note(60.0)], 0.5)[-1].step_beats
    (Rest(beats=0.5), 0.5)
    """
    if not notes:
        return Rest(beats)
    return [*notes[:-1], notes[-1]._replace(step_beats=beats)]


def ending(play: PartFunction) -> PartFunction:
    """Return a part that ends where a pattern that it reads does.

    >>> from generator.patterns import seq
    >>> from generator.patterns.run import Run
    >>> def once(live):
    ...     read = Run(live, "pitch").read(seq(60))
    ...     while True:
    ...         yield Note(read())
    >>> from random import Random
    >>> len(list(ending(once)(Live({}, Random(1), 1, None))))
    1
    """

    def ended(live: Live) -> Iterator[Step]:
        try:
            yield from play(live)
        except StopPattern:
            return

    return ended


def told(name: str, play: PartFunction, function: PartFunction, frame: FrameType) -> PartFunction:
    """Return a part that ends where a pattern among its arguments does, and says what it is.

    name: of what was done to the line of another part function; frame: where that was written.

    >>> import sys
    >>> from generator.composition.origin import origin_of
    >>> part = told("canon", lambda live: iter(()), lambda live: iter(()), sys._getframe())
    >>> origin_of(part).name, list(part(None))
    ('canon(<lambda>)', [])
    """
    line = told_origin(function)
    inner = line.name if line else getattr(function, "__name__", "line")
    return originating(ending(play), f"{name}({inner})", frame)


def _sounded(voices: list[Voice], row: Row, beat: float) -> list[Note]:
    """Return the notes of all voices that are due, each of which goes one step on, or ends."""
    due = sorted(voice for voice in voices if voice.beat <= beat + TOGETHER_BEATS)
    notes: list[Note] = []
    for voice in due:
        played = voice.play(row)
        if played is None:
            voices.remove(voice)
        else:
            notes += played
    heapify(voices)
    return notes
