"""Parts made of patterns alone."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from math import isfinite
from numbers import Real
from typing import Any

from generator.composition.layers import ending
from generator.composition.live import Live
from generator.composition.note import Note, Rest
from generator.composition.origin import originating
from generator.composition.piece import PartFunction, Step
from generator.errors import PatternError
from generator.patterns.pattern import Value
from generator.patterns.run import Run


def notes(
    pitch: Any,
    *,
    step: Value = 1.0,
    length: Value = 1.0,
    amplitude: Value = 0.5,
    pan: Value = 0.5,
    delay_seconds: Value = 0.0,
    controls: Sequence[Value] = (),
) -> PartFunction:
    """Return a part that draws one value of each pattern at each of its steps.

    pitch: semitones, a tuple for a chord, None for a rest. step: beats until the next one. length:
    how long a note sounds, as a factor of its step. The others are as Note has them. It ends with
    the first pattern that ends, and stops with a PatternError at a value that is no number.

    >>> from generator.composition import Piece
    >>> from generator.patterns import cycle
    >>> piece = Piece("up")
    >>> part = piece.add("bells", notes(cycle(60, 64, None) + 12, step=cycle(1, 0.5)), "Bell")
    """
    rows = {
        "step": step,
        "length": length,
        "amplitude": amplitude,
        "pan": pan,
        "delay": delay_seconds,
        **{f"p{number}": value for number, value in enumerate(controls, start=8)},
    }

    def play(live: Live) -> Iterator[Step]:
        read_pitch = Run(live, "pitch").read(pitch)
        read = [_reader(live, name, row) for name, row in rows.items()]
        while True:
            heard = read_pitch()
            beats, factor, loudness, place, delay, *more = [each() for each in read]
            chord = heard if isinstance(heard, tuple) else () if heard is None else (heard,)
            rest = (loudness, place, beats, delay, tuple(more))
            yield [
                Note(_checked(each, live, "pitch", pitch), beats * factor, *rest) for each in chord
            ] or Rest(beats)

    return originating(ending(play), f"notes({pitch!r})", sys._getframe(1))


def _checked(value: Any, live: Live, name: str, row: Any) -> float:
    """Return a value that a pattern gave; raises PatternError for what is no finite number."""
    if isinstance(value, int | float | Real):
        number = float(value)
        if isfinite(number):
            return number
    raise PatternError(
        f"part {live.part!r}: {name} = {row!r} gave {value!r:.40}, which is no number: "
        "let it give finite numbers"
    )


def _reader(live: Live, name: str, row: Any) -> Callable[[], float]:
    read = Run(live, name).read(row)
    return lambda: _checked(read(), live, name, row)
