"""Talas: cycles of beats in groups, each begun by a clap, a wave or a finger.

TALAS are those in common use in North India, with the claps that tabla and pakhawaj players count
(Clayton, Time in Indian Music, 2000, on what they mean); the seven of South India with their five
jatis stand in every primer, as in Sambamoorthy, South Indian Music.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.theory.names import Names

JATIS = {"tisra": 3, "chatusra": 4, "khanda": 5, "misra": 7, "sankirna": 9}
SULADIS = {  # l laghu, of as many beats as the jati has; o drutam, 2 beats; u anudrutam, 1 beat
    "dhruva": "loll",
    "matya": "lol",
    "rupaka": "ol",
    "jhampa": "luo",
    "triputa": "loo",
    "ata": "lloo",
    "eka": "l",
}


@dataclass(frozen=True, slots=True)
class Tala:
    """A tala: beats in each group (vibhag, anga) and the sign that each group begins with.

    A sign is X (sam), a number (a clap), 0 (khali, a wave) or, in the South, l, o or u.

    >>> tala_named("Teental").beats, tala_named("jhaptal").groups, tala_named("adi").beats
    (16, (2, 3, 2, 3), 8)
    """

    name: str
    groups: tuple[int, ...]
    signs: tuple[str, ...]

    @property
    def beats(self) -> int:
        """The beats (matras, aksharas) of a cycle."""
        return sum(self.groups)

    @property
    def starts(self) -> tuple[int, ...]:
        """The beats on which groups begin, from 0."""
        return tuple(sum(self.groups[:group]) for group in range(len(self.groups)))


def _northern(name: str, groups: str, signs: str) -> tuple[str, Tala]:
    return name, Tala(name, tuple(map(int, groups.split())), tuple(signs.split()))


TALAS = dict(
    (
        _northern("teental", "4 4 4 4", "X 2 0 3"),
        _northern("tilwada", "4 4 4 4", "X 2 0 3"),
        _northern("jhaptal", "2 3 2 3", "X 2 0 3"),
        _northern("rupak", "3 2 2", "0 1 2"),
        _northern("ektal", "2 2 2 2 2 2", "X 0 2 0 3 4"),
        _northern("chautal", "2 2 2 2 2 2", "X 0 2 0 3 4"),
        _northern("dadra", "3 3", "X 0"),
        _northern("keherwa", "4 4", "X 0"),
        _northern("jhoomra", "3 4 3 4", "X 2 0 3"),
        _northern("deepchandi", "3 4 3 4", "X 2 0 3"),
        _northern("dhamar", "5 2 3 4", "X 2 0 3"),
        _northern("ada chautal", "2 2 2 2 2 2 2", "X 2 0 3 0 4 0"),
        _northern("sultal", "2 2 2 2 2", "X 0 2 3 0"),
        _northern("tivra", "3 2 2", "X 2 3"),
    )
)


def sapta_tala(name: str, jati: str) -> Tala:
    """Return one of the seven southern talas in one of five jatis; raises UnknownNameError.

    >>> sapta_tala("triputa", "chatusra").groups, sapta_tala("dhruva", "misra").beats
    ((4, 2, 2), 23)
    """
    angas = SULADI_NAMES[name]
    lengths = {"l": JATI_NAMES[jati], "o": 2, "u": 1}
    full = f"{JATI_NAMES.name(jati)} {SULADI_NAMES.name(name)}"
    return Tala(full, tuple(lengths[anga] for anga in angas), tuple(angas))


def tala_named(name: str) -> Tala:
    """Return a tala of the North by name, or of the South, such as "khanda jhampa" or "adi".

    Raises UnknownNameError with the nearest three.

    >>> tala_named("misra jhampa").beats
    10
    """
    return TALA_NAMES[name]


SULADI_NAMES = Names("tala", SULADIS, {"mathya": "matya", "roopaka": "rupaka"})
JATI_NAMES = Names("jati", JATIS, {"tishra": "tisra", "chaturasra": "chatusra", "mishra": "misra"})
ALL_TALAS = TALAS | {f"{jati} {name}": sapta_tala(name, jati) for name in SULADIS for jati in JATIS}
_SYNONYMS = {
    "adi": "chatusra triputa",
    "dipchandi": "deepchandi",
    "jhumra": "jhoomra",
    "kaharwa": "keherwa",
    "tintal": "teental",
    "trital": "teental",
}
TALA_NAMES = Names("tala", ALL_TALAS, _SYNONYMS)
