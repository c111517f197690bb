"""Meters: claves, bells and talas, and several meters at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import cycle as endless
from typing import Any

from generator.patterns.arguments import number, present, whole
from generator.patterns.pattern import Pattern, Value, Values, pattern
from generator.patterns.run import Run
from generator.theory.rhythm import durations
from generator.theory.rhythm_table import metre_named, timeline_named
from generator.theory.tala import Tala, tala_named

MOST_COUNTED = 64
BEATS = (1e-3, 1000.0)

Onset = tuple[tuple[int, ...], float]


@pattern
def timeline(name: str) -> Values[int]:
    """Return 1 and 0 for the hits and rests of a clave or bell pattern of that name, for ever.

    The names are those of generator.theory.rhythm_table: "son clave", "rumba 2-3", "bembe" …;
    raises UnknownNameError with the nearest. Toussaint (2013).

    >>> timeline("son clave")[:16].values()
    [1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0]
    """
    hits = tuple(map(int, timeline_named(name)))
    return lambda run: endless(hits)


@pattern
def timeline_steps(name: str, unit: Value = 0.25) -> Values[float]:
    """Return the beats from each hit of a timeline to the next, its first one first, for ever.

    unit: the beats of one of its steps, read at each hit; name as in timeline.

    >>> timeline_steps("son clave")[:5].values()
    [0.75, 0.75, 1.0, 0.5, 1.0]
    """
    return _lengths("timeline_steps", durations(timeline_named(name)), unit)


@pattern
def metre_steps(name: str, unit: Value = 0.5) -> Values[float]:
    """Return the beats of each stroke of a usul, or of each group of an aksak metre, for ever.

    The names are those of generator.theory.rhythm_table: "kopanitsa", "duyek" …; unit: the beats of
    one of its steps, read at each. Özkan (1984), Brăiloiu (1951).

    >>> metre_steps("ruchenitsa")[:3].values()
    [1.0, 1.0, 1.5]
    """
    return _lengths("metre_steps", metre_named(name), unit)


@pattern
def tala(
    name: str, sam: Any = 1.0, clap: Any = 0.75, wave: Any = 0.5, beat: Any = 0.25
) -> Values[Any]:
    """Return a value for each beat of a tala, by the hand's sign on it, for ever.

    sam: on the first beat; clap: where another group begins; wave: where a group begins with a
    wave (khali), and on a drutam's second beat; beat: on the others. Numbers, None for a rest,
    chords or patterns. The names are those of generator.theory.tala: "teental", "misra jhampa" …;
    raises UnknownNameError with the nearest. Clayton (2000), Sambamoorthy (1949).

    >>> tala("rupak", clap=2, wave=3)[:7].values()
    [1.0, 0.25, 0.25, 2, 0.25, 2, 0.25]
    """
    signs = _signs(tala_named(name))

    def values(run: Run) -> Iterator[Any]:
        read = {"sam": run.read(sam), "clap": run.read(clap)}
        read |= {"wave": run.read(wave), "beat": run.read(beat)}
        for sign in endless(signs):
            yield read[sign]()

    return values


@pattern
def polyrhythm(*counts: Value, beats: Value = 4.0) -> Values[float]:
    """Return the steps in beats of several even rhythms at once, such as 3 against 2, for ever.

    counts: how many even hits each has in a round of `beats`, 1 to 64; all are read at the start of
    a round, above 0 to 1,000 beats. `polyrhythm_layers` says which of them hit. After Cowell, New
    Musical Resources (1930).

    >>> polyrhythm(3, 2, beats=6)[:4].values()
    [2.0, 1.0, 1.0, 2.0]
    """
    arguments = _counted("polyrhythm", counts)
    lengths = number("polyrhythm: beats", beats, *BEATS)

    def values(run: Run) -> Iterator[float]:
        read, length = [argument(run) for argument in arguments], lengths(run)
        while True:
            onsets, span = _onsets(tuple(each() for each in read)), length()
            yield from [share * span for _, share in onsets]

    return values


@pattern
def polyrhythm_layers(*counts: Value) -> Values[Any]:
    """Return which of several even rhythms hit, from 0, at each step of `polyrhythm`, for ever.

    A tuple where several hit at once: `polyrhythm_layers(3, 2) * 7 + 60` plays them as pitches.

    >>> polyrhythm_layers(3, 2)[:4].values()
    [(0, 1), 0, 1, 0]
    """
    arguments = _counted("polyrhythm_layers", counts)

    def values(run: Run) -> Iterator[Any]:
        read = [argument(run) for argument in arguments]
        while True:
            for layers, _ in _onsets(tuple(each() for each in read)):
                yield layers if len(layers) > 1 else layers[0]

    return values


@pattern
def polymeter(*rows: Pattern[Any] | Sequence[Any]) -> Values[Any]:
    """Return rows of different lengths over one pulse, each coming round by itself, as chords.

    At each step the notes of all rows, in their order, or a rest where none has one; a pattern that
    ends begins anew. Raises PatternError for no row and for an empty one.

    >>> polymeter((60, None), (67, None, None))[:6].values()
    [(60, 67), None, 60, 67, 60, None]
    """
    parts = [_round(each) for each in present("polymeter", rows)]

    def values(run: Run) -> Iterator[Any]:
        for sounding in zip(*map(run.iterate, parts), strict=False):
            chord: tuple[Any, ...] = ()
            for value in sounding:
                chord += value if isinstance(value, tuple) else () if value is None else (value,)
            yield chord if len(chord) > 1 else chord[0] if chord else None

    return values


def _round(part: Pattern[Any] | Sequence[Any]) -> Pattern[Any]:
    if isinstance(part, Pattern):
        return part.forever()
    values = present("polymeter", part)
    return Pattern(lambda run: endless(values), "row")


def _lengths(name: str, lengths: Sequence[int], unit: Value) -> Values[float]:
    units = number(f"{name}: unit", unit, *BEATS)

    def values(run: Run) -> Iterator[float]:
        read = units(run)
        for length in endless(lengths):
            yield float(length * read())

    return values


def _counted(name: str, counts: Sequence[Value]) -> list[Any]:
    return [whole(f"{name}: count", count, 1, MOST_COUNTED) for count in present(name, counts)]


@lru_cache
def _onsets(counts: tuple[int, ...]) -> list[Onset]:
    """Return which of several even rhythms hit, and what share of a round it is to the next."""
    places = sorted({Fraction(hit, count) for count in counts for hit in range(count)})
    return [
        (
            tuple(layer for layer, count in enumerate(counts) if place * count % 1 == 0),
            float(following - place),
        )
        for place, following in zip(places, [*places[1:], Fraction(1)], strict=True)
    ]


def _signs(tala: Tala) -> list[str]:
    signs = ["beat"] * tala.beats
    for start, sign in zip(tala.starts, tala.signs, strict=True):
        signs[start] = "wave" if sign == "0" else "clap"
        if sign == "o":
            signs[start + 1] = "wave"
    signs[0] = "sam"
    return signs
