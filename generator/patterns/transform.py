"""Transformations of pitch: rows of values, moved, mirrored and shaped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any

from generator.errors import PatternError
from generator.patterns.arguments import number, present
from generator.patterns.pattern import Value, Values, broadcast, fixed, pattern
from generator.patterns.run import Run
from generator.theory.pitch import octave_near


@pattern
def transpose(p: Any, semitones: Value) -> Values[Any]:
    """Return every value moved by so many semitones, or scale degrees, read at each value.

    >>> from generator.patterns import seq
    >>> transpose(seq(60, (64, 67), None), -12).values()
    [48, (52, 55), None]
    """
    return lambda run: run.iterate(p + semitones if fixed(p) is None else semitones + p)


@pattern
def invert(p: Any, axis: Value | None = None) -> Values[Any]:
    """Return every value mirrored at an axis, in the values' own unit; None: the first note.

    A chord is mirrored note by note. The axis is read at each value.

    >>> from generator.patterns import seq
    >>> invert(seq(60, 64, 67)).values(), invert(seq(0, 2, 4), axis=3).values()
    ([60, 56, 53], [6, 4, 2])
    """

    def values(run: Run) -> Iterator[Any]:
        row, read = run.iterate(p), None if axis is None else run.read(axis)
        first: Any = None
        for value in row:
            if first is None and value not in (None, ()):
                first = value[0] if isinstance(value, tuple) else value
            centre = first if read is None else read()
            yield each_note(value, partial(_mirrored, centre))

    return values


@pattern
def register(p: Any, centre: Value) -> Values[Any]:
    """Return every note in the octave in which it lies nearest to a centre, in semitones.

    The centre is read at each value, so a line or an envelope takes the row through the registers.

    >>> from generator.patterns import cycle, seq
    >>> register(cycle(0, 4, 7), seq(60, 62, 64, 66, 84)).values()
    [60, 64, 67, 60, 88]
    """
    centres = number("register: centre", centre)

    def values(run: Run) -> Iterator[Any]:
        row, read = run.iterate(p), centres(run)
        for value in row:
            yield each_note(value, partial(octave_near, centre=read()))

    return values


@pattern
def contour(p: Any, shape: Sequence[float]) -> Values[Any]:
    """Return the values, as many at a time as the shape has places, in the shape's order of height.

    shape: a number for each place, such as (0, 2, 1, 3); only their order counts. Rests stay where
    they are, chords go by their lowest note. A last, shorter bar follows the shape's beginning.
    Friedmann (1985), Morris (1987).

    >>> from generator.patterns import seq
    >>> contour(seq(60, 62, 64, 65), (3, 1, 2, 0)).values()
    [65, 62, 64, 60]
    """
    heights = tuple(present("contour: shape", shape))
    return lambda run: _contoured(run.iterate(p), heights)


@pattern
def linlin(
    p: Any, in_low: float, in_high: float, out_low: Value = 0.0, out_high: Value = 1.0
) -> Values[Any]:
    """Return values of one range in another, in proportion; what lies outside is clipped.

    The outer bounds are read at each value. Raises PatternError for an inner range of no width.

    >>> from generator.patterns import seq
    >>> linlin(seq(-20, 0, 25), -20, 20, 48, 72).values()
    [48.0, 60.0, 72.0]
    """
    if not in_low < in_high:
        raise PatternError(
            f"linlin: {in_low!r} is not below {in_high!r}: give a range of the input"
        )

    lows, highs = number("linlin: out_low", out_low), number("linlin: out_high", out_high)

    def values(run: Run) -> Iterator[Any]:
        row, read_low, read_high = run.iterate(p), lows(run), highs(run)
        for value in row:
            low = read_low()
            rise = (read_high() - low) / (in_high - in_low)
            yield each_note(value, partial(_placed, in_low, in_high, low, rise))

    return values


def each_note(value: Any, change: Callable[[Any], Any]) -> Any:
    """Return a value changed, a chord note by note, a rest as it is; PatternError for no number.

    >>> each_note((60, 64), lambda note: note + 1), each_note(None, abs)
    ((61, 65), None)
    """
    try:
        return broadcast(lambda note, _: change(note), value, 0)
    except (TypeError, ValueError, ArithmeticError) as error:
        raise PatternError(f"a value {value!r:.40} that is no number: {error}") from None


def _mirrored(axis: float, note: float) -> float:
    return 2 * axis - note


def _placed(in_low: float, in_high: float, low: float, rise: float, note: float) -> float:
    return low + rise * (min(max(note, in_low), in_high) - in_low)


def _contoured(row: Iterator[Any], shape: tuple[float, ...]) -> Iterator[Any]:
    while bar := list(islice(row, len(shape))):
        places = [place for place, value in enumerate(bar) if value is not None]
        heights = sorted((bar[place] for place in places), key=_height)
        for place, value in zip(sorted(places, key=shape.__getitem__), heights, strict=True):
            bar[place] = value
        yield from bar


def _height(value: Any) -> float:
    lowest = min(value, default=0.0) if isinstance(value, tuple) else value
    if isinstance(lowest, int | float):
        return lowest
    raise PatternError(f"contour: {value!r:.40} is no number: give pitches, chords and rests")
