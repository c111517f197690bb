"""Text on a terminal: how wide it is, and what may not get there."""

from __future__ import annotations

from unicodedata import category, combining, east_asian_width


def printable(text: str) -> str:
    """Return a text as one line without control characters: a name must not steer the terminal."""
    line = " ".join(text.splitlines())
    return "".join(character for character in line if category(character) not in ("Cc", "Cf"))


def columns_of(text: str) -> int:
    """Return how many columns a printable text takes."""
    return sum(map(_columns, text))


def clipped(text: str, columns: int) -> str:
    """Return as much of a printable text as fits into a number of columns."""
    room = columns
    for index, character in enumerate(text):
        room -= _columns(character)
        if room < 0:
            return text[:index]
    return text


def _columns(character: str) -> int:
    if combining(character):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
