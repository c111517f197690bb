"""The weight of places in a bar."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import isqrt, prod

from generator.errors import UsageError

LONGEST_BAR = 4096


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


def indispensability(divisions: Sequence[int] = (2, 2, 2)) -> tuple[int, ...]:
    """Return how indispensable each place of a bar is to its metre, every place another rank.

    `divisions` are primes, the division of the whole bar first: (2, 2, 2) is 4/4 in eighths,
    (3, 2) 3/4 and (2, 3) 6/8. Ranks run from 0, the first to leave out, to the number of places
    less one, the downbeat. After Barlow, Two Essays on Theory (1987). Raises UsageError for a
    division that is no prime, and for a bar of more than 4096 places.

    >>> indispensability((2, 2, 2)), indispensability((3, 2)), indispensability((2, 3))
    ((7, 0, 4, 2, 6, 1, 5, 3), (5, 0, 3, 1, 4, 2), (5, 0, 2, 4, 1, 3))
    """
    for division in divisions:
        if not 2 <= division <= LONGEST_BAR or len(_primes(division)) > 1:
            raise UsageError(f"a bar divides by primes such as 2, 3, 5 or 7, not by {division}")
    if not divisions or prod(divisions) > LONGEST_BAR:
        raise UsageError(f"a bar has 2 to {LONGEST_BAR} places: give it one or more divisions")
    return _ranks(tuple(divisions))


def _ranks(divisions: tuple[int, ...]) -> tuple[int, ...]:
    """Add up, level by level, how much a place counts within its group (Barlow's psi)."""
    places = prod(divisions)
    ranks = [0] * places
    span = 1  # of a place on the present level, from the lowest level up
    for level in reversed(range(len(divisions))):
        weight, basic = prod(divisions[:level]), _basic(divisions[level])
        for place in range(places):
            turned = (place - 1) % places // span + 1
            ranks[place] += weight * basic[turned % divisions[level]]
        span *= divisions[level]
    return tuple(ranks)


@lru_cache
def _basic(prime: int) -> tuple[int, ...]:
    """Return the ranks of a group of a prime, from those of the next smaller number."""
    if prime == 2:
        return 1, 0
    lower = _ranks(tuple(sorted(_primes(prime - 1), reverse=True)))
    ranks = []
    for place in range(1, prime + 1):
        rank = lower[place - place // prime - 1]
        ranks.append(prime // 4 if place == prime - 1 else rank + isqrt(4 * (rank + 1) // prime))
    return tuple(ranks)


@lru_cache
def _primes(number: int) -> list[int]:
    factor = next((f for f in range(2, isqrt(number) + 1) if number % f == 0), number)
    return [factor, *_primes(number // factor)] if factor < number else [number]
