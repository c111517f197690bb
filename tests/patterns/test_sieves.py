"""Sieves as rhythms, points and steps."""

from __future__ import annotations

from itertools import accumulate

import pytest

from generator.errors import PatternError, UsageError
from generator.patterns import cycle
from generator.patterns.sieves import sieve_hits, sieve_points, sieve_steps
from generator.theory.residues import Sieve

TEXT = "3@0 | 4@1 & !5@2"


def has(number: int) -> bool:
    return number % 3 == 0 or (number % 4 == 1 and number % 5 != 2)


def test_hits_points_and_steps_agree() -> None:
    assert sieve_hits(TEXT)[:200].values() == [int(has(step)) for step in range(200)]
    points = sieve_points(TEXT, -50, 150).values()
    assert points == [number for number in range(-50, 151) if has(number)]
    ends = accumulate([0, *sieve_steps(TEXT, 1)[:80].values()])
    assert list(ends) == [number for number in range(300) if has(number)][:81]


def test_a_sieve_may_be_a_value_and_moves() -> None:
    third = Sieve.of(3, 0)
    assert sieve_hits(third, 1)[:4].values() == [0, 1, 0, 0]
    assert sieve_hits(third, cycle(0, 1, -1))[:6].values() == [1, 1, 1, 1, 1, 1]
    assert sieve_steps(third, cycle(1, 0.5))[:3].values() == [3, 1.5, 3]


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(UsageError, match="3@"):
        sieve_hits("3@")
    with pytest.raises(PatternError, match="has no point"):
        sieve_steps("2@0 & 2@1")
    assert sieve_hits("2@0 & 2@1")[:3].values() == [0, 0, 0]
    assert sieve_points("2@0 & 2@1").values() == []
