"""Rhythm: even distributions of hits, and hits and lengths both ways."""

from __future__ import annotations

from collections.abc import Sequence

from generator.errors import UsageError


def euclid(hits: int, steps: int, rotation: int = 0) -> tuple[bool, ...]:
    """Return `hits` spread over `steps` as evenly as can be, the first one on the first step.

    Bjorklund's algorithm as in Toussaint, The Euclidean Algorithm Generates Traditional Musical
    Rhythms (2005), where E(3,8) is the tresillo and E(5,8) the cinquillo. `rotation` moves the
    pattern that many steps earlier. Raises UsageError unless 0 <= hits <= steps and steps >= 1.

    >>> "".join("x" if hit else "." for hit in euclid(5, 8))
    'x.xx.xx.'
    """
    if not 0 <= hits <= steps or steps < 1:
        raise UsageError(f"a Euclidean rhythm needs 0 to {steps} hits on {steps} steps, not {hits}")
    heads: list[tuple[bool, ...]] = [(True,)] * hits
    tails: list[tuple[bool, ...]] = [(False,)] * (steps - hits)
    while heads and tails:
        pairs = min(len(heads), len(tails))
        rest = heads[pairs:] or tails[pairs:]
        heads, tails = [heads[i] + tails[i] for i in range(pairs)], rest
        if len(tails) <= 1:
            break
    pattern = [hit for group in heads + tails for hit in group]
    start = rotation % steps
    return tuple(pattern[start:] + pattern[:start])


def onsets(hits: Sequence[bool]) -> tuple[int, ...]:
    """Return the steps on which a row of hits and rests has its hits, from 0.

    >>> onsets(euclid(3, 8))
    (0, 3, 6)
    """
    return tuple(step for step, hit in enumerate(hits) if hit)


def durations(hits: Sequence[bool]) -> tuple[int, ...]:
    """Return the steps from each hit to the next, the last one's to the first of the next round.

    >>> durations(euclid(3, 8))
    (3, 3, 2)
    """
    steps = onsets(hits)
    ends = [*steps[1:], *(step + len(hits) for step in steps[:1])]
    return tuple(end - step for step, end in zip(steps, ends, strict=True))


def hits_of(lengths: Sequence[int]) -> tuple[bool, ...]:
    """Return a row of hits and rests from lengths in steps, each 1 or more; raises UsageError.

    >>> hits_of((3, 3, 2)) == euclid(3, 8)
    True
    """
    if any(length < 1 for length in lengths):
        raise UsageError(f"lengths in a rhythm are 1 step or more, not {min(lengths)}")
    return tuple(step == 0 for length in lengths for step in range(length))
