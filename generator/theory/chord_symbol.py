"""Chords by symbol, as on a lead sheet."""

from __future__ import annotations

import re

from generator.errors import UsageError
from generator.theory.chord import NO_CHORD, Chord
from generator.theory.chord_quality import intervals_of
from generator.theory.pitch import OCTAVE, class_named

LONGEST_SYMBOL = 64

_SYMBOL = re.compile(r"([A-G][#♯xb♭]*)(.*?)(?:/([A-G][#♯xb♭]*))?")
_SILENT = ("N.C.", "NC", "n.c.", "N.C", "nc")


def chord_named(symbol: str) -> Chord:
    """Return the chord of a symbol such as "Cmaj7#11/E", "F#m7b5", "C6/9", "G7alt" or "N.C.".

    A letter after a slash is the bass. Accidentals belong to the root as far as they can: Bb9 is
    the ninth chord of B flat. `alt` raises fifth and ninth. Raises UsageError for a text that is
    no symbol, with the part that is not understood.

    >>> chord_named("F#m7b5").classes, chord_named("C/E").bass, len(chord_named("N.C."))
    ((6, 9, 0, 4), 4, 0)
    """
    text = symbol.strip()
    if text in _SILENT:
        return NO_CHORD
    match = _SYMBOL.fullmatch(text) if len(text) <= LONGEST_SYMBOL else None
    if match is None:
        raise UsageError(f"chord {symbol!r:.80}: write a root A to G first, such as Ebmaj7 or C/E")
    root_name, quality, bass_name = match.groups()
    root = class_named(root_name)
    classes = tuple((root + above) % OCTAVE for above in intervals_of(quality, text))
    return Chord(text, root, classes, class_named(bass_name) if bass_name else root)


def chords_named(symbols: str) -> tuple[Chord, ...]:
    """Return the chords of symbols between spaces and bar lines.

    >>> [str(chord) for chord in chords_named("Dm7 G7 | Cmaj7")]
    ['Dm7', 'G7', 'Cmaj7']
    """
    return tuple(map(chord_named, symbols.replace("|", " ").split()))
