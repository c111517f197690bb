"""Names of pitches, both ways.

A pitch is a number of semitones: 60 is middle C, C4 in scientific notation (Young 1939). A pitch
class is a pitch without its octave, 0 (C) to 11 (B).
"""

from __future__ import annotations

import re
from typing import overload

from generator.errors import UsageError

OCTAVE = 12
LETTERS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
ACCIDENTALS = {"#": 1, "♯": 1, "x": 2, "b": -1, "♭": -1}
SHARP_NAMES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
FLAT_NAMES = ("C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B")

_NAME = re.compile(r"([A-Ga-g])([#♯xb♭]*)(-?\d+)?")


def pitch_named(name: str) -> int:
    """Return the pitch of a name with its octave, such as "C#4", "Bb-1" or "F##3".

    An octave is that of the letter: B#3 is C4. Raises UsageError for a text that is no such name.

    >>> pitch_named("C4"), pitch_named("C#4"), pitch_named("B#3")
    (60, 61, 60)
    """
    semitones, octave = _parsed(name)
    if octave is None:
        raise UsageError(f"{name!r} has no octave: write {name}4 for the one of middle C")
    return semitones + OCTAVE * (int(octave) + 1)


def class_named(name: str) -> int:
    """Return the pitch class of a name; an octave in it does not matter.

    >>> class_named("Eb"), class_named("Cb5")
    (3, 11)
    """
    return _parsed(name)[0] % OCTAVE


def name_of(pitch: int, *, flats: bool = False) -> str:
    """Return the name of a pitch with its octave, its black keys spelt as sharps or flats.

    >>> name_of(61), name_of(61, flats=True), name_of(0)
    ('C#4', 'Db4', 'C-1')
    """
    return f"{class_name(pitch, flats=flats)}{pitch // OCTAVE - 1}"


def class_name(pitch: int, *, flats: bool = False) -> str:
    """Return the name of a pitch without its octave.

    >>> class_name(70), class_name(70, flats=True)
    ('A#', 'Bb')
    """
    return (FLAT_NAMES if flats else SHARP_NAMES)[pitch % OCTAVE]


@overload
def octave_near(pitch: int, centre: int) -> int: ...
@overload
def octave_near(pitch: float, centre: float) -> float: ...
def octave_near(pitch: float, centre: float) -> float:
    """Return a pitch moved by octaves to where it is nearest to a centre, the lower of two.

    >>> octave_near(60, 73), octave_near(60, 66)
    (72, 60)
    """
    return pitch - OCTAVE * ((pitch - centre + OCTAVE // 2) // OCTAVE)


def spelled(pitch_class: int, letter: str) -> str:
    """Return the spelling of a pitch class on a given letter, with the fewest accidentals.

    >>> spelled(6, "F"), spelled(6, "G"), spelled(5, "E")
    ('F#', 'Gb', 'E#')
    """
    away = octave_near(pitch_class, LETTERS[letter]) - LETTERS[letter]
    return letter + ("#" * away if away > 0 else "b" * -away)


def _parsed(name: str) -> tuple[int, str | None]:
    match = _NAME.fullmatch(name.strip())
    if match is None:
        raise UsageError(f"{name!r} is no pitch: write a letter A to G, # or b, and an octave")
    letter, accidentals, octave = match.groups()
    return LETTERS[letter.upper()] + sum(ACCIDENTALS[sign] for sign in accidentals), octave
