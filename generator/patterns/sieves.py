"""Sieves: whole numbers that Xenakis's residue classes let through."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle as endless

from generator.errors import PatternError
from generator.patterns.arguments import number, whole
from generator.patterns.pattern import Value, Values, fixed, pattern
from generator.patterns.run import Run
from generator.theory.residues import Sieve
from generator.theory.rhythm import durations
from generator.theory.sieve_text import sieve

FARTHEST = 16_384


@pattern
def sieve_hits(of: str | Sieve, shift: Value = 0) -> Values[int]:
    """Return 1 where a sieve has the number of the step, from 0 on, else 0, for ever.

    of: a Sieve, or its text, such as "3@0 | 4@1 & !5@2". shift: whole steps by which the sieve is
    moved up, read at each step. Raises UsageError for a text that is no sieve. Xenakis (1990).

    >>> sieve_hits("3@0 | 4@1")[:12].values()
    [1, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 0]
    """
    found, moves = _sieve(of), whole("sieve_hits: shift", shift)
    hits = tuple(map(int, found.hits(found.period)))

    def values(run: Run) -> Iterator[int]:
        read, size, step = moves(run), len(hits), 0
        if fixed(shift) is not None:
            place = -read() % size
            yield from endless(hits[place:] + hits[:place])
        while True:
            yield hits[(step - read()) % size]
            step += 1

    return values


@pattern
def sieve_points(of: str | Sieve, low: Value = 0, high: Value = 127) -> Values[int]:
    """Return the numbers of a sieve from low to high, both included: pitches, degrees; it ends.

    low and high: whole numbers up to 16,384 either way, read at the start; of as in sieve_hits.

    >>> sieve_points("3@0 | 4@1", 60, 72).values()
    [60, 61, 63, 65, 66, 69, 72]
    """
    found = _sieve(of)
    bottom = whole("sieve_points: low", low, -FARTHEST, FARTHEST)
    top = whole("sieve_points: high", high, -FARTHEST, FARTHEST)
    return lambda run: iter(found.points(bottom(run)(), top(run)()))


@pattern
def sieve_steps(of: str | Sieve, unit: Value = 0.25) -> Values[float]:
    """Return the beats from each point of a sieve to the next, for ever, its first one first.

    unit: the beats of a step, read at each point; of as in sieve_hits. Raises PatternError for a
    sieve without any point.

    >>> sieve_steps("3@0 | 4@1", 1)[:6].values()
    [1.0, 2.0, 2.0, 1.0, 3.0, 3.0]
    """
    found, units = _sieve(of), number("sieve_steps: unit", unit, 0.0, 1000.0)
    spans = durations(found.hits(found.period))
    if not spans:
        raise PatternError(f"sieve_steps: sieve {of!r:.80} has no point: leave something of it")

    def values(run: Run) -> Iterator[float]:
        read = units(run)
        for span in endless(spans):
            yield float(span * read())

    return values


def _sieve(of: str | Sieve) -> Sieve:
    return sieve(of) if isinstance(of, str) else of
