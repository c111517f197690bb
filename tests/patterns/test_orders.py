"""Orders: permutations, Gray codes, arpeggios."""

from __future__ import annotations

import itertools
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import PatternError, UnknownNameError
from generator.parameters import Parameter
from generator.patterns.orders import ORDERS, arpeggio, gray, gray_chords, permutations
from generator.patterns.player import Alone
from generator.patterns.sequences import cycle, seq

CHORDS = st.lists(st.integers(0, 127), min_size=2, max_size=7, unique=True)
ORDER = Parameter("order", "Order", 0.0, 7.0, 0.0)


def test_permutations_are_all_of_them_once() -> None:
    values = list(permutations(seq(0, 2, 4, 5)))
    rows = [tuple(values[k : k + 4]) for k in range(0, len(values), 4)]
    assert rows == list(itertools.permutations((0, 2, 4, 5)))
    assert list(permutations([1, 2, 3], 1)) == [1, 2, 3]
    with pytest.raises(PatternError, match="size = 0"):
        permutations([1, 2], 0)


@pytest.mark.parametrize("bits", [1, 2, 5, 8])
def test_a_gray_code_visits_all_and_changes_one_bit(bits: int) -> None:
    codes = list(gray(bits)[: 2**bits + 1])
    assert sorted(codes[:-1]) == list(range(2**bits))
    assert all((a ^ b).bit_count() == 1 for a, b in pairwise(codes))


def test_gray_chords_change_by_one_note() -> None:
    notes = [60, 64, 67, 71]
    sets = [
        {chord} if isinstance(chord, int) else set(chord or ()) for chord in gray_chords(notes)[:17]
    ]
    assert len({frozenset(chord) for chord in sets[:16]}) == 16
    assert all(len(a ^ b) == 1 for a, b in pairwise(sets))
    with pytest.raises(PatternError, match="17 values: give 16 or fewer"):
        list(gray_chords(range(17))[:1])


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("up", [60, 64, 67, 72]),
        ("down", [72, 67, 64, 60]),
        ("up down", [60, 64, 67, 72, 67, 64]),
        ("down up", [72, 67, 64, 60, 64, 67]),
        ("as played", [67, 60, 72, 64]),
        ("converge", [60, 72, 64, 67]),
        ("diverge", [67, 64, 72, 60]),
    ],
)
def test_an_arpeggio_goes_round_in_its_order(order: str, expected: list[int]) -> None:
    assert list(arpeggio((67, 60, 72, 64), order)[: 2 * len(expected)]) == expected * 2


@settings(max_examples=20)
@given(CHORDS, st.integers(1, 3))
def test_a_random_arpeggio_plays_all_and_none_twice_in_a_row(
    chord: list[int], octaves: int
) -> None:
    count = len(chord) * octaves
    notes = list(arpeggio(chord, "random", octaves, 200)[: 20 * count])
    assert all(a != b for a, b in pairwise(notes))
    rounds = [sorted(notes[k : k + count]) for k in range(0, len(notes), count)]
    assert rounds == [sorted(n + 200 * k for n in chord for k in range(octaves))] * 20


def test_octaves_are_of_any_size() -> None:
    assert list(arpeggio((0, 4), octaves=2, octave=19)[:4]) == [0, 4, 19, 23]
    assert list(arpeggio((0, 4), "as played", 2)[:4]) == [0, 4, 12, 16]


def test_chords_follow_each_other_and_rests_rest() -> None:
    chords = seq((60, 64), None, 67, (62, 65))
    assert list(arpeggio(chords, "down")) == [64, 60, None, 67, 65, 62]
    assert list(arpeggio([60, cycle(64, 63)])[:4]) == [60, 64, 60, 63]


def test_the_order_may_be_steered() -> None:
    player = Alone(parameters={"order": 1.0})
    stream = arpeggio((60, 64), ORDER).stream(player=player)
    assert [next(stream), next(stream)] == [64, 60]
    assert list(arpeggio((60, 64), cycle("up", "down"))[:4]) == [60, 64, 64, 60]


@pytest.mark.parametrize("chord", [5, (), "abc"])
def test_what_is_no_chord_is_named(chord: Any) -> None:
    with pytest.raises(PatternError, match="arpeggio of"):
        arpeggio(chord)


def test_a_chord_of_no_numbers_and_an_unknown_order_are_named() -> None:
    with pytest.raises(PatternError, match=r"'x' in the chord \(60, 'x'\) is no number"):
        list(arpeggio((60, "x"))[:1])
    with pytest.raises(UnknownNameError, match="no arpeggio order named 'upp': did you mean up"):
        arpeggio((60, 64), "upp")
    assert len(ORDERS) == 8
