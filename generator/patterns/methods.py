"""Methods of change ringing: their place notation, and the rows that it makes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

from generator.errors import PatternError, UnknownNameError

BELLS = "1234567890ET"
FEWEST, MOST = 3, len(BELLS)
MOST_LEADS = 10_000
CHANGE = re.compile(r"[-xX]|[0-9ET]+")
NOTATION = re.compile(rf"(?:[-xX.,&+]|[{BELLS}])+")

Change = frozenset[int]  # the places, from 0, that are kept while the pairs between them swap
Bells = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Method:
    """A method: bells, place notation of a lead, and of what a call puts at its end.

    notation: `-` or x: all pairs swap; digits: the places kept, of which an outer one is left out
    at will; `.` between; a comma between blocks that read the same backwards. extent: calls, a
    letter a lead, that bring every row once; "" where none is listed.
    """

    bells: int
    notation: str
    bob: str = ""
    single: str = ""
    extent: str = ""


# The notations are those of the method library of the Central Council of Church Bell Ringers. The
# extent of Grandsire is that of Duckworth and Stedman's Tintinnalogia (1668).
METHODS = MappingProxyType(
    {
        "Plain Bob Minimus": Method(4, "-14-14,12", extent="p"),
        "Reverse Bob Minimus": Method(4, "-14-34,14", extent="p"),
        "Plain Bob Doubles": Method(5, "5.1.5.1.5,125", "145", "123", "pppb"),
        "Reverse Canterbury Pleasure Place Doubles": Method(
            5, "345.1.5.1.5,125", "145", "123", "pppb"
        ),
        "St Simon's Bob Doubles": Method(5, "5.1.5.3.5,125", "145", "123", "pppb"),
        "Grandsire Doubles": Method(5, "3,1.5.1.5.1", "3.1", "3.123", "pbpbps"),
        "Stedman Doubles": Method(5, "3.1.5.3.1.3,1"),
        "Plain Bob Minor": Method(6, "-16-16-16,12", "14", "1234", "ppbppppbbs"),
        "Little Bob Minor": Method(6, "-16-14,12", "14", "1234"),
        "Single Oxford Bob Minor": Method(6, "-14-16-16,12", "14", "1234"),
        "Kent Treble Bob Minor": Method(6, "34-34.16-12-16-12-16,16", "14", "1456"),
        "Oxford Treble Bob Minor": Method(6, "-34-16-12-16-12-16,16", "14", "1456"),
        "Cambridge Surprise Minor": Method(6, "-36-14-12-36-14-56,12", "14", "1234"),
        "London Surprise Minor": Method(6, "36-36.14-12-36.14-14.36,12", "14", "1234"),
        "Plain Bob Triples": Method(7, "7.1.7.1.7.1.7,127", "147", "123"),
        "Grandsire Triples": Method(7, "3,1.7.1.7.1.7.1", "3.1", "3.123"),
        "Stedman Triples": Method(7, "3.1.7.3.1.3,1"),
        "Plain Bob Major": Method(8, "-18-18-18-18,12", "14", "1234"),
        "Cambridge Surprise Major": Method(8, "-38-14-1258-36-14-58-16-78,12", "14", "1234"),
        "Yorkshire Surprise Major": Method(8, "-38-14-58-16-12-38-14-78,12", "14", "1234"),
        "Superlative Surprise Major": Method(8, "-36-14-58-36-14-58-36-78,12", "14", "1234"),
        "Bristol Surprise Major": Method(8, "-58-14.58-58.36.14-14.58-14-18,18", "14", "1234"),
        "Double Norwich Court Bob Major": Method(8, "-14-36-58-18,18", "16", "1678"),
        "Grandsire Caters": Method(9, "3,1.9.1.9.1.9.1.9.1", "3.1", "3.123"),
        "Stedman Caters": Method(9, "3.1.9.3.1.3,1"),
        "Plain Bob Royal": Method(10, "-10-10-10-10-10,12", "14", "1234"),
        "Bristol Surprise Maximus": Method(
            12, "-5T-14.5T-5T.36.14-7T.58.16-9T.70.18-18.9T-18-1T,1T", "14", "1234"
        ),
    }
)


def method(name: str, bells: int) -> Method:
    """Return a method by its name, `Plain Hunt` for any number of bells, or by its place notation.

    Raises UnknownNameError, or PatternError for a notation that is none.

    >>> method("Plain Hunt", 5).notation, method("Plain Bob Minor", 6).bob
    ('5.1', '14')
    """
    if name == "Plain Hunt":
        return Method(bells, f"-1{BELLS[bells - 1]}" if bells % 2 == 0 else f"{BELLS[bells - 1]}.1")
    if name in METHODS:
        return METHODS[name]
    if not NOTATION.fullmatch(name):
        raise UnknownNameError("method", name, ["Plain Hunt", *METHODS])
    return Method(bells, name)


def changes_of(notation: str, bells: int) -> list[Change]:
    """Return the changes of a place notation; raises PatternError for one that does not fit.

    >>> [sorted(change) for change in changes_of("-14-14,12", 4)][:4]
    [[], [0, 3], [], [0, 3]]
    """
    blocks = [_block(block, bells) for block in notation.split(",")]
    if len(blocks) == 1 and not notation.startswith("&"):
        return blocks[0]
    return [change for block in blocks for change in block + block[-2::-1]]


def rows_of(method: Method, calls: str) -> Iterator[Bells]:
    """Yield the rows from rounds on, bells from 0, until rounds would come again.

    calls: a letter a lead, again and again: p plain, b bob, s single. Raises PatternError.

    >>> list(rows_of(METHODS["Plain Bob Minimus"], "p"))[:3]
    [(0, 1, 2, 3), (1, 0, 3, 2), (1, 3, 0, 2)]
    """
    leads = {call: _lead(method, call) for call in set(calls)}
    rounds = row = tuple(range(method.bells))
    yield row
    for lead in range(MOST_LEADS):
        for change in leads[calls[lead % len(calls)]]:
            row = _rung(row, change)
            if row == rounds:
                return
            yield row


def _block(text: str, bells: int) -> list[Change]:
    """Return the changes of a block; an outer place that is left out is put in."""
    found = [_change(word, bells) for word in CHANGE.findall(text.lstrip("&+"))]
    if not found:
        raise PatternError(f"place notation {text!r:.40} has no change")
    return found


def _change(word: str, bells: int) -> Change:
    places = set() if word in "-xX" else {BELLS.index(letter) for letter in word}
    kept, place = set(places), 0
    while place < bells:
        pair = place not in kept and place + 1 not in kept and place + 1 < bells
        kept |= set() if pair else {place}
        place += 2 if pair else 1
    if max(kept, default=0) >= bells or not kept - places <= {0, bells - 1}:
        raise PatternError(f"place notation {word!r} does not fit {bells} bells")
    return frozenset(kept)


def _lead(method: Method, call: str) -> list[Change]:
    plain = changes_of(method.notation, method.bells)
    if call == "p":
        return plain
    end = method.bob if call == "b" else method.single
    called = changes_of(end, method.bells)
    return plain[: -len(called)] + called


def _rung(row: Bells, change: Change) -> Bells:
    rung, place = list(row), 0
    while place < len(rung):
        if place not in change:
            rung[place : place + 2] = rung[place + 1], rung[place]
            place += 1
        place += 1
    return tuple(rung)
