"""Timelines, metres and talas; Euclidean rhythms beside Bjorklund's own algorithm."""

from __future__ import annotations

from itertools import combinations

import pytest

from generator.errors import UnknownNameError, UsageError
from generator.theory import (
    METRES,
    TALAS,
    TIMELINES,
    durations,
    euclid,
    hits_of,
    metre_named,
    onsets,
    sapta_tala,
    tala_named,
    timeline_named,
)
from generator.theory.rhythm_table import BELLS, CLAVES
from generator.theory.tala import JATIS, SULADIS


def bjorklund(hits: int, steps: int) -> list[bool]:
    """After Bjorklund, The Theory of Rep-Rate Pattern Generation (2003).

    Counts and remainders of a division, then a recursion that builds the string level by level.
    """
    if hits in (0, steps):
        return [hits > 0] * steps
    counts, remainders, divisor = [], [hits], steps - hits
    while remainders[-1] > 1:
        counts.append(divisor // remainders[-1])
        remainders.append(divisor % remainders[-1])
        divisor = remainders[-2]
    counts.append(divisor)

    def built(level: int) -> list[bool]:
        if level < 0:
            return [level == -2]
        once = built(level - 1) * counts[level]
        return once + (built(level - 2) if remainders[level] else [])

    return built(len(counts) - 1)


def turned(pattern: tuple[bool, ...] | list[bool]) -> set[tuple[bool, ...]]:
    return {tuple(pattern[turn:] + pattern[:turn]) for turn in range(len(pattern))}


@pytest.mark.parametrize("steps", range(1, 33))
def test_euclid_is_the_necklace_of_bjorklund(steps: int) -> None:
    for hits in range(steps + 1):
        pattern = euclid(hits, steps)
        assert sum(pattern) == hits
        assert pattern in turned(bjorklund(hits, steps))


@pytest.mark.parametrize("steps", range(1, 33))
def test_euclid_is_maximally_even(steps: int) -> None:
    """Clough and Douthett (1991): spans over any number of hits have one size or two in a row."""
    for hits in range(1, steps + 1):
        places = onsets(euclid(hits, steps))
        for over in range(1, hits):
            spans = {(places[(i + over) % hits] - places[i]) % steps for i in range(hits)}
            assert max(spans) - min(spans) <= 1


def test_the_declared_rotation_is_held() -> None:
    """The first hit stands on the first step; a rotation moves the pattern that much earlier."""
    for hits, steps in combinations(range(1, 33), 2):
        assert euclid(hits, steps)[0]
        assert all(
            euclid(hits, steps, turn) == euclid(hits, steps)[turn:] + euclid(hits, steps)[:turn]
            for turn in (1, steps // 2, steps - 1)
        )


@pytest.mark.parametrize("name", TIMELINES)
def test_hits_and_lengths_lead_to_each_other(name: str) -> None:
    hits = timeline_named(name)
    assert sum(durations(hits)) == len(hits)
    start = hits.index(True)
    assert hits_of(durations(hits)) == hits[start:] + hits[:start]


def test_rhythms_have_their_usual_shape() -> None:
    """Five strokes in sixteen, seven in twelve; 2-3 is 3-2 with its halves changed."""
    for name in CLAVES:
        three_two, two_three = timeline_named(f"{name} 3-2"), timeline_named(f"{name} 2-3")
        assert len(three_two) == 16
        assert sum(three_two) == 5
        assert two_three == three_two[8:] + three_two[:8]
    sevens = [name for name, lengths in BELLS.items() if len(lengths) == 7]
    assert len(sevens) == 10
    assert all(len(timeline_named(name)) == 12 for name in BELLS)


@pytest.mark.parametrize("name", ["son", "rumba"])
def test_a_clave_in_six_eight_has_the_strokes_of_the_one_in_four_four(name: str) -> None:
    """Both strike the same beats, and between them the nearest third before the quarter."""
    four_four, six_eight = timeline_named(f"{name} clave"), timeline_named(f"{name} 6/8")
    assert onsets(six_eight) == tuple(place * 3 // 4 for place in onsets(four_four))


@pytest.mark.parametrize(
    ("name", "hits", "steps"),
    [
        ("tresillo", 3, 8),
        ("cinquillo", 5, 8),
        ("ashanti", 7, 12),
        ("samba", 7, 16),
        ("bembe", 7, 12),
        ("fandango", 4, 12),
        ("bossa nova", 5, 16),
        ("fume fume", 5, 12),
        ("rumba 6/8", 5, 12),
    ],
)
def test_some_timelines_are_euclidean(name: str, hits: int, steps: int) -> None:
    """As Toussaint (2005) lists them, some from another stroke on."""
    assert timeline_named(name) in turned(euclid(hits, steps))


def test_no_hits_have_no_lengths() -> None:
    assert durations((False, False)) == ()
    with pytest.raises(UsageError, match="1 step or more"):
        hits_of((2, 0))


@pytest.mark.parametrize(
    ("name", "steps"),
    [
        *(("sofyan", 4), ("turk aksagi", 5), ("yuruk semai", 6), ("Devr-i Hindi", 7), ("duyek", 8)),
        *(("raks aksagi", 9), ("curcuna", 10), ("aksak", 9), ("kopanitsa", 11), ("ruchenitsa", 7)),
        *(("krivo sadovsko", 13), ("buchimish", 15), ("jove male mome", 18), ("frenkcin", 12)),
        *(("raksan", 15), ("paidushko", 5), ("lenk fahte", 10), ("musemmen", 8)),
    ],
)
def test_metres_have_their_lengths(name: str, steps: int) -> None:
    assert sum(metre_named(name)) == steps
    assert min(min(lengths) for lengths in METRES.values()) == 1


@pytest.mark.parametrize(
    ("name", "beats"),
    [
        *(("teental", 16), ("jhaptal", 10), ("rupak", 7), ("ektal", 12), ("dadra", 6)),
        *(("keherwa", 8), ("dhamar", 14), ("chautal", 12), ("sultal", 10), ("ada chautal", 14)),
    ],
)
def test_northern_talas(name: str, beats: int) -> None:
    tala = tala_named(name)
    assert tala.beats == beats
    assert tala.starts[0] == 0
    assert all(len(each.groups) == len(each.signs) for each in TALAS.values())


def test_the_thirty_five_southern_talas() -> None:
    """Sambamoorthy's table of aksharas, by jati 3, 4, 5, 7, 9."""
    table = {
        "dhruva": (11, 14, 17, 23, 29),
        "matya": (8, 10, 12, 16, 20),
        "rupaka": (5, 6, 7, 9, 11),
        "jhampa": (6, 7, 8, 10, 12),
        "triputa": (7, 8, 9, 11, 13),
        "ata": (10, 12, 14, 18, 22),
        "eka": (3, 4, 5, 7, 9),
    }
    assert table.keys() == SULADIS.keys()
    for name, beats in table.items():
        assert tuple(sapta_tala(name, jati).beats for jati in JATIS) == beats
    assert tala_named("adi").groups == (4, 2, 2)


def test_unknown_rhythms_are_named_with_their_neighbours() -> None:
    for named, text in (
        (timeline_named, "son clav"),
        (metre_named, "aksk"),
        (tala_named, "tental"),
    ):
        with pytest.raises(UnknownNameError, match="did you mean"):
            named(text)
