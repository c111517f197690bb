"""Mutation: what a part has played comes again, and changes as it does."""

from __future__ import annotations

import sys
from collections.abc import Callable
from random import Random

from generator.composition.heard import HeardNote
from generator.composition.live import Live, given
from generator.composition.loop import LONGEST_BARS, Bar, Choice, Loop, heard_loop, interrupted
from generator.composition.note import Note
from generator.composition.piece import PartFunction
from generator.patterns.arguments import number, whole, within
from generator.patterns.pattern import Value
from generator.patterns.run import Run
from generator.theory.any_scale import AnyScale

LONGEST_HISTORY = 256
FARTHEST = 2  # degrees of the scale

Scales = AnyScale | Callable[[Live], AnyScale] | None


def mutating(
    function: PartFunction,
    share: Value = 0.2,
    every: Value = 4,
    *,
    bars: int = 2,
    bar_beats: float | None = None,
    scale: Scales = None,
) -> PartFunction:
    """Return a part that repeats its first bars for ever and changes some notes for good.

    share: the chance of each note to change, 0 to 1, every so many bars (`every`, 1 to 64). bars:
    how long the repeated loop is, 1 to 64, of bar_beats each (0.001 to 10,000; None: by the piece's
    metre). scale: a changed note moves by one or two of its degrees (a function of the live state
    may give it); without one it takes the pitch of another note of the loop. Live values are
    clipped; raises PatternError for constants out of range. After the mutation of Noatikl
    (Intermorphic; Cole 2007).

    >>> from generator.composition import Piece, notes
    >>> from generator.patterns import cycle
    >>> piece = Piece("drifting")
    >>> tune = notes(cycle(60, 62, 64, 67))
    >>> part = piece.add("tune", mutating(tune, share=0.1, every=2), "Pluck")
    """
    within("mutating: bars", bars, 1, LONGEST_BARS)
    shares = number("mutating: share", share, 0.0, 1.0)
    periods = whole("mutating: every", every, 1, LONGEST_BARS)

    def chooser(live: Live, bar_beats: float) -> Choice:
        chance, period = shares(Run(live, "share")), periods(Run(live, "every"))
        random = live.draws("mutation")
        loop: Loop | None = None
        age = 0

        def choose(bar: int) -> Bar:
            nonlocal loop, age
            if bar < bars:
                return None
            if loop is None:
                start = live.beat - bars * bar_beats
                loop = heard_loop(live.heard, live.part, start, bars, bar_beats)
            age += 1
            if age > period():
                loop, age = mutated(loop, chance(), random, given(scale, live)), 1
            return loop.bar(bar)

        return choose

    return interrupted(function, bar_beats, chooser, "mutating", sys._getframe(1))


def repeating(
    function: PartFunction,
    chance: Value = 0.5,
    *,
    bars: Value = 1,
    history: Value = 8,
    source: str = "",
    bar_beats: float | None = None,
) -> PartFunction:
    """Return a part that now and then repeats some bars of what it or another part has played.

    chance: at each bar line, 0 to 1, that `bars` bars (1 to 64) from anywhere in the last `history`
    bars (1 to 256) are played again; else its own music goes on. source: the name of the part that
    is repeated; without one it is the part itself. bar_beats: the length of a bar, 0.001 to 10,000;
    None: by the piece's metre. Live values are clipped; raises PatternError for constants out of
    range. After the repeat voices of Noatikl (Intermorphic; Cole 2007).

    >>> from generator.composition import Piece, notes
    >>> from generator.patterns import cycle
    >>> piece = Piece("echoes")
    >>> tune = notes(cycle(60, 62, 64, 67, 69))
    >>> part = piece.add("tune", repeating(tune, 0.6, history=4), "Pluck")
    """
    chances = number("repeating: chance", chance, 0.0, 1.0)
    sizes = whole("repeating: bars", bars, 1, LONGEST_BARS)
    reaches = whole("repeating: history", history, 1, LONGEST_HISTORY)

    def chooser(live: Live, bar_beats: float) -> Choice:
        odds, size, reach = (
            each(Run(live, name))
            for each, name in ((chances, "chance"), (sizes, "bars"), (reaches, "history"))
        )
        random = live.draws("repeats")
        loop: Loop | None = None
        first = last = 0

        def choose(bar: int) -> Bar:
            nonlocal loop, first, last
            if bar >= last:
                loop = None
                span = min(size(), bar)
                if random.random() < odds() and span:
                    back = random.randrange(span, max(span, min(reach(), bar)) + 1)
                    start = live.beat - back * bar_beats
                    loop = heard_loop(live.heard, source or live.part, start, span, bar_beats)
                    first, last = bar, bar + span
            return loop and loop.bar(bar - first)

        return choose

    return interrupted(function, bar_beats, chooser, "repeating", sys._getframe(1))


def mutated(loop: Loop, share: float, random: Random, scale: AnyScale | None = None) -> Loop:
    """Return a loop some of whose notes have another pitch, each with a chance of `share`.

    With a scale a pitch moves by one or two degrees, and stays as near to those that the loop began
    with; without one it becomes another of them.

    >>> loop = Loop((HeardNote(0.0, Note(60)), HeardNote(1.0, Note(64))), 1, 4.0, (60, 64))
    >>> [note.pitch for _, note in mutated(loop, 1.0, Random(0)).notes]
    [64, 60]
    """
    return loop._replace(
        notes=tuple(
            HeardNote(beat, _changed(note, loop.pitches, random, scale))
            if random.random() < share
            else HeardNote(beat, note)
            for beat, note in loop.notes
        )
    )


def _changed(
    note: Note, pitches: tuple[float, ...], random: Random, scale: AnyScale | None
) -> Note:
    others = [pitch for pitch in pitches if pitch != note.pitch]
    if scale is not None:
        degree = scale.degree(note.pitch)
        lowest = scale.degree(pitches[0]) - FARTHEST
        highest = scale.degree(pitches[-1]) + FARTHEST
        near = range(max(lowest, degree - FARTHEST), min(highest, degree + FARTHEST) + 1)
        others = [scale.pitch(each) for each in near if each != degree]
    return note._replace(pitch=random.choice(others)) if others else note
