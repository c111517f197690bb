"""Just tunings, of whole-number ratios, and ones that were measured."""

from __future__ import annotations

from fractions import Fraction

from generator.errors import RangeError
from generator.theory.tuning import Tuning

MAXIMUM_HARMONIC = 10_000

# Ratios above degree 0, the last one the period.
RATIOS: dict[str, str] = {
    # Ptolemy, Harmonics (about 150): the intense diatonic; Zarlino's major scale (1558).
    "ptolemy": "9/8 5/4 4/3 3/2 5/3 15/8 2",
    # The usual twelve notes of five-limit theory: Ellis's duodene (1885, App. XX of Helmholtz).
    "just": "16/15 9/8 6/5 5/4 4/3 45/32 3/2 8/5 5/3 9/5 15/8 2",
    # Kraig Grady's Centaur (1987).
    "seven limit": "21/20 9/8 7/6 5/4 4/3 7/5 3/2 14/9 5/3 7/4 15/8 2",
    # La Monte Young, The Well-Tuned Piano (1964), by keys from Eb, after Gann (1993).
    "well tuned piano": "567/512 9/8 147/128 21/16 1323/1024 189/128 3/2 49/32 7/4 441/256 63/32 2",
    # Bohlen (1978); Mathews and Pierce (1984): thirteen degrees to the twelfth, 3/1.
    "bohlen pierce": "27/25 25/21 9/7 7/5 75/49 5/3 9/5 49/25 15/7 7/3 63/25 25/9 3",
    # The twenty-two shruti as ratios, after S. Ramanathan and Ervin Wilson.
    "shruti": (
        "256/243 16/15 10/9 9/8 32/27 6/5 5/4 81/64 4/3 27/20 45/32 729/512 "
        "3/2 128/81 8/5 5/3 27/16 16/9 9/5 15/8 243/128 2"
    ),
}
# Partch, Genesis of a Music (1949): his tones up to the tritone; the others mirror them.
PARTCH = (
    "81/80 33/32 21/20 16/15 12/11 11/10 10/9 9/8 8/7 7/6 32/27 6/5 11/9 5/4 14/11 9/7 21/16 4/3 "
    "27/20 11/8 7/5"
)
# Cents of Javanese instruments as Ellis measured them, On the Musical Scales of Various Nations
# (1885; nos. 94 and 96 of his appendix to Helmholtz). No two gamelans are tuned alike.
MEASURED: dict[str, tuple[float, ...]] = {
    "slendro": (228.0, 484.0, 728.0, 960.0),
    "pelog": (137.0, 446.0, 575.0, 687.0, 820.0, 1098.0),
}


def just(name: str, ratios: str) -> Tuning:
    """Return a tuning of ratios that a text lists, the last one the period.

    >>> just("triads", "5/4 3/2 2").interval(2)
    Fraction(3, 2)
    """
    return Tuning(name, tuple(map(Fraction, ratios.split())))


def partch() -> Tuning:
    """Return Harry Partch's forty-three tones to the octave, his 1/1 on degree 0.

    >>> len(partch()), partch().interval(42)
    (43, Fraction(160, 81))
    """
    lower = [Fraction(ratio) for ratio in PARTCH.split()]
    return Tuning("partch", (*lower, *(2 / ratio for ratio in reversed(lower)), Fraction(2)))


def measured(name: str) -> Tuning:
    """Return one of the rows of MEASURED, with a pure octave as its period.

    >>> len(measured("pelog"))
    7
    """
    return Tuning(name, (*MEASURED[name], Fraction(2)))


def harmonics(first: int = 8, last: int = 16) -> Tuning:
    """Return a stretch of the harmonic series, 1 to 10,000, its first harmonic on degree 0.

    The last one is the period: twice the first makes it an octave. Raises RangeError.

    >>> harmonics(4, 8).intervals
    (Fraction(5, 4), Fraction(3, 2), Fraction(7, 4), Fraction(2, 1))
    """
    if not 1 <= first < last <= MAXIMUM_HARMONIC:
        raise RangeError(
            f"harmonics {first} to {last}: give two rising ones to {MAXIMUM_HARMONIC:,}"
        )
    row = (Fraction(harmonic, first) for harmonic in range(first + 1, last + 1))
    return Tuning(f"harmonics {first} to {last}", tuple(row))


def subharmonics(last: int = 16, first: int = 8) -> Tuning:
    """Return a stretch of the harmonic series turned upside down: last/(last - 1) to last/first.

    Raises RangeError unless 1 <= first < last <= 10,000.

    >>> subharmonics(8, 4).intervals
    (Fraction(8, 7), Fraction(4, 3), Fraction(8, 5), Fraction(2, 1))
    """
    rising = harmonics(first, last).intervals
    period = rising[-1]
    row = tuple(Fraction(period) / Fraction(ratio) for ratio in reversed(rising[:-1]))
    return Tuning(f"subharmonics {last} to {first}", (*row, period))
