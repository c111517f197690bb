"""Sieves, and how they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import UsageError
from generator.theory import STEPS, Sieve, sieve

CLASSES = st.tuples(st.integers(1, 9), st.integers(0, 20))
NUMBERS = range(-60, 200)


@st.composite
def expressions(draw: st.DrawFn, depth: int = 3) -> tuple[str, str]:
    """Draw a sieve and the same in Python, whose `and`, `or` and `not` bind alike."""
    kind = draw(st.sampled_from("@@|&!(")) if depth else "@"
    if kind == "@":
        modulus, residue = draw(CLASSES)
        return f"{modulus}@{residue}", f"(n - {residue}) % {modulus} == 0"
    one, python = draw(expressions(depth=depth - 1))
    if kind == "(":
        return f"({one})", f"({python})"
    if kind == "!":
        return f"!({one})", f"not ({python})"
    other, more = draw(expressions(depth=depth - 1))
    return f"{one} {kind} {other}", f"{python} {'or' if kind == '|' else 'and'} {more}"


@given(expressions())
def test_a_sieve_has_the_numbers_that_its_text_says(both: tuple[str, str]) -> None:
    text, python = both
    read = sieve(text)
    holds = eval(f"lambda n: {python}")
    assert [n for n in NUMBERS if n in read] == [n for n in NUMBERS if holds(n)]


@given(st.lists(CLASSES, min_size=1, max_size=3), st.lists(CLASSES, min_size=1, max_size=3))
def test_laws_of_sets(some: list[tuple[int, int]], others: list[tuple[int, int]]) -> None:
    a = sieve(" | ".join(f"{m}@{r}" for m, r in some))
    b = sieve(" | ".join(f"{m}@{r}" for m, r in others))
    assert ~(a | b) == ~a & ~b
    assert ~~a == a
    assert a - b == a & ~b
    assert (a | b) & a == a
    assert all((n + a.period in a) == (n in a) for n in range(a.period))


def test_equal_sieves_have_the_shortest_period() -> None:
    assert sieve("2@0") == sieve("4@0 | 4@2") == Sieve(8, 0b01010101)
    assert sieve("2@0 | 2@1") == Sieve(1, 1)
    assert sieve("3@0 & 3@1") == Sieve(1, 0)
    assert sieve("3@0 | 4@1 & !5@2").period == 60


def test_xenakis_sieve_of_the_major_scale() -> None:
    """From Towards a Metamusic (1967), with residues counted from C."""
    major = sieve("!3@2 & 4@0 | !3@1 & 4@1 | 3@2 & 4@2 | !3@0 & 4@3")
    assert major.points(0, 11) == STEPS["major"]


def test_membership_is_for_whole_numbers() -> None:
    assert 6 in sieve("3@0")
    assert 6.0 in sieve("3@0")
    assert 6.5 not in sieve("1@0")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        *(("", 1), ("3@0 |", 6), ("(3@0", 5), ("3@0)", 4), ("3@", 1), ("3@0 | & 4@1", 7)),
        *(("3@0 4@1", 5), ("x", 1), ("3@0 & y", 7), ("!", 2), ("0@1", 1), ("2@0 | 70000@1", 7)),
        *(("()", 2), ("(" * 40 + "1@0", 33)),
    ],
)
def test_a_mistake_is_shown_with_its_place(text: str, place: int) -> None:
    with pytest.raises(UsageError, match=f"character {place}\\b"):
        sieve(text)


def test_sieves_that_never_come_round_are_refused() -> None:
    with pytest.raises(UsageError, match="repeat after 1001000"):
        sieve("1000@1 | 1001@1")
    with pytest.raises(UsageError, match="1024 characters"):
        sieve("!" * 2000)
    with pytest.raises(UsageError, match="period of 1 to"):
        Sieve(0, 1)
