"""Tunings made of fifths: Pythagorean, meantone and the well temperaments.

Sources of the wells: Werckmeister, Musicalische Temperatur (1691; III to V); Kirnberger, Die Kunst
des reinen Satzes (1771; II) and a letter to Forkel (1779; III); Young, Outlines of Experiments
(1800; his second); Bendeler, Organopoeia (about 1690; III); Neidhardt, Sectio canonis harmonici
(1724; the third); Kellner (1977), Barnes (1979) and Lehman (2005), each for Bach. What is called
Vallotti's is Young's second a fifth lower: his own Trattato, printed whole in 1950, parts a
syntonic comma among the same fifths and leaves the schisma to another. Barbour, Tuning and
Temperament (1951), has tables of the old ones, Scala's archive (Op de Coul) of all.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate

from generator.errors import RangeError, UnknownNameError
from generator.theory.tuning import Interval, Tuning, cents_of

OCTAVE = Fraction(2)
PURE_FIFTH = Fraction(3, 2)
PYTHAGOREAN_COMMA = cents_of(PURE_FIFTH**12 / OCTAVE**7)
SYNTONIC_COMMA = cents_of(Fraction(81, 80))
SCHISMA = PYTHAGOREAN_COMMA - SYNTONIC_COMMA
MAXIMUM_NOTES = 53
CIRCLE = ("C", "G", "D", "A", "E", "B", "F#", "C#", "G#", "Eb", "Bb", "F")

# By how many cents which fifths, named by their lower notes, are narrower than pure.
WELLS: dict[str, tuple[tuple[str, float], ...]] = {
    "werckmeister iii": (("C G D B", PYTHAGOREAN_COMMA / 4),),
    "werckmeister iv": (
        ("C D E F# Bb", PYTHAGOREAN_COMMA / 3),
        ("G# Eb", -PYTHAGOREAN_COMMA / 3),
    ),
    "werckmeister v": (("D A F# C# F", PYTHAGOREAN_COMMA / 4), ("G#", -PYTHAGOREAN_COMMA / 4)),
    "kirnberger ii": (("D A", SYNTONIC_COMMA / 2), ("F#", SCHISMA)),
    "kirnberger iii": (("C G D A", SYNTONIC_COMMA / 4), ("F#", SCHISMA)),
    "vallotti": (("F C G D A E", PYTHAGOREAN_COMMA / 6),),
    "young ii": (("C G D A E B", PYTHAGOREAN_COMMA / 6),),
    "bendeler iii": (("C G E G#", PYTHAGOREAN_COMMA / 4),),
    "neidhardt iii": (
        ("C G D", PYTHAGOREAN_COMMA / 6),
        ("A B F# C# Eb Bb", PYTHAGOREAN_COMMA / 12),
    ),
    "kellner": (("C G D A B", PYTHAGOREAN_COMMA / 5),),
    "barnes": (("F C G D A B", PYTHAGOREAN_COMMA / 6),),
    "lehman": (
        ("F C G D A", PYTHAGOREAN_COMMA / 6),
        ("C# G# Eb", PYTHAGOREAN_COMMA / 12),
        ("Bb", -PYTHAGOREAN_COMMA / 12),
    ),
}


def pythagorean(flats: int = 3, notes: int = 12, name: str = "pythagorean") -> Tuning:
    """Return a chain of pure fifths, so many of its notes below C (degree 0).

    flats: 0 to notes - 1; the wolf lies between the ends of the chain, with 3 between G# and Eb.
    notes: 1 to 53. Raises RangeError for other numbers.

    >>> pythagorean().intervals[:4]
    (Fraction(2187, 2048), Fraction(9, 8), Fraction(32, 27), Fraction(81, 64))
    """
    row = (_in_octave(PURE_FIFTH**fifths) for fifths in _chain(flats, notes) if fifths)
    return Tuning(name, (*sorted(row), OCTAVE))


def meantone(
    comma: Fraction | float = Fraction(1, 4), flats: int = 3, notes: int = 12, name: str = ""
) -> Tuning:
    """Return a chain of fifths narrowed by a part, -1 to 1, of the syntonic comma.

    A quarter makes major thirds pure (Aron 1523), a third minor ones (Salinas 1577), 2/7 is
    Zarlino's (1558), 1/5 and 1/6 are after Verheijen (about 1600) and Silbermann (as reported by
    Sorge 1748). flats and notes as in `pythagorean`; raises RangeError.

    >>> round(meantone().interval(4), 9) == round(cents_of(Fraction(5, 4)), 9)
    True
    """
    if not -1 <= comma <= 1:
        raise RangeError(f"fifths narrowed by {comma} of a comma: give -1 to 1")
    fifth = cents_of(PURE_FIFTH) - float(comma) * SYNTONIC_COMMA
    row = (fifth * fifths % 1200.0 for fifths in _chain(flats, notes) if fifths)
    return Tuning(name or f"{comma} comma meantone", (*sorted(row), OCTAVE))


def well(name: str) -> Tuning:
    """Return one of the well temperaments of WELLS; raises UnknownNameError.

    >>> [round(well("werckmeister iii").pitch(degree), 4) for degree in (1, 2, 4)]
    [60.9022, 61.9218, 63.9022]
    """
    if name not in WELLS:
        raise UnknownNameError("well temperament", name, WELLS)
    narrowed = {note: cents for notes, cents in WELLS[name] for note in notes.split()}
    fifths = (cents_of(PURE_FIFTH) - narrowed.get(note, 0.0) for note in CIRCLE[:-1])
    row: list[Interval] = [height % 1200.0 for height in accumulate(fifths)]
    return Tuning(name, (*sorted(row), OCTAVE))


def _chain(flats: int, notes: int) -> range:
    if not 1 <= notes <= MAXIMUM_NOTES:
        raise RangeError(f"a chain of {notes} notes: give 1 to {MAXIMUM_NOTES}")
    if not 0 <= flats < notes:
        raise RangeError(f"{flats} of {notes} notes below C: give 0 to {notes - 1}")
    return range(-flats, notes - flats)


def _in_octave(ratio: Fraction) -> Fraction:
    while ratio >= OCTAVE:
        ratio /= 2
    while ratio < 1:
        ratio *= 2
    return ratio
