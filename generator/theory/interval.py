"""Names of intervals, both ways.

A name is a quality and a number of letters, both ends counted: P perfect, M major, m minor, A or +
augmented, d or ° diminished (twice for doubly so); numbers above 8 are compound, a minus sign in
front goes down. Sizes are in semitones.
"""

from __future__ import annotations

import re

from generator.errors import UsageError
from generator.theory.pitch import OCTAVE

LETTERS_IN_AN_OCTAVE = 7
WIDEST_NUMBER = 99  # fourteen octaves
NATURAL = (0, 2, 4, 5, 7, 9, 11)  # perfect and major intervals on each number
PERFECT = frozenset({0, 3, 4})
NUMBERS = (1, 2, 2, 3, 3, 4, 4, 5, 6, 6, 7, 7)  # the usual number of each size

_NAME = re.compile(r"(-?)(P|M|m|[A+]{1,3}|[d°]{1,3})(\d{1,2})")


def interval_named(name: str) -> int:
    """Return the size in semitones of an interval, such as "m3", "P5", "A11", "-M2" or "TT".

    Raises UsageError for a text that is no such name, for a quality that its number does not have
    (a third is never perfect), and for one below a unison (write -A1 for d1).

    >>> interval_named("m3"), interval_named("A4"), interval_named("M9"), interval_named("-P8")
    (3, 6, 14, -12)
    """
    text = name.strip()
    if text.lstrip("-") == "TT":
        return -6 if text.startswith("-") else 6
    match = _NAME.fullmatch(text)
    if match is None or int(match[3]) == 0:
        raise UsageError(
            f"{name!r} is no interval: write P, M, m, A or d and a number from 1 to {WIDEST_NUMBER}"
        )
    sign, quality, number = match[1], match[2], int(match[3])
    size = _natural(number) + _altered(name, quality, number)
    if size < 0:
        raise UsageError(f"{name!r} is smaller than a unison: write the interval that goes down")
    return -size if sign else size


def interval_name(semitones: int, number: int | None = None) -> str:
    """Return the name of an interval in semitones, on a number of letters or on the usual one.

    The usual number of six semitones is 4. Raises UsageError for a number from which the size is
    more than three semitones away, and for one outside 1 to 99.

    >>> interval_name(7), interval_name(-15), interval_name(6), interval_name(6, number=5)
    ('P5', '-m10', 'A4', 'd5')
    """
    size, sign = abs(semitones), "-" if semitones < 0 else ""
    octaves, rest = divmod(size, OCTAVE)
    letters = octaves * LETTERS_IN_AN_OCTAVE + NUMBERS[rest] if number is None else number
    if number is None and size and not rest:  # an octave is an eighth, not a first of the next
        letters = octaves * LETTERS_IN_AN_OCTAVE + 1
    if not 1 <= letters <= WIDEST_NUMBER:
        raise UsageError(f"an interval has a number from 1 to {WIDEST_NUMBER}, not {letters}")
    return f"{sign}{_quality(size, letters)}{letters}"


def _natural(number: int) -> int:
    octaves, letter = divmod(number - 1, LETTERS_IN_AN_OCTAVE)
    return octaves * OCTAVE + NATURAL[letter]


def _is_perfect(number: int) -> bool:
    return (number - 1) % LETTERS_IN_AN_OCTAVE in PERFECT


def _altered(name: str, quality: str, number: int) -> int:
    perfect = _is_perfect(number)
    if quality[0] in "A+":
        return len(quality)
    if quality[0] in "d°":
        return -len(quality) if perfect else -len(quality) - 1
    if perfect is (quality != "P"):
        raise UsageError(f"{name!r}: a {number} is {'perfect' if perfect else 'major or minor'}")
    return -1 if quality == "m" else 0


def _quality(size: int, number: int) -> str:
    away = size - _natural(number)
    names = {0: "P"} if _is_perfect(number) else {0: "M", -1: "m"}
    lowest = min(names)
    below, above = lowest - away, away
    if away in names:
        return names[away]
    if 0 < above <= 3:
        return "A" * above
    if 0 < below <= 3:
        return "d" * below
    raise UsageError(f"{size} semitones are no interval of number {number}")
