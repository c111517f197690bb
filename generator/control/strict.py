"""Values from outside, taken for what they have to be and for nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from enum import StrEnum
from math import isfinite
from numbers import Real
from typing import Any, TypeVar

from generator.errors import RangeError, UsageError

LARGEST_WHOLE = 2**53
LONGEST_TEXT = 4096
LONGEST_WORD = 40
NUMBERS = (int, float, Real)

E = TypeVar("E", bound=StrEnum)


def number(
    value: object, what: str, least: float = float("-inf"), most: float = float("inf")
) -> float:
    """Return a finite number; raises UsageError for what is none, RangeError for one not finite.

    what: its name. Also raises RangeError outside its bounds.
    """
    if type(value) is float and least <= value <= most and isfinite(value):
        return value
    if not isinstance(value, NUMBERS):
        raise UsageError(f"{_word(what)} = {shown(value)} is no number")
    try:
        found = float(value)
    except OverflowError:
        raise RangeError(f"{_word(what)} is too large a number") from None
    if not (isfinite(found) and least <= found <= most):
        bounds = f": give {least:.16g} to {most:.16g}" if isfinite(most) else ""
        raise RangeError(f"{_word(what)} = {found:.16g} is out of range{bounds}")
    return found


def whole(value: object, what: str, least: int = 0, most: int = LARGEST_WHOLE) -> int:
    """Return a whole number within bounds; raises UsageError and RangeError as `number` does."""
    if type(value) is not int:
        raise UsageError(f"{_word(what)} = {shown(value)} is no whole number")
    if not least <= value <= most:
        raise RangeError(
            f"{_word(what)} = {shown(value, 20)} is out of range: give {least} to {most}"
        )
    return value


def text(value: object, what: str, longest: int = LONGEST_TEXT) -> str:
    """Return a text of so many letters at most; raises UsageError."""
    if not isinstance(value, str):
        raise UsageError(f"{_word(what)} = {shown(value)} is no text")
    if len(value) > longest:
        raise UsageError(
            f"{_word(what)} = {shown(value, 40)}… is too long: give at most {longest} letters"
        )
    return str(value)


def member(value: object, what: str, kinds: type[E]) -> E:
    """Return the one of some words that a text is; raises UsageError."""
    if isinstance(value, kinds):
        return value
    if isinstance(value, str):
        with suppress(ValueError):
            return kinds(value)
    raise UsageError(f"{_word(what)} = {shown(value)} is none of {', '.join(kinds)}")


def several(value: object, what: str) -> Iterable[Any]:
    """Return what holds others, one after the other; raises UsageError."""
    if not isinstance(value, Iterable):
        raise UsageError(f"{_word(what)} = {shown(value)} holds nothing")
    return value


def mapping(value: object, what: str) -> Mapping[Any, Any]:
    """Return what has keys and values; raises UsageError."""
    if not isinstance(value, Mapping):
        raise UsageError(f"{_word(what)} = {shown(value)} has no names and values")
    return value


def brief(error: Exception) -> str:
    """Return what an error says in one line, not too long."""
    return " ".join(f"{error!s:.200}".split())


def _word(what: str) -> str:
    """Return a name, that may come from anywhere itself, as it can stand in a line."""
    return what if what.isprintable() and len(what) <= LONGEST_WORD else shown(what, LONGEST_WORD)


def shown(value: object, letters: int = 80) -> str:
    """Return the beginning of a value as people read it, whatever it is."""
    try:
        return f"{value!r:.{letters}}"
    except Exception:  # a whole number of thousands of digits, or worse
        return f"such a {type(value).__name__}"
