"""Progressions by functional grammar."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import UsageError
from generator.theory import FUNCTIONAL_MAJOR, FUNCTIONAL_MINOR, FunctionalGrammar, Scale, chord_in
from generator.theory.functional import Rules

KEYS = {"major": FUNCTIONAL_MAJOR, "minor": FUNCTIONAL_MINOR}


@given(st.sampled_from(sorted(KEYS)), st.integers(1, 40), st.integers(0, 10_000))
def test_a_phrase_has_its_bars_and_closes(mode: str, bars: int, seed: int) -> None:
    """On the tonic, after a dominant; every symbol is a chord of the key."""
    phrase = KEYS[mode].phrase(bars, Random(seed))
    assert len(phrase) == bars
    home = chord_in(phrase[-1], Scale.named(mode, 60))
    assert (home.root, home.bass) == (0, 0)
    if bars > 1:
        approach = next(symbol for symbol in reversed(phrase) if symbol != phrase[-1])
        assert approach.startswith(("V", "viio"))
    for symbol in phrase:
        assert chord_in(symbol, Scale.named(mode, 60))


def test_a_dominant_resolves_to_each_tonic_chord_in_time() -> None:
    grammar = FunctionalGrammar(applied=0.0)
    followers = set()
    for seed in range(200):
        phrase = grammar.phrase(16, Random(seed))
        followers |= {b for a, b in pairwise(phrase) if a == "V7"}
    assert {"I", "vi", "V", "viio6"} <= followers


def test_chords_change_often_enough_and_phrases_differ() -> None:
    phrases = {FUNCTIONAL_MAJOR.phrase(8, Random(seed)) for seed in range(100)}
    assert len(phrases) > 90
    assert sum(len(set(phrase)) for phrase in phrases) / len(phrases) > 3.5


def test_applied_dominants_precede_their_chord() -> None:
    seen = 0
    for seed in range(100):
        phrase = FunctionalGrammar(applied=1.0).phrase(12, Random(seed))
        for symbol, following in pairwise(phrase):
            if "/" in symbol:
                seen += 1
                assert following.rstrip("67") == symbol.split("/")[1]
    assert seen > 50


@pytest.mark.parametrize(
    "rules",
    [
        {"phrase": {}},
        {"phrase": {("home",): -1.0}},
        {"phrase": {("nothing",): 1.0}},
        {"phrase": {("phrase",): 1.0}},
        {"phrase": {("t", "home"): 1.0}},
    ],
)
def test_a_grammar_that_could_get_stuck_is_refused(rules: Rules) -> None:
    with pytest.raises(UsageError, match="grammar, phrase"):
        FunctionalGrammar(rules)


@pytest.mark.parametrize("bars", [0, 4097])
def test_bars_have_a_range(bars: int) -> None:
    with pytest.raises(UsageError, match="1 to 4096 bars"):
        FUNCTIONAL_MAJOR.phrase(bars, Random(0))
