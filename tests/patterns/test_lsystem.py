"""L-systems: growth by known laws, by chance and by numbers."""

from __future__ import annotations

from collections import Counter
from itertools import islice

import pytest

from generator.errors import PatternError
from generator.patterns import cycle, seq
from generator.patterns.lsystem import Rules, lsystem, parametric_lsystem, turtle

ALGAE: Rules = {"A": "AB", "B": "A"}


def rewritten(axiom: str, rules: dict[str, str], generations: int) -> str:
    for _ in range(generations):
        axiom = "".join(rules.get(letter, letter) for letter in axiom)
    return axiom


@pytest.mark.parametrize("rules", [{"A": "AB", "B": "A"}, {"A": "A[+B]A", "B": ""}, {"C": "A"}])
@pytest.mark.parametrize("generations", [0, 1, 5])
def test_depth_first_is_the_same_word(rules: dict[str, str], generations: int) -> None:
    word = "".join(lsystem("ABA", rules, generations))
    assert word == rewritten("ABA", rules, generations)


def test_lindenmayers_algae_grow_by_fibonacci() -> None:
    lengths = [len(lsystem("A", ALGAE, generations).values()) for generations in range(10)]
    assert lengths == [1, 2, 3, 5, 8, 13, 21, 34, 55, 89]


def test_a_huge_word_is_made_as_it_is_asked_for() -> None:
    """Generation 32 of ten letters each has 10**32; the first ones come at once."""
    word = lsystem("A", {"A": "ABABABABAB"}, 32)
    assert "".join(islice(word, 6)) == "ABABAB"


def test_weights_are_the_chances_of_the_ways() -> None:
    row = lsystem("A" * 10_000, {"A": {"B": 3.0, "C": 1.0, "D": 0.0}}, 1)
    counts = Counter(row.values())
    assert counts["D"] == 0
    assert 7300 < counts["B"] < 7700
    assert row.values(1) == row.values(1) != row.values(2)


def test_letters_mean_values_patterns_and_rests() -> None:
    values = {"A": cycle(60, 64), "B": (67, 71), "C": None}
    assert lsystem("AB+CA", {}, 0, values).values() == [60, (67, 71), None, 64]
    assert lsystem("AAA", {}, 0, {"A": seq(1, 2)}).values() == [1, 2]


def test_generations_are_read_at_each_start() -> None:
    grown = lsystem("A", ALGAE, cycle(1)).repeat(2)
    assert "".join(grown.values()) == "ABAB"
    assert len(lsystem("A", {"A": "A"}, cycle(99)).values()) == 1


def test_modules_grow_by_their_numbers() -> None:
    """Fibonacci's rabbits with their ages: a pair breeds from its second month on."""
    rules = {
        "R": lambda age: [("R", age + 1), ("R", 0)] if age >= 1 else [("R", age + 1)],
    }
    sizes = [len(parametric_lsystem([("R", 0)], rules, n).values()) for n in range(9)]
    assert sizes == [1, 1, 2, 3, 5, 8, 13, 21, 34]
    assert parametric_lsystem([("R", 0), ("S",)], rules, 2).values() == [("R", 2), ("R", 0), ("S",)]


def test_a_turtle_keeps_places_and_turns() -> None:
    assert turtle("F-FFrFu[+FdF]F", {}, 0, step=2, start=10).values() == [
        *(10, 12, 10, None, 8, 8, 8, 8)
    ]
    assert turtle("F]F", {}, 0).values() == [0, 1]


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(PatternError, match="lsystem: generations = 33 is out of range"):
        lsystem("A", ALGAE, 33)
    for weights in ({"B": -1.0}, {"B": 0.0}, {}, {"B": float("nan")}):
        with pytest.raises(PatternError, match=r"lsystem: weights .* of 'A'"):
            lsystem("A", {"A": weights})
    with pytest.raises(PatternError, match="letters in a row mean nothing"):
        lsystem("A", {"A": "AA"}, 32, {"B": 60}).values()
    mute = {"A": lambda n: [("A", n + 1)] * 2 if n < 31 else []}
    with pytest.raises(PatternError, match="rules in a row give no letter"):
        parametric_lsystem([("A", 0)], mute, 32).values()
