"""Tracks: one part out of lanes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence

from generator.composition.layers import ending
from generator.composition.live import Live, given
from generator.composition.note import Note, Rest
from generator.composition.origin import originating
from generator.composition.piece import PartFunction, Step
from generator.patterns.arguments import Argument, number, whole
from generator.patterns.pattern import Value
from generator.patterns.run import Run
from generator.theory.any_scale import AnyScale

FARTHEST = 256
MOST_RATCHETS = 16
MOST_RUN = 8  # tones
LONGEST_GLIDE = 0.95
LONGEST_BEATS = 10_000.0

Scale = AnyScale | Callable[[Live], AnyScale]


def track(
    scale: Scale,
    *,
    trigger: Value = 1,
    note: Value = 0,
    alternate: Value = 0,
    octave: Value = 0,
    duration: Value = 0.9,
    ratchet: Value = 1,
    glide: Value = 0.0,
    amplitude: Value = 0.5,
    step: Value = 0.25,
) -> PartFunction:
    """Return a part that reads one value of each lane at each of its steps.

    scale: given as such or as a function of the live state. trigger: a note sounds where it is
    above 0.5. note, alternate: degrees of the scale, which add up. octave: so many turns of the
    scale up or down. duration: factor of the step. ratchet: how many times the note is struck in
    its step, 1 to 16. glide: the share of the step, 0 to 0.95, in which the degrees between the
    last note and this one run up to it, 8 at most. amplitude: 0 to 1. step: in beats, above 0. It
    ends with the first lane that ends. Live values are clipped; raises PatternError for constants
    out of range. After Kria (Monome, 2016).

    >>> from generator.composition import Piece
    >>> from generator.patterns.lanes import lane
    >>> from generator.theory import Scale
    >>> piece, dorian = Piece("lanes"), Scale.named("dorian", "D4")
    >>> lanes = {"trigger": lane((1, 0, 1, 1)), "note": lane((0, 2, 4), direction="drunk")}
    >>> part = piece.add("keys", track(dorian, **lanes, octave=lane((0, 1), divider=7)), "Keys")
    """
    arguments = (
        number("track: trigger", trigger),
        *(
            whole(f"track: {name}", value, -FARTHEST, FARTHEST)
            for name, value in (("note", note), ("alternate", alternate), ("octave", octave))
        ),
        number("track: duration", duration, 0.001, 1000.0),
        whole("track: ratchet", ratchet, 1, MOST_RATCHETS),
        number("track: glide", glide, 0.0, LONGEST_GLIDE),
        number("track: amplitude", amplitude, 0.0, 1.0),
        number("track: step", step, 1e-6, LONGEST_BEATS),
    )

    return originating(ending(_playing(scale, arguments)), "track", sys._getframe(1))


def _playing(scale: Scale, arguments: Sequence[Argument]) -> PartFunction:
    def play(live: Live) -> Iterator[Step]:
        run = Run(live, "track")
        reads = [argument(run) for argument in arguments]
        last: int | None = None
        while True:
            sounds, degree, more, turns, length, strokes, slide, loud, beats = (
                read() for read in reads
            )
            if sounds <= 0.5:
                yield Rest(beats)
                continue
            row = given(scale, live)
            place = degree + more + turns * len(row)
            run_up = _between(place if last is None else last, place) if slide else []
            yield from _struck(row, run_up, slide * beats, length, loud)
            left = beats * (1.0 - slide) if run_up else beats
            yield from _struck(row, [place] * strokes, left, length, loud)
            last = place

    return play


def _between(start: int, end: int) -> list[int]:
    """Return the degrees between two, the last 8 of them, in the order in which one goes."""
    way = 1 if end > start else -1
    return list(range(start + way, end, way))[-MOST_RUN:] if end != start else []


def _struck(
    scale: AnyScale, degrees: list[int], beats: float, length: float, amplitude: float
) -> Iterator[Note]:
    """Yield degrees of a scale that share so many beats."""
    for degree in degrees:
        step_beats = beats / len(degrees)
        yield Note(scale.pitch(degree), step_beats * length, amplitude, step_beats=step_beats)
