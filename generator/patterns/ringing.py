"""Change ringing: every order of a few bells, by swapping neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.errors import PatternError
from generator.patterns.arguments import Row, row
from generator.patterns.methods import FEWEST, MOST, Method, method, rows_of
from generator.patterns.pattern import Values, pattern
from generator.patterns.run import Run

EXTENT = "extent"


@pattern
def changes(source: Row, name: str = "Plain Bob Minor", calls: str = "p") -> Values[Any]:
    """Return the rows of a method of change ringing, from rounds until rounds would come again.

    source: the bells from the treble, 3 to 12 values in a list or a pattern that ends; those beyond
    the method's own bells ring behind it in every row, as covering tenors do. name: of a method,
    such as `Plain Bob Doubles`, `Grandsire Triples` or `Plain Hunt` (any number of bells), or its
    place notation, such as `-16-16-16,12`. calls: a letter a lead, again and again: p plain, b bob,
    s single; or `extent`, where one is known: every row once. Raises PatternError and
    UnknownNameError.

    >>> list(changes([1, 2, 3, 4], "Plain Hunt"))[:12]
    [1, 2, 3, 4, 2, 1, 4, 3, 2, 4, 1, 3]
    >>> len(list(changes([1, 2, 3, 4, 5], "Grandsire Doubles", "extent"))) == 120 * 5
    True
    """
    places = row("changes", source)
    if name != "Plain Hunt":
        _called(method(name, MOST), name, calls)

    def values(run: Run) -> Iterator[Any]:
        readers = places(run)
        found = method(name, _checked(len(readers)))
        if len(readers) < found.bells:
            raise PatternError(f"changes: {name} wants {found.bells} values, not {len(readers)}")
        for order in rows_of(found, _called(found, name, calls)):
            for bell in order:
                yield readers[bell]()
            for read in readers[found.bells :]:
                yield read()

    return values


@pattern
def plain_changes(source: Row) -> Values[Any]:
    """Return a row in every order, each of which swaps two neighbours of the one before.

    source: a list or a pattern that ends; n values give n! rows. From rounds until rounds would
    come again. The plain changes of Duckworth and Stedman's Tintinnalogia (1668), known as the
    algorithm of Steinhaus, Johnson and Trotter.

    >>> list(plain_changes([1, 2, 3]))
    [1, 2, 3, 1, 3, 2, 3, 1, 2, 3, 2, 1, 2, 3, 1, 2, 1, 3]
    """
    places = row("plain_changes", source)

    def values(run: Run) -> Iterator[Any]:
        readers = places(run)
        for order in _plain(len(readers)):
            for bell in order:
                yield readers[bell]()

    return values


def _plain(bells: int) -> Iterator[tuple[int, ...]]:
    """Yield the rows: the last bell hunts through each row of the others, down and up in turn."""
    if bells == 1:
        yield (0,)
        return
    for count, others in enumerate(_plain(bells - 1)):
        down = range(bells - 1, -1, -1)
        for place in reversed(down) if count % 2 else down:
            yield (*others[:place], bells - 1, *others[place:])


def _called(found: Method, name: str, calls: str) -> str:
    if calls == EXTENT:
        if not found.extent:
            raise PatternError(f"changes: no extent of {name} is known: give calls, such as 'ppb'")
        return found.extent
    if not calls or set(calls) - set("pbs"):
        raise PatternError(f"changes: calls {calls!r:.40}: give letters p, b and s, one a lead")
    if ("b" in calls and not found.bob) or ("s" in calls and not found.single):
        raise PatternError(f"changes: {name} has no such calls as {calls!r:.40}: give 'p'")
    return calls


def _checked(bells: int) -> int:
    if bells < FEWEST:
        raise PatternError(f"changes of {bells} values: give {FEWEST} to {MOST}")
    return min(bells, MOST)
