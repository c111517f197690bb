"""Loops: what a part has played, by bars, in place of what it would play."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from math import inf
from types import FrameType
from typing import NamedTuple

from generator.composition.heard import HeardNote, HeardNotes
from generator.composition.layers import ending, notes_of, step_beats
from generator.composition.live import Live
from generator.composition.note import Note, Rest
from generator.composition.origin import originating
from generator.composition.piece import PartFunction, Step
from generator.patterns.arguments import within

CLOSE_BEATS = 1e-6  # beats of two parts are the same up to rounding
LONGEST_BARS = 64
BAR_BEATS = (0.001, 10_000.0)


class Loop(NamedTuple):
    """Some bars of music: notes in order, each at its beat from the beginning.

    pitches: those it began with, the lowest first.
    """

    notes: tuple[HeardNote, ...]
    bars: int
    bar_beats: float
    pitches: tuple[float, ...] = ()

    def bar(self, index: int) -> tuple[HeardNote, ...]:
        """Return the notes of one bar, counted from 0; past the end it goes round.

        >>> loop = Loop((HeardNote(0.5, Note(60)), HeardNote(4.5, Note(62))), 2, 4.0)
        >>> [(beat, note.pitch) for beat, note in loop.bar(3)]
        [(0.5, 62)]
        """
        start_beat = index % self.bars * self.bar_beats
        return _between(self.notes, start_beat, start_beat + self.bar_beats)


def heard_loop(
    heard: HeardNotes, part_name: str, start_beat: float, bars: int, bar_beats: float
) -> Loop:
    """Return what a part has played from a beat on.

    >>> heard = HeardNotes()
    >>> heard.row("bass").extend(HeardNote(float(beat), Note(40)) for beat in range(8))
    >>> [beat for beat, _ in heard_loop(heard, "bass", 4.0, 1, 2.0).notes]
    [0.0, 1.0]
    """
    row = heard.since(part_name, start_beat - CLOSE_BEATS)
    notes = _between(row, start_beat, start_beat + bars * bar_beats)
    pitches = tuple(sorted({note.pitch for _, note in notes}))
    return Loop(notes, bars, bar_beats, pitches)


Bar = tuple[HeardNote, ...] | None
Choice = Callable[[int], Bar]


def interrupted(
    function: PartFunction,
    bar_beats: float | None,
    chooser: Callable[[Live, float], Choice],
    name: str,
    frame: FrameType,
) -> PartFunction:
    """Return a part that plays loops in place of another part's music, bar by bar.

    chooser: is given the live state and the length of a bar once, and returns what is asked at each
    bar line, by the number of the bar from 0, for what to play in that bar; None lets the part's
    own music be heard. That goes on unheard meanwhile, so it returns where it would have been.
    bar_beats: 0.001 to 10,000, None for the piece's metre; bars count from where the part begins.
    name, frame: who asks.
    """
    if bar_beats is not None:
        within(f"{name}: bar_beats", bar_beats, *BAR_BEATS)

    def play(live: Live) -> Iterator[Step]:
        beats = bar_beats or live.bar_beats
        within(f"{name}: bar_beats", beats, *BAR_BEATS)  # of a metre too, so that every bar ends
        choose, own = chooser(live, beats), _Own(function(live), live.beat)
        first_beat = live.beat
        for bar in count():
            looped = choose(bar)
            if own.due == inf and looped is None:
                return
            yield from _bar(live, own, looped, first_beat + (bar + 1) * beats)

    told = f"{name}({getattr(function, '__name__', 'line')})"
    return originating(ending(play), told, frame)


class _Own:
    """A part's own steps, and the beat at which the next one is due; infinity after the last."""

    def __init__(self, steps: Iterator[Step], beat: float) -> None:
        self._steps = steps
        self.due = beat

    def step(self, beat: float) -> list[Note]:
        """Take the step that is due and return its notes."""
        step = next(self._steps, None)
        self.due = inf if step is None else beat + step_beats(step)
        return [] if step is None else notes_of(step)


def _bar(live: Live, own: _Own, looped: Bar, line_beat: float) -> Iterator[Step]:
    """Play up to a bar line: what is looped if anything is, else the part's own music."""
    start_beat = live.beat
    waiting = list(reversed(looped or ()))
    while live.beat < line_beat - CLOSE_BEATS:
        now = live.beat
        sounding = own.step(now) if own.due <= now + CLOSE_BEATS else []
        if looped is not None:
            sounding = []
        while waiting and start_beat + waiting[-1].beat <= now + CLOSE_BEATS:
            sounding.append(waiting.pop().note)
        coming_beat = start_beat + waiting[-1].beat if waiting else inf
        beats = max(0.0, min(own.due, coming_beat, line_beat) - now)
        yield [note._replace(step_beats=beats) for note in sounding] or Rest(beats)


def _between(
    notes: list[HeardNote] | tuple[HeardNote, ...], start: float, end: float
) -> tuple[HeardNote, ...]:
    return tuple(
        HeardNote(max(0.0, beat - start), note)
        for beat, note in notes
        if start - CLOSE_BEATS <= beat < end - CLOSE_BEATS
    )
