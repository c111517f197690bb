"""Sieves: sets of whole numbers that repeat.

After Xenakis, Sieves, Perspectives of New Music 28 (1990): residue classes, joined by union,
intersection and complement. A sieve chooses pitches, beats or steps alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import lcm

from generator.errors import UsageError

LONGEST_PERIOD = 65_536


@dataclass(frozen=True, slots=True)
class Sieve:
    """The whole numbers that leave certain residues when divided by a period, 1 to 65,536.

    Bit n of `mask` stands for residue n. The period is always the shortest: sieves with the same
    numbers are equal. `|`, `&`, `-` and `~` are union, intersection, difference and complement.

    >>> fourths, thirds = Sieve.of(4, 1), Sieve.of(3, 0)
    >>> (fourths | thirds).residues, 9 in fourths & thirds, (~thirds).points(0, 7)
    ((0, 1, 3, 5, 6, 9), True, (1, 2, 4, 5, 7))
    """

    period: int
    mask: int

    def __post_init__(self) -> None:
        """Check the period and shorten it as far as it goes."""
        if not 1 <= self.period <= LONGEST_PERIOD:
            raise UsageError(f"a sieve has a period of 1 to {LONGEST_PERIOD}, not {self.period}")
        mask = self.mask & ((1 << self.period) - 1)
        shortest = next(
            period
            for period in range(1, self.period + 1)
            if self.period % period == 0
            and _repeated(mask & ((1 << period) - 1), period, self.period // period) == mask
        )
        object.__setattr__(self, "period", shortest)
        object.__setattr__(self, "mask", mask & ((1 << shortest) - 1))

    @classmethod
    def of(cls, modulus: int, *residues: int) -> Sieve:
        """Return the numbers that leave one of the residues when divided by a modulus."""
        if not 1 <= modulus <= LONGEST_PERIOD:
            raise UsageError(f"a sieve divides by 1 to {LONGEST_PERIOD}, not by {modulus}")
        return cls(modulus, sum({1 << residue % modulus for residue in residues}))

    def __contains__(self, number: float) -> bool:
        return number % 1 == 0 and bool(self.mask >> int(number) % self.period & 1)

    def __or__(self, other: Sieve) -> Sieve:
        period = _common(self, other)
        return Sieve(period, self._over(period) | other._over(period))

    def __and__(self, other: Sieve) -> Sieve:
        period = _common(self, other)
        return Sieve(period, self._over(period) & other._over(period))

    def __invert__(self) -> Sieve:
        return Sieve(self.period, ~self.mask)

    def __sub__(self, other: Sieve) -> Sieve:
        return self & ~other

    @property
    def residues(self) -> tuple[int, ...]:
        """The residues, from 0 up to below the period."""
        return self.points(0, self.period - 1)

    def points(self, low: int, high: int) -> tuple[int, ...]:
        """Return the numbers of the sieve from low to high, both included."""
        return tuple(number for number in range(low, high + 1) if number in self)

    def hits(self, steps: int) -> tuple[bool, ...]:
        """Return so many steps from 0 on, True where the sieve has one.

        >>> "".join("x" if hit else "." for hit in Sieve.of(3, 0).hits(8))
        'x..x..x.'
        """
        return tuple(step in self for step in range(steps))

    def shifted(self, by: int) -> Sieve:
        """Return the sieve moved up by a whole number.

        >>> Sieve.of(5, 2).shifted(4) == Sieve.of(5, 1)
        True
        """
        return Sieve.of(self.period, *(residue + by for residue in self.residues))

    def _over(self, period: int) -> int:
        return _repeated(self.mask, self.period, period // self.period)


def united(sieves: Iterable[Sieve]) -> Sieve:
    """Return the union of any number of sieves; of none, the empty one.

    >>> united(Sieve.of(m, 0) for m in (2, 3)).residues
    (0, 2, 3, 4)
    """
    whole = Sieve(1, 0)
    for sieve in sieves:
        whole |= sieve
    return whole


def _common(first: Sieve, second: Sieve) -> int:
    period = lcm(first.period, second.period)
    if period > LONGEST_PERIOD:
        raise UsageError(
            f"sieves of periods {first.period} and {second.period} repeat after {period} only, and "
            f"{LONGEST_PERIOD} is the most: take moduli with common factors"
        )
    return period


def _repeated(mask: int, period: int, times: int) -> int:
    row, have = mask, 1
    while have < times:
        more = min(have, times - have)
        row |= (row & ((1 << period * more) - 1)) << period * have
        have += more
    return row
