r"""Tunings in Scala's .scl files, read and written.

All of the format as Manuel Op de Coul specifies it (huygens-fokker.org/scala/scl_format.html). More
than four thousand tunings exist in it. A melody in one of them:

>>> from generator.composition import Note
>>> septimal = read_scl("! seven.scl\nSeptimal pentatonic\n 5\n!\n 8/7\n 4/3\n 3/2\n 7/4\n 2/1\n")
>>> def melody(live):
...     for degree in (0, 2, 3, 4, 5):
...         yield Note(septimal.on("A3").pitch(degree), 0.5)
>>> [round(note.pitch, 3) for note in melody(None)]
[57.0, 61.98, 64.02, 66.688, 69.0]
"""

from __future__ import annotations

import os
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from generator.errors import UsageError
from generator.theory.scala_lines import Lines, text_of, write
from generator.theory.tuning import Interval, Tuning

MAXIMUM_NOTES = 10_000
LONGEST_NUMBER = 64

_COUNT = re.compile(r"[ \t]*([0-9]{1,9})[ \t]*")
# After a value anything may follow that does not make it another number.
_END = r"(?![0-9./]|,[0-9]|[eE][-+]?[0-9])"
_CENTS = re.compile(rf"[ \t]*([-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)){_END}")
_RATIO = re.compile(rf"[ \t]*\+?([0-9]+)[ \t]*/[ \t]*([0-9]+){_END}")
_WHOLE = re.compile(rf"[ \t]*\+?([0-9]+)(?![ \t]*/){_END}")
_VALUE = "cents with a point, as in 701.955, or a ratio above 0, as in 3/2 or 2"


def load_scl(path: str | os.PathLike[str]) -> Tuning:
    """Return the tuning in a .scl file, with middle C as its first degree.

    At most a megabyte and 10,000 notes, in UTF-8 or Latin-1, with line ends of any kind. Its name
    is the description, or the file's. Raises UsageError, with file and line, for what is no such
    file.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     save_scl(Tuning("Fifth", (Fraction(3, 2), 1200.0)), f"{folder}/fifth.scl")
    ...     round(load_scl(f"{folder}/fifth.scl").pitch(1), 2)
    67.02
    """
    file = Path(path)
    return read_scl(text_of(file), str(file), name=file.stem)


def read_scl(text: str, source: str = "scl", *, name: str = "unnamed") -> Tuning:
    r"""Return the tuning that the text of a .scl file describes.

    source: what errors call it. name: for a tuning without a description. Ratios stay exact. The
    degrees may be in any order and below 1/1; the last one is the period. Raises UsageError.

    >>> read_scl("!\nThirds\n 2\n 5/4 a pure third\n 1200.0\n").intervals
    (Fraction(5, 4), 1200.0)
    """
    lines = Lines(text, source)
    description = _in_one_line(lines.take("a description, which may be an empty line"))
    lines.take(expected := f"the number of notes, 0 to {MAXIMUM_NOTES:,}")
    counted = _COUNT.fullmatch(lines.line)
    if counted is None or int(counted[1]) > MAXIMUM_NOTES:
        raise lines.refused(expected)
    count = int(counted[1])
    intervals = [_interval(lines, f"{note} of {count}") for note in range(1, count + 1)]
    try:
        return Tuning(description or name, tuple(intervals))
    except UsageError as error:
        raise UsageError(f"{source}: {error}") from None


def _interval(lines: Lines, which: str) -> Interval:
    line = lines.take(f"note {which}")
    if cents := _CENTS.match(line):
        return _checked(lines, float(cents[1]))
    ratio = _RATIO.match(line) or _WHOLE.match(line)
    if ratio is None or max(map(len, ratio.groups())) > LONGEST_NUMBER:
        raise lines.refused(_VALUE)
    numerator, denominator = map(int, (*ratio.groups(), "1")[:2])
    if not numerator or not denominator:
        raise lines.refused(_VALUE)
    return _checked(lines, Fraction(numerator, denominator))


def _checked(lines: Lines, interval: Interval) -> Interval:
    try:
        Tuning("", (interval, Fraction(2)))
    except UsageError:
        raise lines.refused("within 100 octaves") from None
    return interval


def _in_one_line(text: str) -> str:
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def scl_text(tuning: Tuning, file_name: str = "") -> str:
    """Return the text of a .scl file; read again, its intervals are the same to the bit.

    Where the first degree lies is not part of it: see `KeyboardMap.of`.

    >>> print(scl_text(Tuning("Fifth", (Fraction(3, 2), 1200.0)), "fifth.scl"), end="")
    ! fifth.scl
    !
    Fifth
     2
    !
     3/2
     1200.0
    """
    name = _in_one_line(tuning.name)
    head = [f"! {_in_one_line(file_name)}", "!"] if file_name else []
    description = f" {name}" if name.startswith("!") else name
    row = [f" {_written(interval)}" for interval in tuning.intervals]
    return "\n".join([*head, description, f" {len(row)}", "!", *row, ""])


def _written(interval: Interval) -> str:
    if isinstance(interval, Fraction):
        return f"{interval.numerator}/{interval.denominator}"
    return f"{Decimal(repr(float(interval))):f}"


def save_scl(tuning: Tuning, path: str | os.PathLike[str]) -> None:
    """Write a tuning to a .scl file; raises OutputError.

    >>> save_scl(Tuning("Octave", (1200.0,)), "/dev/null")
    """
    write(path, scl_text(tuning, Path(path).name))
