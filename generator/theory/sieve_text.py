"""Sieves in writing: `3@0 | 4@1 & !5@2`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.errors import UsageError
from generator.theory.residues import Sieve

LONGEST_TEXT = 1024
DEEPEST = 32

_TOKEN = re.compile(r"(?P<modulus>\d{1,9})\s*@\s*(?P<residue>\d{1,9})|(?P<sign>[|&!()])")


class _Token(NamedTuple):
    sign: str  # "@" for a residue class, "" for the end
    place: int
    sieve: Sieve | None = None


def sieve(text: str) -> Sieve:
    """Return the sieve of a text: m@r is the numbers that leave r when divided by m.

    `!` (not) binds before `&` (and), `&` before `|` (or); brackets as usual, at most 32 deep.
    Raises UsageError with the place of a mistake, the first character being 1.

    >>> sieve("3@0 | 4@1 & !5@2").points(0, 12)
    (0, 1, 3, 5, 6, 9, 12)
    """
    if len(text) > LONGEST_TEXT:
        raise UsageError(f"a sieve is written in {LONGEST_TEXT} characters or fewer")
    return _Reader(text).whole()


class _Reader:
    """Reads a text from left to right, one method for each level of the grammar."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = self._read()
        self._next = next(self._tokens)
        self._depth = 0

    def whole(self) -> Sieve:
        read = self._union()
        if self._next.sign:
            raise self._wrong("| or & or the end")
        return read

    def _union(self) -> Sieve:
        read = self._meet()
        while self._next.sign == "|":
            self._advance()
            read |= self._meet()
        return read

    def _meet(self) -> Sieve:
        read = self._term()
        while self._next.sign == "&":
            self._advance()
            read &= self._term()
        return read

    def _term(self) -> Sieve:
        negative = False
        while self._next.sign == "!":
            self._advance()
            negative = not negative
        read = self._bracket() if self._next.sign == "(" else self._residue()
        return ~read if negative else read

    def _bracket(self) -> Sieve:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._wrong(f"at most {DEEPEST} open brackets")
        self._advance()
        read = self._union()
        if self._next.sign != ")":
            raise self._wrong(")")
        self._advance()
        self._depth -= 1
        return read

    def _residue(self) -> Sieve:
        if self._next.sieve is None:
            raise self._wrong("a residue class such as 3@0, ! or (")
        return self._advance().sieve or Sieve(1, 0)

    def _advance(self) -> _Token:
        token, self._next = self._next, next(self._tokens)
        return token

    def _read(self) -> Iterator[_Token]:
        place = 0
        while rest := self._text[place:].lstrip():
            place = len(self._text) - len(rest)
            match = _TOKEN.match(rest)
            if match is None:
                yield _Token("?", place + 1)
                return
            if match["sign"]:
                yield _Token(match["sign"], place + 1)
            else:
                yield _Token("@", place + 1, self._class(match, place + 1))
            place += match.end()
        yield _Token("", len(self._text) + 1)

    def _class(self, match: re.Match[str], place: int) -> Sieve:
        try:
            return Sieve.of(int(match["modulus"]), int(match["residue"]))
        except UsageError as error:
            raise UsageError(f"sieve {self._text!r:.80}, character {place}: {error}") from None

    def _wrong(self, expected: str) -> UsageError:
        return UsageError(
            f"sieve {self._text!r:.80}: character {self._next.place} should be {expected}"
        )
