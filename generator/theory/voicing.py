"""Chords laid out in octaves: pitches from low to high, the chord's bass at the bottom.

Each voicing takes the lowest place from `low` up, in semitones (60 is middle C), and raises
RangeError where its top passes `high`. A chord of no classes gives no pitches.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from generator.errors import RangeError
from generator.theory.chord import Chord
from generator.theory.pitch import OCTAVE

HIGHEST = 127


def voiced(classes: Sequence[int], low: int) -> tuple[int, ...]:
    """Return pitches for pitch classes in their order, each as near above the last as can be.

    >>> voiced((0, 4, 7), 62)
    (72, 76, 79)
    """
    pitches = []
    for pitch_class in classes:
        low += (pitch_class - low) % OCTAVE
        pitches.append(low)
    return tuple(pitches)


def close(chord: Chord, low: int, high: int = HIGHEST) -> tuple[int, ...]:
    """Return a chord in close position: all voices within an octave above the bass.

    >>> close(Chord("C/E", 0, (0, 4, 7), 4), 48)
    (52, 55, 60)
    """
    return _within(chord, voiced(_ring(chord), low), high)


def drop_two(chord: Chord, low: int, high: int = HIGHEST) -> tuple[int, ...]:
    """Return a close position whose second voice from the top, the bass, lies an octave lower.

    After Levine, The Jazz Piano Book (1989); chords of fewer than three voices stay close.

    >>> drop_two(Chord("Cmaj7", 0, (0, 4, 7, 11), 0), 48)
    (48, 55, 59, 64)
    """
    ring = _ring(chord)
    if len(ring) < 3:
        return close(chord, low, high)
    bass, *upper = ring
    # The voice above the dropped one stays on top: the nearest above the bass's old place.
    top, *middle = upper
    pitches = voiced((bass, *middle, top), low)
    return _within(chord, pitches, high)


def spread(chord: Chord, low: int, high: int = HIGHEST) -> tuple[int, ...]:
    """Return a chord in open position: every second voice above the bass an octave higher.

    After Piston, Harmony (1941).

    >>> spread(Chord("C", 0, (0, 4, 7), 0), 48)
    (48, 55, 64)
    """
    pitches = close(chord, low)
    raised = [pitch + OCTAVE * (voice % 2) for voice, pitch in enumerate(pitches)]
    return _within(chord, tuple(sorted(raised)), high)


VOICINGS: Mapping[str, Callable[[Chord, int, int], tuple[int, ...]]] = {
    "close": close,
    "drop 2": drop_two,
    "spread": spread,
}


def _ring(chord: Chord) -> list[int]:
    """Return the classes once each, upwards from the bass."""
    if not chord:
        return []
    return sorted({*chord.classes, chord.bass}, key=lambda each: (each - chord.bass) % OCTAVE)


def _within(chord: Chord, pitches: tuple[int, ...], high: int) -> tuple[int, ...]:
    if pitches and pitches[-1] > high:
        raise RangeError(
            f"{chord} reaches pitch {pitches[-1]}, above {high}: start lower or choose another "
            "voicing"
        )
    return pitches
