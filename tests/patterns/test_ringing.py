"""Change ringing: rows as ringers know them."""

from __future__ import annotations

from itertools import pairwise
from math import factorial
from typing import Any

import pytest

from generator.errors import PatternError, UnknownNameError
from generator.patterns.methods import BELLS, METHODS, changes_of, rows_of
from generator.patterns.ringing import changes, plain_changes
from generator.patterns.sequences import cycle, seq

# The row at the end of the first lead, as the method library prints it
LEAD_HEADS = {
    "Plain Bob Minimus": "1342",
    "Reverse Bob Minimus": "1342",
    "Plain Bob Doubles": "13524",
    "Grandsire Doubles": "12534",
    "Stedman Doubles": "53412",
    "Plain Bob Minor": "135264",
    "Kent Treble Bob Minor": "142635",
    "Oxford Treble Bob Minor": "142635",
    "Cambridge Surprise Minor": "156342",
    "London Surprise Minor": "142635",
    "Stedman Triples": "6347251",
    "Plain Bob Major": "13527486",
    "Cambridge Surprise Major": "15738264",
    "Yorkshire Surprise Major": "15738264",
    "Superlative Surprise Major": "15738264",
    "Bristol Surprise Major": "14263857",
    "Double Norwich Court Bob Major": "18674523",
    "Stedman Caters": "634829175",
    "Plain Bob Royal": "1352749608",
    "Bristol Surprise Maximus": "1795E3T20486",
}


def rows(name: str, calls: str = "p") -> list[str]:
    return ["".join(BELLS[bell] for bell in row) for row in rows_of(METHODS[name], calls)]


def cut(values: list[Any], bells: int) -> list[tuple[Any, ...]]:
    return [tuple(values[k : k + bells]) for k in range(0, len(values), bells)]


@pytest.mark.parametrize(("name", "expected"), LEAD_HEADS.items())
def test_the_first_lead_ends_as_the_library_says(name: str, expected: str) -> None:
    method = METHODS[name]
    assert rows(name)[len(changes_of(method.notation, method.bells))] == expected


@pytest.mark.parametrize("name", METHODS)
def test_a_plain_course_is_true_and_moves_no_bell_by_more_than_a_place(name: str) -> None:
    course = rows(name)
    assert len(set(course)) == len(course) < 1000
    for one, other in pairwise([*course, course[0]]):
        assert all(abs(k - other.index(bell)) <= 1 for k, bell in enumerate(one))


@pytest.mark.parametrize("name", [name for name in METHODS if METHODS[name].extent])
def test_an_extent_has_every_row_once(name: str) -> None:
    touch = rows(name, METHODS[name].extent)
    assert len(touch) == len(set(touch)) == factorial(METHODS[name].bells)


def test_plain_bob_minimus_in_full() -> None:
    expected = """1234 2143 2413 4231 4321 3412 3142 1324 1342 3124 3214 2341
    2431 4213 4123 1432 1423 4132 4312 3421 3241 2314 2134 1243"""
    assert rows("Plain Bob Minimus") == expected.split()


@pytest.mark.parametrize("name", ["Plain Bob Triples", "Grandsire Triples", "Plain Bob Major"])
def test_calls_give_other_and_true_rows(name: str) -> None:
    plain, called = rows(name), rows(name, "pb")
    assert len(set(called)) == len(called) != len(plain)
    assert rows(name, "ps")[: len(plain)] != plain


@pytest.mark.parametrize("bells", range(3, 13))
def test_plain_hunt_comes_round_after_twice_its_bells(bells: int) -> None:
    hunt = cut(list(changes(list(range(bells)), "Plain Hunt")), bells)
    assert len(hunt) == len(set(hunt)) == 2 * bells
    paths = sorted(row.index(0) for row in hunt)
    assert paths == sorted([*range(bells), *range(bells)])


@pytest.mark.parametrize("bells", range(1, 7))
def test_plain_changes_are_every_row_by_a_swap_of_neighbours(bells: int) -> None:
    found = cut(list(plain_changes(list(range(bells)))), bells)
    assert len(set(found)) == len(found) == factorial(bells)
    for one, other in pairwise([*found, found[0]] if bells > 2 else found):
        moved = [k for k in range(bells) if one[k] != other[k]]
        assert len(moved) == 2
        assert moved[1] == moved[0] + 1


def test_bells_are_values_of_any_kind_and_the_rest_cover() -> None:
    values = list(changes(seq(67, 65, 64, 62, 60, 48), "Grandsire Doubles"))
    assert values[:12] == [67, 65, 64, 62, 60, 48, 65, 67, 64, 60, 62, 48]
    assert list(changes(["a", "b", cycle("c", "d")], "Plain Hunt"))[:9] == list("abcbadbca")


def test_place_notation_may_be_written_out() -> None:
    by_name = list(changes(range(6), "Plain Bob Minor"))
    assert list(changes(range(6), "-16-16-16,12")) == by_name
    assert list(changes(range(6), "x1x1x1,2")) == by_name
    assert list(changes(range(6), "&-16-16-16,+12")) == by_name


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (([1, 2], "Plain Hunt"), "changes of 2 values: give 3 to 12"),
        ((range(4), "Plain Bob Minor"), "wants 6 values, not 4"),
        ((range(6), "Plain Bob Minor", "pqb"), "give letters p, b and s"),
        ((range(6), "Plain Bob Minor", ""), "give letters p, b and s"),
        ((range(5), "Stedman Doubles", "b"), "no such calls"),
        ((range(8), "Plain Bob Major", "extent"), "no extent of Plain Bob Major is known"),
        ((range(4), "-18-18,12"), "place notation '18' does not fit 4 bells"),
        ((range(6), "-24-16"), "place notation '24' does not fit 6 bells"),
        ((range(6), ","), "has no change"),
    ],
)
def test_what_cannot_be_rung_is_named(arguments: tuple[Any, ...], text: str) -> None:
    with pytest.raises(PatternError, match=text):
        list(changes(*arguments))


def test_an_unknown_method_is_told_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="did you mean Plain Bob Minor"):
        changes(range(6), "Plain Bob Miner")
