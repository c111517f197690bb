"""Tunings by name: the sources stand beside the tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial

from generator.theory.names import Names, plain
from generator.theory.tuning import Tuning
from generator.theory.tunings.equal import TRITAVE, carlos, edo, equal
from generator.theory.tunings.fifths import WELLS, meantone, pythagorean, well
from generator.theory.tunings.just import (
    MEASURED,
    RATIOS,
    harmonics,
    just,
    measured,
    partch,
    subharmonics,
)
from generator.theory.tunings.modes import AJNAS, MAKAMS, MAQAMAT

__all__ = [
    "AJNAS",
    "MAKAMS",
    "MAQAMAT",
    "TUNINGS",
    "carlos",
    "edo",
    "equal",
    "harmonics",
    "just",
    "meantone",
    "pythagorean",
    "subharmonics",
    "tuning_named",
    "well",
]

_COMMAS = {
    "third": Fraction(1, 3), "two seventh": Fraction(2, 7), "quarter": Fraction(1, 4),
    "fifth": Fraction(1, 5), "sixth": Fraction(1, 6),
}  # fmt: skip

TUNINGS: Mapping[str, Callable[[], Tuning]] = {
    **{name: partial(just, name, ratios) for name, ratios in RATIOS.items()},
    **{name: partial(measured, name) for name in MEASURED},
    **{name: partial(well, name) for name in WELLS},
    **{
        f"{part} comma meantone": partial(meantone, comma, name=f"{part} comma meantone")
        for part, comma in _COMMAS.items()
    },
    "pythagorean": pythagorean,
    # The seventeen tones of Safi al-Din al-Urmawi, Kitab al-adwar (thirteenth century); Wright, The
    # Modal System of Arab and Persian Music (1978).
    "safi al din": partial(pythagorean, 12, 17, "safi al din"),
    # The twenty-four tones of Arel, Ezgi and Uzdilek: twelve fifths down from C and eleven up.
    "arel ezgi uzdilek": partial(pythagorean, 12, 24, "arel ezgi uzdilek"),
    "arabic": partial(equal, 24, name="arabic"),
    "makam": partial(equal, 53, name="makam"),
    "bohlen pierce equal": partial(equal, 13, TRITAVE, "bohlen pierce equal"),
    "carlos alpha": partial(carlos, 9, 5, 4, "carlos alpha"),
    "carlos beta": partial(carlos, 11, 6, 5, "carlos beta"),
    "carlos gamma": partial(carlos, 20, 11, 9, "carlos gamma"),
    "harmonics": harmonics,
    "subharmonics": subharmonics,
    "partch": partch,
}
SYNONYMS = {
    "aron": "quarter comma meantone",
    "bp": "bohlen pierce",
    "centaur": "seven limit",
    "five limit": "just",
    "kirnberger": "kirnberger iii",
    "meantone": "quarter comma meantone",
    "neidhardt": "neidhardt iii",
    "salinas": "third comma meantone",
    "silbermann": "sixth comma meantone",
    "werckmeister": "werckmeister iii",
    "young": "young ii",
    "zarlino": "ptolemy",
}
NAMES = Names("tuning", TUNINGS, SYNONYMS)


def tuning_named(name: str) -> Tuning:
    """Return a tuning of TUNINGS, or "19-edo" and the like, with middle C as degree 0.

    Case, spaces, hyphens and underscores do not matter. Raises UnknownNameError, and RangeError for
    another number of divisions than 1 to 10,000.

    >>> len(tuning_named("Bohlen-Pierce")), len(tuning_named("19-EDO"))
    (13, 19)
    """
    if match := re.fullmatch(r"([0-9]{1,5})(?:edo|tet)", plain(name)):
        return edo(int(match[1]))
    return NAMES[name]()
