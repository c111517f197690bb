"""The search for a limit: the greatest count that a run bears."""

from __future__ import annotations

from collections.abc import Callable
from math import isqrt
from typing import NamedTuple

Run = Callable[[int], str]


class Limit(NamedTuple):
    """What a search came to.

    greatest: the greatest count that held, 0 for none. why: what went wrong with the next one that
    was tried; "" where the most that may be asked for held.
    """

    greatest: int
    why: str

    @property
    def capped(self) -> bool:
        """Whether it was not the machine that ended the search."""
        return not self.why


def limit(run: Run, first: int, most: int, *, precision: float = 1.1, tries: int = 1) -> Limit:
    """Return how far a run goes: by doubling, then by bisecting down to this ratio.

    run: plays with a count and returns what went wrong, "" for nothing. tries: how often a count
    may fail before it counts as failed; neighbours on a shared machine cost a try now and then.
    """
    held, asked = 0, min(first, most)
    while not (why := attempted(run, asked, tries)):
        held = asked
        if held == most:
            return Limit(held, "")
        asked = min(2 * held, most)
    failed = asked
    while failed - held > 1 and failed > precision * held:
        asked = max(held + 1, isqrt(held * failed)) if held else failed // 2
        wrong = attempted(run, asked, tries)
        if wrong:
            failed, why = asked, wrong
        else:
            held = asked
    return Limit(held, f"{failed:,}: {why}")


def attempted(run: Run, count: int, tries: int) -> str:
    """Return what went wrong in the last of so many tries; "" once one goes well."""
    why = ""
    for _ in range(tries):
        why = run(count)
        if not why:
            return ""
    return why


def ratio(ours: Limit, theirs: Limit) -> str:
    """Return ours as a share of theirs, as far as both are known."""
    if not theirs.greatest:
        return "no ratio"
    if ours.capped and theirs.capped:
        return "both at the cap"
    sign = "at least " if ours.capped else "at most " if theirs.capped else ""
    return f"{sign}{ours.greatest / theirs.greatest:.2g}"
