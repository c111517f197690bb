"""Timelines and metres by name.

TIMELINES, x a hit and . a rest: the six claves and bells of sixteen steps, fume fume and habanera
after Toussaint, The Geometry of Musical Rhythm (2013); the ten bells of seven strokes after his
Classification and Phylogenetic Analysis of African Ternary Rhythm Timelines (2003); tresillo,
cinquillo and samba after his Euclidean Algorithm (2005); the flamenco ones, from beat 1 of the
compás, after Díaz-Báñez, Farigu, Gómez, Rappaport and Toussaint, El compás flamenco (2004). A clave
is 3-2 unless its name says 2-3: the halves change places. The claves in 6/8 have the strokes of
those in 4/4, three steps to a beat in place of four.

METRES, lengths in steps: the strokes of usuls as Turkish schools teach them and the SymbTr scores
(Karaosmanoğlu 2012) count them; the groups of Balkan dances as dancers count them, for which see
Brăiloiu, Le rythme aksak (1951), and Rice, Music in Bulgaria (2004).
"""

from __future__ import annotations

from generator.theory.names import Names
from generator.theory.rhythm import hits_of

CLAVES = {
    "son clave": "x..x..x...x.x...",
    "rumba clave": "x..x...x..x.x...",
    "bossa nova": "x..x..x...x..x..",
    "shiko": "x...x.x...x.x...",
    "soukous": "x..x..x...xx....",
    "gahu": "x..x..x...x...x.",
}
BELLS = {  # lengths in twelfths of a round
    "soli": (2, 2, 2, 2, 1, 2, 1),
    "tambu": (2, 2, 2, 1, 2, 2, 1),
    "bembe": (2, 2, 1, 2, 2, 2, 1),
    "bembe 2": (1, 2, 2, 1, 2, 2, 2),
    "yoruba": (2, 2, 1, 2, 2, 1, 2),
    "tonada": (2, 1, 2, 1, 2, 2, 2),
    "asaadua": (2, 2, 2, 1, 2, 1, 2),
    "sorsonet": (1, 1, 2, 2, 2, 2, 2),
    "bemba": (2, 1, 2, 2, 2, 1, 2),
    "ashanti": (2, 1, 2, 2, 1, 2, 2),
    "fume fume": (2, 2, 3, 2, 3),
    "son 6/8": (2, 2, 3, 2, 3),
    "rumba 6/8": (2, 3, 2, 2, 3),
}
CELLS = {
    "tresillo": "x..x..x.",
    "cinquillo": "x.xx.xx.",
    "habanera": "x..xx.x.",
    "samba": "x..x.x.x..x.x.x.",
    "fandango": "x..x..x..x..",
    "guajira": "x..x..x.x.x.",
    "seguiriya": "x.x.x..x..x.",
    "solea": "..x..x.x.x.x",
    "buleria": "..x...xx.x.x",
}
USULS = {  # a length for each stroke
    "nim sofyan": (1, 1),
    "semai": (1, 1, 1),
    "sofyan": (2, 1, 1),
    "turk aksagi": (2, 2, 1),
    "zafer": (1, 2, 1, 1),
    "yuruk semai": (1, 1, 1, 1, 2),
    "devr-i hindi": (1, 1, 1, 2, 2),
    "devr-i turan": (2, 2, 3),
    "duyek": (1, 2, 1, 2, 2),
    "musemmen": (3, 2, 3),
    "aydin": (2, 2, 2, 3),
    "raks aksagi": (2, 3, 2, 2),
    "oynak": (1, 1, 1, 2, 2, 2),
    "aksak semai": (2, 1, 2, 2, 2, 1),
    "lenk fahte": (2, 3, 1, 2, 1, 1),
    "ceng-i harbi": (2, 2, 3, 3),
    "frenkcin": (1, 2, 1, 2, 1, 1, 1, 1, 1, 1),
    "raksan": (1, 1, 1, 2, 1, 2, 2, 2, 1, 2),
}
AKSAKS = {  # a length for each group
    "aksak": (2, 2, 2, 3),
    "paidushko": (2, 3),
    "ruchenitsa": (2, 2, 3),
    "lesnoto": (3, 2, 2),
    "daichovo": (2, 2, 2, 3),
    "grancharsko": (2, 3, 2, 2),
    "kopanitsa": (2, 2, 3, 2, 2),
    "krivo sadovsko": (2, 2, 2, 3, 2, 2),
    "buchimish": (2, 2, 2, 2, 3, 2, 2),
    "jove male mome": (3, 2, 2, 2, 2, 3, 2, 2),
}


def _turned(box: str) -> str:
    return box[len(box) // 2 :] + box[: len(box) // 2]


def _hits(box: str) -> tuple[bool, ...]:
    return tuple(sign == "x" for sign in box)


TIMELINES = {
    **{name: _hits(box) for name, box in (CLAVES | CELLS).items()},
    **{f"{name} 2-3": _hits(_turned(box)) for name, box in CLAVES.items()},
    **{name: hits_of(lengths) for name, lengths in BELLS.items()},
}
METRES = USULS | AKSAKS

_TIMELINE_SYNONYMS = {f"{name} 3-2": name for name in CLAVES} | {
    "agbekor": "bembe",
    "bossa": "bossa nova",
    "bossa 2-3": "bossa nova 2-3",
    "bossa 3-2": "bossa nova",
    "contradanza": "habanera",
    "mpre": "ashanti",
    "rumba": "rumba clave",
    "rumba 2-3": "rumba clave 2-3",
    "rumba 3-2": "rumba clave",
    "rumba clave 6/8": "rumba 6/8",
    "son": "son clave",
    "son 2-3": "son clave 2-3",
    "son 3-2": "son clave",
    "son clave 6/8": "son 6/8",
    "standard pattern": "bembe",
}
_METRE_SYNONYMS = {
    "curcuna": "aksak semai",
    "gankino": "kopanitsa",
    "kalamatianos": "lesnoto",
    "karsilamas": "aksak",
    "rachenitsa": "ruchenitsa",
}
_TIMELINES = Names("timeline", TIMELINES, _TIMELINE_SYNONYMS)
_METRES = Names("metre", METRES, _METRE_SYNONYMS)


def timeline_named(name: str) -> tuple[bool, ...]:
    """Return the hits and rests of a timeline; raises UnknownNameError with the nearest three.

    >>> "".join("x" if hit else "." for hit in timeline_named("son clave 2-3"))
    '..x.x...x..x..x.'
    """
    return _TIMELINES[name]


def metre_named(name: str) -> tuple[int, ...]:
    """Return the lengths in steps of a usul's strokes or an aksak metre's groups.

    Raises UnknownNameError with the nearest three.

    >>> metre_named("kopanitsa"), sum(metre_named("Devr-i Hindi"))
    ((2, 2, 3, 2, 2), 7)
    """
    return _METRES[name]
