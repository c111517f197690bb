"""Chords by degree of a key, as Roman numerals.

After Weber, Versuch einer geordneten Theorie der Tonsetzkunst (1817 to 1821): capitals are major
triads, small letters minor ones. Figures are those of the figured bass.
"""

from __future__ import annotations

import re

from generator.errors import UsageError
from generator.theory.chord import Chord
from generator.theory.chord_quality import intervals_of
from generator.theory.pitch import ACCIDENTALS, OCTAVE
from generator.theory.scale import Scale

LONGEST_SYMBOL = 64
NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii")
MAJOR_STEPS = (0, 2, 4, 5, 7, 9, 11)
TRIADS = {"o": "dim", "°": "dim", "dim": "dim", "ø": "ø", "Ø": "ø", "+": "aug", "aug": "aug"}
INVERSIONS = {"6": 1, "64": 2, "65": 1, "43": 2, "42": 3, "2": 3}
DIATONIC = ((9, 8, "b9"), (11, 10, "#11"), (13, 12, "b13"))  # number, degrees up, if not natural
NATURAL = {9: 2, 11: 5, 13: 9}

_SYMBOL = re.compile(
    r"([#b♯♭]*)(VII|VI|IV|V|III|II|I|vii|vi|iv|v|iii|ii|i)"
    r"(°|o(?!mit)|ø|Ø|\+|dim|aug)?(65|64|43|42|6|2|)(13|11|9|7|)(.*)"
)
_APPLIED = re.compile(r"/(?=[#b♯♭]*[IViv])")


def chord_in(symbol: str, key: Scale) -> Chord:
    """Return the chord of a Roman numeral in a key, a scale of seven steps.

    Capitals are major triads, small letters minor; o or ° diminishes, ø is a half-diminished
    seventh, + augments. 7, 9, 11 and 13 add thirds of the key; 6, 64, 65, 43, 42 or 2 are
    inversions; what chord symbols have may follow ("V7b9", "Imaj7", "Vsus4"). A sign in front
    counts from the major scale: bVII lies ten semitones above the tonic in every key. A diminished
    vii stands on the leading note in minor too. "V7/V" is in the key of the chord after the slash.
    Raises UsageError for a text that is no such symbol.

    >>> c = Scale.named("major", "C4")
    >>> chord_in("ii7", c).classes, chord_in("V65", c).bass, chord_in("V7/V", c).classes
    ((2, 5, 9, 0), 11, (2, 6, 9, 0))
    """
    text = symbol.strip()
    if len(key) != len(NUMERALS):
        raise UsageError(f"{symbol!r:.80} needs a scale of seven steps, not {len(key)}: {key.name}")
    if len(text) > LONGEST_SYMBOL:
        raise UsageError(f"{symbol!r:.80} is no chord of a key: write such as ii7, V or bVII")
    head, *target = _APPLIED.split(text, maxsplit=1)
    if target:
        key = _key_of(chord_in(target[0], key))
    return _parsed(text, head, key)


def chords_in(symbols: str, key: Scale) -> tuple[Chord, ...]:
    """Return the chords of Roman numerals between spaces and bar lines.

    >>> [chord.root for chord in chords_in("ii7 V7 | I", Scale.named("major", "C4"))]
    [2, 7, 0]
    """
    return tuple(chord_in(symbol, key) for symbol in symbols.replace("|", " ").split())


def _key_of(chord: Chord) -> Scale:
    return Scale.named("minor" if 3 in chord.intervals else "major", 60 + chord.root)


def _parsed(name: str, text: str, key: Scale) -> Chord:
    match = _SYMBOL.fullmatch(text)
    if match is None:
        raise UsageError(f"{text!r} is no chord of a key: write a numeral such as ii7, V or bVII")
    signs, numeral, mark, figure, number, rest = match.groups()
    degree = NUMERALS.index(numeral.lower())
    triad = TRIADS[mark] if mark else ("" if numeral.isupper() else "m")
    above = _above(key, degree, signs, triad)
    number = "7" if figure in ("65", "43", "42", "2") else number
    quality = triad + _thirds(key, degree, above, number, triad) + rest
    root = (key.tonic + above) % OCTAVE
    classes = tuple((root + interval) % OCTAVE for interval in intervals_of(quality, name))
    inversion = INVERSIONS.get(figure, 0)
    if inversion >= len(classes):
        raise UsageError(f"{text!r}: a chord of {len(classes)} classes has no such inversion")
    return Chord(name, root, classes, classes[inversion])


def _above(key: Scale, degree: int, signs: str, triad: str) -> int:
    """Return how far the root lies above the tonic, in semitones."""
    if signs:
        return (MAJOR_STEPS[degree] + sum(ACCIDENTALS[sign] for sign in signs)) % OCTAVE
    above = key.steps[degree]
    leading = degree == 6 and triad in ("dim", "ø") and above == 10
    return 11 if leading and _interval(key, degree, 4) != 6 else above


def _thirds(key: Scale, degree: int, above: int, number: str, triad: str) -> str:
    """Return the figure of stacked thirds with the signs that the key gives them."""
    if not number or above != key.steps[degree] or triad in ("dim", "ø"):
        return number
    major = "maj" if _interval(key, degree, 6) == 11 else ""
    signs = (
        sign
        for figure, up, sign in DIATONIC
        if figure <= int(number)
        and not (figure == 11 and number == "13")
        and _interval(key, degree, up) != NATURAL[figure]
    )
    return major + number + "".join(signs)


def _interval(key: Scale, degree: int, up: int) -> int:
    return (key.pitch(degree + up) - key.pitch(degree)) % OCTAVE
