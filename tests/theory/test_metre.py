"""Barlow's indispensability."""

from __future__ import annotations

from itertools import product
from math import prod

import pytest

from generator.errors import UsageError
from generator.theory import indispensability

KNOWN = {  # from Barlow's essay: metres and single primes
    (2, 2, 2): "7 0 4 2 6 1 5 3",
    (3, 2): "5 0 3 1 4 2",
    (2, 3): "5 0 2 4 1 3",
    (2, 2): "3 0 2 1",
    (3,): "2 0 1",
    (5,): "4 0 3 1 2",
    (7,): "6 0 4 2 5 1 3",
    (11,): "10 0 6 4 9 1 7 3 8 2 5",
}


@pytest.mark.parametrize(("divisions", "ranks"), KNOWN.items())
def test_known_metres(divisions: tuple[int, ...], ranks: str) -> None:
    assert " ".join(map(str, indispensability(divisions))) == ranks


@pytest.mark.parametrize(
    "divisions", [*product((2, 3, 5, 7), repeat=3), *((p,) for p in (13, 17, 19, 23, 29, 31))]
)
def test_every_place_has_a_rank_of_its_own(divisions: tuple[int, ...]) -> None:
    ranks = indispensability(divisions)
    assert sorted(ranks) == list(range(prod(divisions)))
    assert ranks[0] == max(ranks)
    assert ranks[1] == 0  # what follows the downbeat goes first


@pytest.mark.parametrize("divisions", [(), (4,), (1,), (0,), (-2,), (2, 6), (2,) * 13])
def test_what_is_no_metre_is_refused(divisions: tuple[int, ...]) -> None:
    with pytest.raises(UsageError, match="a bar"):
        indispensability(divisions)
