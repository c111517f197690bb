"""The composers' vocabulary as lines and as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from generator.session.vocabulary import Word
from generator.terminal.tables import aligned

HEADINGS = {
    "patterns": "Patterns",
    "composition": "Writing pieces",
    "theory": "Theory",
}


def word_lines(words: Iterable[Word]) -> Iterator[str]:
    """Yield every name with what it is, group by group."""
    for group, members in groupby(words, key=lambda word: word.group):
        yield group
        yield from aligned([word.name, word.summary] for word in members)
        yield ""


def word_page(word: Word) -> Iterator[str]:
    """Yield all that is to be told of a name."""
    yield f"from generator.{word.room} import {word.name}"
    yield ""
    yield word.signature
    yield ""
    yield from word.text.splitlines()


def word_markdown(words: Iterable[Word]) -> Iterator[str]:
    """Yield the table that the README links."""
    yield "# The vocabulary"
    yield ""
    yield "Made by `scoretime patterns --markdown`; `scoretime patterns NAME` tells all of one."
    for room, of_room in groupby(words, key=lambda word: word.room):
        yield from ("", f"## {HEADINGS[room]}", "", f"`from generator.{room} import …`")
        for group, members in groupby(of_room, key=lambda word: word.group):
            yield from ("", f"**{group}**", "", "| name | what it does |", "| --- | --- |")
            for word in members:
                yield f"| `{_escaped(word.signature)}` | {_escaped(word.summary)} |"


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")
