"""The part of a chord symbol after its root: `m7b5`, `maj7#11`, `13sus4`, `7alt`.

After Brandt and Roemer, Standardized Chord Symbol Notation (1976), with the spellings of lead
sheets beside theirs. A number stacks thirds up to it; 13 leaves the 11 out above a major third.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.errors import UsageError

Tones = dict[int, list[int]]  # semitones above the root, by number

NATURAL = {1: 0, 2: 2, 3: 4, 4: 5, 5: 7, 6: 9, 7: 10, 9: 14, 11: 17, 13: 21}
DIMINISHED, AUGMENTED, HALF = ("dim", "°", "o"), ("aug", "+"), ("ø", "Ø", "half")
SEVENTHS = (*HALF, "dom")  # even without the number
STACKS = {7: (7,), 9: (7, 9), 11: (7, 9, 11), 13: (7, 9, 11, 13)}
SHIFTS = {"#": 1, "+": 1, "b": -1, "-": -1}

_HEAD = re.compile(
    r"(?P<triad>dim|°|o(?!mit)|ø|Ø|half-?dim|minor|min|mi(?!n)|m(?!a)|m(?=add)|-|aug|\+|dom)?"
    r"(?P<major>major|maj|Maj|MAJ|ma|M|Δ|\^)?"
    r"(?(triad)(?!5))(?P<number>6/?9|13|11|9|7|6|5|2(?=$))?"
)
_TAIL = re.compile(
    r"(?P<sus>sus(?P<suspended>24|42|2|4)?)"
    r"|(?P<alt>alt)"
    r"|(?P<kind>add|no|omit)(?P<which>13|11|9|7|6|5|4|3|2)"
    r"|(?P<shift>[#b+-])(?P<number>13|11|9|6|5)"
    r"|(?P<sharp>\+)(?=$)"
    r"|/?(?P<major>maj7|M7|Δ7?)"
)
_UNREAD = str.maketrans({"(": "", ")": "", " ": "", ",": "", "[": "", "]": "", "♯": "#", "♭": "b"})


def intervals_of(quality: str, symbol: str | None = None) -> tuple[int, ...]:
    """Return the semitones above the root, each once and below an octave, in order of number.

    Brackets, commas and spaces do not matter. Raises UsageError, which names the part that is not
    understood and the whole symbol.

    >>> intervals_of("m7b5"), intervals_of("maj7#11"), intervals_of("13sus4")
    ((0, 3, 6, 10), (0, 4, 7, 11, 6), (0, 5, 7, 10, 2, 9))
    """
    text = quality.translate(_UNREAD)
    head = _HEAD.match(text)
    assert head is not None  # it matches nothing too
    tones = _opened(head.groupdict())
    place = head.end()
    while place < len(text):
        part = _TAIL.match(text, place)
        if part is None:
            raise UsageError(
                f"chord {symbol or quality!r}: {text[place:]!r} is no part of a symbol; write such "
                "as m, maj7, 7b9, sus4, add9, dim, aug or alt after the root"
            )
        _change(tones, part.groupdict())
        place = part.end()
    row = [semitones % 12 for number in sorted(tones) for semitones in tones[number]]
    return tuple(dict.fromkeys(row))


def _opened(head: Mapping[str, str | None]) -> Tones:
    triad, number = head["triad"] or "", head["number"] or ""
    tones: Tones = {1: [0], 3: [4], 5: [7]}
    if triad in DIMINISHED or triad.startswith(HALF):
        tones |= {3: [3], 5: [6]}
    elif triad.startswith("m") or triad == "-":
        tones[3] = [3]
    elif triad in AUGMENTED:
        tones[5] = [8]
    if not number and (triad.startswith(SEVENTHS) or head["major"] in ("Δ", "^")):
        number = "7"
    _stack(tones, number, _seventh(triad, head["major"]))
    return tones


def _seventh(triad: str, major: str | None) -> int:
    if major:
        return 11
    return 9 if triad in DIMINISHED else 10


def _stack(tones: Tones, number: str, seventh: int) -> None:
    if number == "5":
        del tones[3]
    elif number == "2":  # the third stays
        tones[2] = [NATURAL[2]]
    elif number.startswith("6"):
        tones |= {int(n): [NATURAL[int(n)]] for n in number.replace("/", "")}
    elif number:
        stack = {n: [seventh if n == 7 else NATURAL[n]] for n in STACKS[int(number)]}
        if number == "13" and tones[3] == [4]:
            del stack[11]
        tones |= stack


def _change(tones: Tones, part: Mapping[str, str | None]) -> None:
    if part["sus"]:
        tones.pop(3, None)
        tones |= {int(n): [NATURAL[int(n)]] for n in part["suspended"] or "4"}
        if 4 in tones:
            tones.pop(11, None)
    elif part["alt"]:  # fifth and ninth both raised, the seventh minor: the usual choice
        tones |= {5: [8], 7: [10], 9: [15]}
    elif part["which"]:
        _add_or_leave(tones, part["kind"] == "add", int(part["which"]))
    elif part["major"]:
        tones[7] = [11]
    else:
        _alter(tones, SHIFTS[part["shift"] or "#"], int(part["number"] or 5))


def _add_or_leave(tones: Tones, add: bool, number: int) -> None:
    if add:
        tones[number] = [NATURAL[number]]
    else:
        tones.pop(number, None)


def _alter(tones: Tones, shift: int, number: int) -> None:
    """Alter a number: in place of the natural one, or beside one that is altered already."""
    kept = [semitones for semitones in tones.get(number, []) if semitones != NATURAL[number]]
    tones[number] = [*kept, NATURAL[number] + shift]
