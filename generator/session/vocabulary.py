"""The vocabulary of composers: every public name of patterns, composition and theory, described."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

from generator import composition, patterns, theory
from generator.errors import UnknownNameError

ROOMS = (patterns, composition, theory)


class Word(NamedTuple):
    """A public name: room and module it lives in, what its module is about, and what it says."""

    name: str
    room: str
    group: str
    signature: str
    summary: str
    text: str


def vocabulary() -> list[Word]:
    """Return every public name that has something to say, room by room, module by module."""
    words = (word for room in ROOMS for word in _words(room))
    return sorted(words, key=lambda word: (word.room != "patterns", word.room, word.group))


def word_named(name: str) -> Word:
    """Return what a name means; raises UnknownNameError, with the nearest three."""
    found: dict[str, Word] = {}
    for word in vocabulary():
        found.setdefault(word.name, word)
    if name not in found:
        raise UnknownNameError("pattern", name, found)
    return found[name]


def _words(room: Any) -> Iterator[Word]:
    place = room.__name__.rpartition(".")[2]
    for name in sorted(room.__all__):
        value = getattr(room, name)
        if callable(value) and inspect.getdoc(value):
            yield _word(name, place, value)


def _word(name: str, room: str, value: Any) -> Word:
    text = inspect.getdoc(value) or ""
    group = _first_line(sys.modules[value.__module__].__doc__ or "")
    summary = _first_line(text).removeprefix("Return ")
    return Word(name, room, group, f"{name}{_signature(value)}", summary, text)


def _signature(value: Any) -> str:
    try:
        signature = inspect.signature(value)
    except ValueError:
        return "(…)"
    plain = [each.replace(annotation=each.empty) for each in signature.parameters.values()]
    return str(signature.replace(parameters=plain, return_annotation=signature.empty))


def _first_line(text: str) -> str:
    return " ".join(text.strip().partition("\n\n")[0].split())
