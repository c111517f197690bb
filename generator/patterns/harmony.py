"""Harmony: chords that change by the smoothest way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from generator.errors import PatternError, UsageError
from generator.patterns.arguments import clipped, number, whole, within
from generator.patterns.pattern import Pattern, Value, Values, pattern
from generator.patterns.run import Run
from generator.patterns.sequences import cycle
from generator.patterns.streams import stream
from generator.theory.chord import Chord
from generator.theory.chord_symbol import chord_named
from generator.theory.voice_leading import MOST_VOICES, smoothest

LOWEST, HIGHEST = 0, 135
LEAP = 9.0  # semitones up or down that a voice may be thrown before it settles, at smoothness 0

Voicing = tuple[int, ...]


@pattern
def harmony(
    chords: Pattern[Any] | Sequence[str | Chord | Voicing],
    rate: Value = 1.0,
    smoothness: Value = 1.0,
    *,
    low: Value = 48,
    high: Value = 72,
    voices: int = 0,
    parallels: Value = 1,
    ring: str = "",
) -> Values[Voicing]:
    """Return voicings of chords, each led from the one before.

    chords: symbols such as "Dm7", chords, or tuples of pitches or pitch classes; a pattern of
    chords or tuples, or a list of any, which goes round; N.C. leaves the one before. rate: the
    chance at each reading that the next chord comes, 0 (never) to 1 (each time). smoothness: at 1
    the voices move by the smallest sum of semitones, then the fewest of them; below, they
    are drawn to the middle of the range and thrown up or down before they settle, at 0 by up to 9
    semitones. low, high: the range, 0 to 135.
    voices: 1 to 8, or 0 for as many as each chord has. parallels: above 0.5, fifths and octaves may
    move in parallel. A chord that finds no room leaves the one before. ring: patterns of one ring
    change together in every part. Live values are clipped; raises PatternError for constants out
    of range, UsageError for a symbol that is none. Motion as in Tymoczko, The Geometry of Musical
    Chords (2006).

    >>> harmony(["C", "F", (7, 11, 2)], low=55, high=74)[:3].values()
    [(60, 64, 67), (60, 65, 69), (59, 62, 67)]
    """
    within("harmony: voices", voices, 0, MOST_VOICES)
    rates = number("harmony: rate", rate, 0.0, 1.0)
    smooth = number("harmony: smoothness", smoothness, 0.0, 1.0)
    edges = (
        whole("harmony: low", low, LOWEST, HIGHEST),
        whole("harmony: high", high, LOWEST, HIGHEST),
    )
    allowed = number("harmony: parallels", parallels)
    row = chords if isinstance(chords, Pattern) else cycle(*map(_named, chords))

    def values(run: Run) -> Iterator[Voicing]:
        chance, ease, parallel, read = rates(run), smooth(run), allowed(run), run.read(row)
        floor, ceiling = edges[0](run), edges[1](run)
        when = stream(run.player.seed, f"ring/{ring}") if ring else run.random
        voicing: Voicing = ()
        while True:
            moves = when.random() < chance()
            classes = _classes(read(), voices) if moves or not voicing else ()
            if classes:
                bottom, top = sorted((floor(), ceiling()))
                count = voices or len(classes)
                middle = _middle(bottom, top, count)
                start = _thrown(voicing, middle, ease(), run.random) if voicing else middle
                found = _voiced(start, classes, bottom, top, count, parallel() > 0.5)
                voicing = found or voicing
            yield voicing

    return values


def _voiced(
    start: Voicing, classes: Voicing, low: int, high: int, count: int, parallels: bool
) -> Voicing | None:
    """Return the smoothest voicing, with parallels where there is no other; None without any."""
    for lenient in dict.fromkeys((parallels, True)):
        try:
            return smoothest(start, classes, low, high, voices=count, parallels=lenient)
        except UsageError:
            continue
    return None


def _thrown(voicing: Voicing, middle: Voicing, smoothness: float, random: Random) -> Voicing:
    """Return where voices are led from: where they are, or nearer the middle and thrown about."""
    loose = 1.0 - smoothness
    homes = middle if len(middle) == len(voicing) else voicing
    return tuple(
        round(pitch + loose * (home - pitch + random.uniform(-LEAP, LEAP)))
        for pitch, home in zip(voicing, homes, strict=True)
    )


def _middle(low: int, high: int, count: int) -> Voicing:
    """Return voices evenly over a range."""
    return tuple(low + (high - low) * (voice + 1) // (count + 1) for voice in range(count))


def _named(chord: str | Chord | Voicing) -> Chord | Voicing:
    return chord_named(chord) if isinstance(chord, str) else chord


def _classes(chord: Any, voices: int) -> Voicing:
    """Return the pitch classes of a chord to sound; raises PatternError for what is none."""
    if isinstance(chord, Chord):
        return chord.reduced(voices or MOST_VOICES)
    if not isinstance(chord, tuple) or not 1 <= len(chord) <= MOST_VOICES:
        raise PatternError(f"harmony: {chord!r:.40} is no chord: give a tuple of 1 to 8 pitches")
    return tuple(round(clipped("harmony: pitch", pitch, LOWEST, HIGHEST)) % 12 for pitch in chord)
