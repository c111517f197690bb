"""Number sequences: known values for 1,000 terms, each computed in a second way."""

from __future__ import annotations

from itertools import pairwise, product
from math import gcd, isqrt

import pytest

from generator.errors import PatternError
from generator.patterns import cycle
from generator.patterns.numbers import (
    collatz,
    de_bruijn,
    fibonacci,
    norgard,
    primes,
    remainders,
    residues,
    thue_morse,
)

TERMS = 5000


def test_norgard_by_his_recursion() -> None:
    """a(0) = 0, a(2n) = -a(n), a(2n + 1) = a(n) + 1, against the digits' formula, OEIS A004718."""
    known = [0, 1]
    for place in range(1, TERMS // 2):
        known += [-known[place], known[place] + 1]
    assert norgard()[:TERMS].values() == known[:TERMS]
    assert known[:24] == [
        *(0, 1, -1, 2, 1, 0, -2, 3, -1, 2, 0, 1),
        *(2, -1, -3, 4, 1, 0, -2, 3, 0, 1, -1, 2),
    ]


def test_norgard_keeps_its_intervals() -> None:
    """Every fourth value is the row itself, every second one its inversion (Nørgård)."""
    row = norgard()[:TERMS].values()
    assert row[::4] == row[: len(row[::4])]
    assert row[::2] == [-value for value in row[: len(row[::2])]]


def test_thue_morse_by_doubling() -> None:
    """Each half is the complement of the one before; the pattern counts binary ones; A010060."""
    known = [0]
    while len(known) < TERMS:
        known += [1 - value for value in known]
    row = thue_morse()[:TERMS].values()
    assert row == known[:TERMS]
    text = "".join(map(str, row[:600]))
    cubes = (text[at : at + 3 * size] for size in range(1, 40) for at in range(600 - 3 * size))
    assert not any(cube == cube[: len(cube) // 3] * 3 for cube in cubes)


def test_fibonacci_by_binets_identity() -> None:
    row = fibonacci()[:300].values()
    assert row[:8] == [0, 1, 1, 2, 3, 5, 8, 13]
    for value in row[2:]:
        assert any(isqrt(5 * value**2 + each) ** 2 == 5 * value**2 + each for each in (-4, 4))
    assert fibonacci(10)[:120].values() == [value % 10 for value in row[:60]] * 2
    for modulus in (-3, 1):
        with pytest.raises(PatternError, match="fibonacci: modulus = "):
            fibonacci(modulus)


def test_primes_by_trial() -> None:
    row = primes()[:TERMS].values()
    known = [n for n in range(2, row[-1] + 1) if all(n % d for d in range(2, isqrt(n) + 1))]
    assert row == known
    assert primes()[20_000] == 224_743


def test_collatz_comes_down_to_one() -> None:
    for start in range(1, 200):
        row = collatz(start).values()
        assert row[0] == start
        assert row[-1] == 1
        for here, after in pairwise(row):
            assert after == (here // 2 if here % 2 == 0 else 3 * here + 1)
    assert len(collatz(27).values()) == 112
    with pytest.raises(PatternError, match="collatz: start = 0 is out of range"):
        collatz(0)


@pytest.mark.parametrize(("values", "order"), [(1, 3), (2, 1), (2, 6), (3, 4), (5, 3), (12, 2)])
def test_de_bruijn_has_every_row_once(values: int, order: int) -> None:
    row = de_bruijn(values, order).values()
    closed = row * order
    found = [tuple(closed[place : place + order]) for place in range(len(row))]
    assert sorted(found) == sorted(product(range(values), repeat=order))


def test_remainders_end_in_the_common_divisor() -> None:
    for first, second in product(range(1, 40), repeat=2):
        row = remainders(first, second).values()
        assert row[-1] == gcd(first, second)
        assert row[0] == first
    assert remainders(cycle(34), cycle(21)).values() == [34, 21, 13, 8, 5, 3, 2, 1]


def test_residues_hit_as_euclid_does() -> None:
    row = residues(3, 8)[:800].values()
    assert row == [step * 3 % 8 for step in range(800)]
    assert residues(cycle(3), cycle(8, 8, 4))[:6].values() == [0, 3, 2, 5, 0, 3]
