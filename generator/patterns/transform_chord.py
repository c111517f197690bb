"""Transformations to harmony: rows of values fitted to scale and chord, and chords led smoothly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Protocol, runtime_checkable

from generator.errors import PatternError, UsageError
from generator.patterns.arguments import whole
from generator.patterns.pattern import Value, Values, pattern
from generator.patterns.run import Run
from generator.patterns.transform import each_note
from generator.theory.pitch import octave_near
from generator.theory.voice_leading import MOST_VOICES, smoothest

MIDDLE = 60
TWO_OCTAVES = 24  # room for every class of any chord, in any order

Chord = tuple[int, ...]


@runtime_checkable
class Nearest(Protocol):
    """What knows the nearest of its pitches: a scale."""

    def nearest(self, pitch: float) -> float:
        """Return the pitch nearest to another."""
        ...


@pattern
def quantise(p: Any, to: Any) -> Values[Any]:
    """Return every note at the nearest pitch of a scale or chord, the lower one of two.

    to: a scale (anything with `nearest(pitch)`), a tuple of pitches that count in every octave, or
    a pattern of such tuples, one read at each value. An empty one changes nothing.

    >>> from generator.patterns import seq
    >>> quantise(seq(61, 63, None, (66, 70)), (0, 4, 7)).values()
    [60, 64, None, (67, 72)]
    """

    def values(run: Run) -> Iterator[Any]:
        row, read = run.iterate(p), run.read(to)
        for value in row:
            yield each_note(value, _nearest(read()))

    return values


@pattern
def voice_led(
    chords: Any, low: Value = 48, high: Value = 76, parallels: bool = True
) -> Values[tuple[int, ...] | None]:
    """Return chords voiced so that their voices move least, from low to high, in semitones.

    chords: tuples of pitches or pitch classes, 1 to 8 of them, repeated ones taken once; a rest
    stays one. The first is voiced nearest to the middle of the range. low and high, whole numbers
    from 0 to 127, are read at each chord; high is taken as two octaves above low at least.
    parallels=False avoids parallel fifths and octaves where that can be. Tymoczko (2006).

    >>> from generator.patterns import seq
    >>> voice_led(seq((0, 4, 7), (5, 9, 0), (7, 11, 2), None)).values()
    [(60, 64, 67), (60, 65, 69), (59, 62, 67), None]
    """
    lows = whole("voice_led: low", low, 0, 127 - TWO_OCTAVES)
    highs = whole("voice_led: high", high, TWO_OCTAVES, 127)

    def values(run: Run) -> Iterator[tuple[int, ...] | None]:
        row, read_low, read_high = run.iterate(chords), lows(run), highs(run)
        last: Chord = ()
        for chord in row:
            bottom = read_low()
            top = max(read_high(), bottom + TWO_OCTAVES)
            if chord is None or chord == ():
                yield None
            else:
                last = _led(last, _classes(chord), bottom, top, parallels)
                yield last

    return values


def _led(last: Chord, classes: Chord, low: int, high: int, parallels: bool) -> Chord:
    middle = (low + high) // 2
    before = last or [round(octave_near(each, middle)) for each in classes]
    try:
        return smoothest(before, classes, low, high, voices=len(classes), parallels=parallels)
    except UsageError:
        return smoothest(before, classes, low, high, voices=len(classes))


def _classes(chord: Any) -> Chord:
    try:
        pitches = chord if isinstance(chord, tuple) else (chord,)
        classes = tuple(dict.fromkeys(round(pitch) % 12 for pitch in pitches))
    except (TypeError, ValueError, OverflowError):
        raise PatternError(
            f"voice_led: {chord!r:.40} is no chord: give a tuple of pitches"
        ) from None
    if len(classes) > MOST_VOICES:
        raise PatternError(f"voice_led: {len(classes)} voices: give 1 to {MOST_VOICES}")
    return classes


def _nearest(to: Any) -> Callable[[Any], Any]:
    if isinstance(to, Nearest):
        return to.nearest
    pitches = to if isinstance(to, tuple) else (to,)
    return lambda note: min(
        (octave_near(pitch, note) for pitch in pitches if pitch is not None),
        key=lambda pitch: (abs(pitch - note), pitch),
        default=note,
    )
