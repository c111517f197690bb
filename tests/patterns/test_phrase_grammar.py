"""Phrase grammars: sentences by their rules, and rhythms that fill their spans."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate

import pytest

from generator.errors import PatternError
from generator.patterns import cycle
from generator.patterns.phrase_grammar import Rule, divided, grammar


def test_a_sentence_follows_its_rules() -> None:
    rules: dict[str, Rule] = {"S": ("A", None, "A"), "A": [(60, "B"), (62,)], "B": ((64, 67),)}
    sentences = Counter(tuple(grammar(rules).values(seed)) for seed in range(400))
    ways = [(60, (64, 67)), (62,)]
    assert set(sentences) == {(*one, None, *other) for one in ways for other in ways}
    assert min(sentences.values()) > 70


def test_weights_are_the_chances_of_the_ways() -> None:
    rules = {"S": {(1,): 1.0, (2,): 3.0, (3,): 0.0}}
    values = Counter(grammar(rules).repeat(2000).values())
    assert values[3] == 0
    assert 430 < values[1] < 570


def test_recursion_ends_by_depth() -> None:
    rules = {"S": [("S", "S"), ("S", 1, "S"), (0,)]}
    for seed in range(20):
        row = grammar(rules, depth=cycle(9)).values(seed)
        assert 1 <= len(row) < 2**10 * 2
    assert grammar({"S": {("S", "S"): 1, (7,): 0}}, depth=3).values() == [7] * 8
    assert grammar({"S": ("A",), "A": [("S",), (5,)]}, depth=0).values() == [5]
    assert grammar({"S": {("S", "S"): 1, (): 0}}, depth=60).values() == []


def test_brackets_balance() -> None:
    """A language that no automaton without a stack can tell."""
    rules = {"S": [(1, "S", -1), (1, -1, "S"), (1, -1)]}
    for seed in range(30):
        row = grammar(rules).values(seed)
        heights = list(accumulate(row))
        assert min(heights) >= 0
        assert heights[-1] == 0


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(PatternError, match="no rule for 'B'"):
        grammar({"S": ("A", "B"), "A": (1,)})
    with pytest.raises(PatternError, match="no rule for 'T'"):
        grammar({"S": (1,)}, start="T")
    with pytest.raises(PatternError, match="'A' never ends"):
        grammar({"S": (1,), "A": [("A", 1), (2, "A")]})
    with pytest.raises(PatternError, match=r"weights .* of symbol 'S'"):
        grammar({"S": {(1,): -1.0}})
    with pytest.raises(PatternError, match="ways"):
        divided(4, ways={(1, 0): 1.0})


@pytest.mark.parametrize("chance", [0.0, 0.3, 0.8, 1.0])
def test_divisions_fill_every_span(chance: float) -> None:
    row = divided(cycle(3, 4), chance, {(1, 1): 2, (2, 1): 1, (1, 1, 1): 1}, 0.2)[:400].values()
    assert min(row) > 0.19
    ends = list(accumulate(row))
    spans = accumulate([3, 4] * int(ends[-1] / 7))
    assert all(min(abs(end - span) for end in ends) < 1e-9 for span in spans)
    if chance == 0.0:
        assert row[:4] == [3, 4, 3, 4]


def test_thirds_are_not_lost_to_rounding() -> None:
    assert divided(1, 1.0, {(1, 1, 1): 1}, 1 / 9)[:9].values() == pytest.approx([1 / 9] * 9)
