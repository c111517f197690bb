"""Rhythm: even distributions of hits and the weight of places in a bar."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

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


def metric_weights(divisions: Sequence[int] = (2, 2, 2)) -> tuple[int, ...]:
    """Return the weight of each place in a bar that is divided by 2 or more, again and again.

    The weight is the number of metric levels on which the place falls, as in Lerdahl and
    Jackendoff, A Generative Theory of Tonal Music (1983): 0 is the weakest.

    >>> metric_weights((2, 2, 2))
    (3, 0, 1, 0, 2, 0, 1, 0)
    >>> metric_weights((3, 2))
    (2, 0, 1, 0, 1, 0)
    """
    spans = [prod(divisions[level:]) for level in range(len(divisions))]
    return tuple(sum(step % span == 0 for span in spans) for step in range(spans[0]))
