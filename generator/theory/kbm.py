r"""Scala's .kbm files, read and written.

All of the format as Manuel Op de Coul describes it (huygens-fokker.org/scala/help.htm#mappings).
A key of a MIDI keyboard in a tuning:

>>> from generator.theory.tunings import tuning_named
>>> werckmeister = tuning_named("werckmeister iii")
>>> chamber = read_kbm("! A at 415 Hz\n0\n0\n127\n60\n69\n415.0\n0\n")
>>> round(chamber.pitch(69, werckmeister), 3), round(chamber.pitch(60, werckmeister), 3)
(67.987, 59.105)
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from generator.errors import UsageError
from generator.theory.keyboard_map import MAXIMUM_SIZE, KeyboardMap
from generator.theory.scala_lines import Lines, text_of, write

LARGEST_WHOLE = 1_000_000

_END = r"(?=[ \t!]|$)"
_WHOLE = re.compile(rf"[ \t]*([-+]?[0-9]{{1,7}}){_END}")
_NUMBER = re.compile(rf"[ \t]*\+?([0-9]{{1,20}}(?:\.[0-9]{{0,40}})?){_END}")
_UNMAPPED = re.compile(rf"[ \t]*[xX]{_END}")


def load_kbm(path: str | os.PathLike[str]) -> KeyboardMap:
    """Return the map in a .kbm file of at most a megabyte; raises UsageError with file and line.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     save_kbm(KeyboardMap(reference_hz=432.0), f"{folder}/own.kbm")
    ...     load_kbm(f"{folder}/own.kbm").reference_hz
    432.0
    """
    file = Path(path)
    return read_kbm(text_of(file), str(file))


def read_kbm(text: str, source: str = "kbm") -> KeyboardMap:
    r"""Return the map that the text of a .kbm file describes.

    source: what errors call it. A map of at most 10,000 keys; those that are left out at the end
    are not mapped. Numbers may be followed by a space and a comment. Raises UsageError.

    >>> read_kbm("2\n0\n127\n60\n60\n261.6\n1\n0\nx\n").degrees
    (0, None)
    """
    lines = Lines(text, source, blank=False)
    size = _whole(lines, "the size of the map", 0, MAXIMUM_SIZE)
    first = _whole(lines, "the first key")
    last = _whole(lines, "the last key")
    middle = _whole(lines, "the middle key, that of the first entry")
    reference = _whole(lines, "the reference key")
    reference_hz = _frequency(lines)
    octave = _whole(lines, "the degree that is the formal octave")
    degrees = tuple(_entries(lines, size))
    try:
        return KeyboardMap(degrees, size, first, last, middle, reference, reference_hz, octave)
    except UsageError as error:
        raise UsageError(f"{source}: {error}") from None


def _whole(lines: Lines, what: str, least: int = -LARGEST_WHOLE, most: int = LARGEST_WHOLE) -> int:
    expected = f"{what}: a whole number from {least:,} to {most:,}"
    lines.take(expected)
    return _parsed(lines, expected, least, most)


def _parsed(lines: Lines, expected: str, least: int, most: int) -> int:
    found = _WHOLE.match(lines.line)
    if found is None or not least <= int(found[1]) <= most:
        raise lines.refused(expected)
    return int(found[1])


def _frequency(lines: Lines) -> float:
    expected = "the frequency of the reference key: a number of Hz above 0"
    found = _NUMBER.match(lines.take(expected))
    if found is None or not float(found[1]):
        raise lines.refused(expected)
    return float(found[1])


def _entries(lines: Lines, size: int) -> Iterator[int | None]:
    for entry in range(1, min(size, len(lines)) + 1):
        expected = f"entry {entry} of {size}: a degree, or x for a key that is not mapped"
        if _UNMAPPED.match(lines.take(expected)):
            yield None
        else:
            yield _parsed(lines, expected, -LARGEST_WHOLE, LARGEST_WHOLE)


def kbm_text(keyboard: KeyboardMap) -> str:
    """Return the text of a .kbm file that is read as the same map.

    >>> read_kbm(kbm_text(KeyboardMap(reference_hz=432.0))).reference_hz
    432.0
    """
    rows = {
        "Size of the map; 0 for a linear one": keyboard.size,
        "First key": keyboard.first_key,
        "Last key": keyboard.last_key,
        "Middle key, that of the first entry": keyboard.middle_key,
        "Reference key": keyboard.reference_key,
        "Frequency of the reference key in Hz": f"{Decimal(repr(keyboard.reference_hz)):f}",
        "Degree that is the formal octave; 0 for the last one": keyboard.formal_octave,
    }
    head = [line for what, value in rows.items() for line in (f"! {what}:", str(value))]
    entries = ["x" if degree is None else str(degree) for degree in keyboard.degrees]
    return "\n".join([*head, "! Degrees of the keys:", *entries, ""])


def save_kbm(keyboard: KeyboardMap, path: str | os.PathLike[str]) -> None:
    """Write a map to a .kbm file; raises OutputError.

    >>> save_kbm(KeyboardMap(reference_hz=432.0), "/dev/null")
    """
    write(path, kbm_text(keyboard))
