"""Touch: how a line is played, stretched, struck again, a little off the beat.

Each function takes a part function and returns another, as those of `phrases` do.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from generator.composition.layers import notes_of, step_beats, stepped, told
from generator.composition.live import Live
from generator.composition.note import MAXIMUM_DELAY_SECONDS, Note
from generator.composition.piece import PartFunction, Step
from generator.composition.sway import Sway
from generator.patterns.arguments import number, whole
from generator.patterns.pattern import Value
from generator.patterns.run import Run
from generator.patterns.transform_time import FACTORS, MOST_TIMES, shares

SWAY_DEVIATION = 0.13


def augmented(function: PartFunction, factor: Value = 2.0) -> PartFunction:
    """Return a line so many times as slow; a factor below 1 diminishes it.

    factor: 0.001 to 1,000, read at each step.

    >>> from generator.composition import Piece, notes
    >>> from generator.patterns import cycle
    >>> part = Piece("slow").add("a", augmented(notes(cycle(60, 62)), 4), "Pluck")
    """
    factors = number("augmented: factor", factor, *FACTORS)

    def play(live: Live) -> Iterator[Step]:
        read = factors(Run(live, "augmented"))
        for step in function(live):
            by = read()
            notes = [
                note._replace(duration_beats=note.duration_beats * by) for note in notes_of(step)
            ]
            yield stepped(notes, step_beats(step) * by)

    return told("augmented", play, function, sys._getframe(1))


def ratcheted(
    function: PartFunction,
    times: Value = 2,
    chance: Value = 1.0,
    curve: Value = 1.0,
    decay: Value = 1.0,
) -> PartFunction:
    """Return a line whose notes are struck several times within their steps, by chance.

    times: 1 to 64; chance: 0 to 1; curve: 0.1 to 10, how many times as long as the last each share
    of a step is; decay: 0 to 1, factor of the amplitude from one to the next. All are read at each
    step that has notes. As on sequencers since the Moog 960 of Tangerine Dream (about 1974).

    >>> from generator.composition import Piece, notes
    >>> from generator.patterns import cycle
    >>> line = ratcheted(notes(cycle(60, 62)), times=cycle(2, 3, 4), chance=0.3)
    >>> part = Piece("ratchets").add("a", line, "Pluck")
    """
    arguments = (
        whole("ratcheted: times", times, 1, MOST_TIMES),
        number("ratcheted: chance", chance, 0.0, 1.0),
        number("ratcheted: curve", curve, 0.1, 10.0),
        number("ratcheted: decay", decay, 0.0, 1.0),
    )

    def play(live: Live) -> Iterator[Step]:
        run = Run(live, "ratcheted")
        read, random = [argument(run) for argument in arguments], run.random
        for step in function(live):
            count, will, bend, loss = (each() for each in read) if notes_of(step) else (1, 0, 1, 1)
            if count > 1 and random.random() < will:
                yield from _struck(step, int(count), bend, loss)
            else:
                yield step

    return told("ratcheted", play, function, sys._getframe(1))


def humanised(function: PartFunction, spread_seconds: Value = 0.008) -> PartFunction:
    """Return a line whose notes stray from the beat as a player's do: near 1/f (Hennig 2011).

    spread_seconds: the standard deviation, 0 to 0.1, read at each step. Notes come two deviations
    late on average, so that they may come early too, and 1 second late at most; steps are kept.

    >>> from generator.composition import Piece, notes
    >>> from generator.patterns import cycle
    >>> part = Piece("human").add("a", humanised(notes(cycle(60, 62)), 0.012), "Pluck")
    """
    spreads = number("humanised: spread_seconds", spread_seconds, 0.0, 0.1)

    def play(live: Live) -> Iterator[Step]:
        run = Run(live, "humanised")
        read, sway = spreads(run), Sway(run.random)
        for step in function(live):
            late = read() * max(0.0, 2.0 + (sway() - 0.5) / SWAY_DEVIATION)
            yield stepped([_later(note, late) for note in notes_of(step)], step_beats(step))

    return told("humanised", play, function, sys._getframe(1))


def _struck(step: Step, times: int, curve: float, decay: float) -> Iterator[Step]:
    whole_beats = step_beats(step) or 1.0
    for order, beats in enumerate(shares(step_beats(step), times, curve)):
        share = beats / whole_beats
        notes = [
            note._replace(
                duration_beats=note.duration_beats * share,
                amplitude=note.amplitude * decay**order,
            )
            for note in notes_of(step)
        ]
        yield stepped(notes, beats)


def _later(note: Note, seconds: float) -> Note:
    return note._replace(delay_seconds=min(note.delay_seconds + seconds, MAXIMUM_DELAY_SECONDS))
