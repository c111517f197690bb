"""Rhythms: Euclidean ones, hits and the beats between them."""

from __future__ import annotations

from itertools import combinations, islice

import pytest

from generator.errors import PatternError
from generator.patterns import cycle, param, seq
from generator.patterns.player import Alone
from generator.patterns.rhythm import (
    LONGEST_GAP,
    euclidean,
    euclidean_filled,
    euclidean_steps,
    gaps,
    on_hits,
)

# As printed in Toussaint, The Euclidean Algorithm Generates Traditional Musical Rhythms (2005).
PRINTED = {
    (2, 5): "x.x..",
    (3, 4): "x.xx",
    (3, 7): "x.x.x..",
    (3, 8): "x..x..x.",
    (4, 7): "x.x.x.x",
    (4, 9): "x.x.x.x..",
    (4, 11): "x..x..x..x.",
    (5, 8): "x.xx.xx.",
    (5, 9): "x.x.x.x.x",
    (5, 11): "x.x.x.x.x..",
    (5, 12): "x..x.x..x.x.",
    (5, 16): "x..x..x..x..x...",
    (7, 8): "x.xxxxxx",
    (7, 12): "x.xx.x.xx.x.",
    (7, 16): "x..x.x.x..x.x.x.",
    (9, 16): "x.xx.x.x.xx.x.x.",
    (11, 24): "x..x.x.x.x.x..x.x.x.x.x.",
    (13, 24): "x.xx.x.x.x.x.xx.x.x.x.x.",
}


def bar(hits: int, steps: int, rotation: int = 0) -> list[int]:
    return list(islice(euclidean(hits, steps, rotation), steps))


@pytest.mark.parametrize(("hits", "steps"), PRINTED)
def test_the_printed_rhythms(hits: int, steps: int) -> None:
    assert bar(hits, steps) == [int(sign == "x") for sign in PRINTED[hits, steps]]


def test_every_rhythm_up_to_32_is_the_evenest() -> None:
    """Chords of a circle: an even rhythm has the largest sum of distances (Toussaint 2005)."""
    for steps in range(1, 33):
        for hits in range(1, steps + 1):
            row = bar(hits, steps)
            assert sum(row) == hits
            assert row[0] == 1
            places = [place for place, hit in enumerate(row) if hit]
            even = {(place * steps) // hits for place in range(hits)}
            assert any({(each + turn) % steps for each in places} == even for turn in range(steps))


def test_evenness_is_beaten_by_no_other_rhythm() -> None:
    def evenness(places: tuple[int, ...]) -> float:
        return sum(min(b - a, 8 - b + a) for a, b in combinations(places, 2))

    for hits in range(2, 8):
        places = tuple(place for place, hit in enumerate(bar(hits, 8)) if hit)
        assert evenness(places) == max(map(evenness, combinations(range(8), hits)))


def test_rotation_starts_the_bar_later() -> None:
    for rotation in range(-9, 17):
        row = bar(3, 8)
        assert bar(3, 8, rotation) == row[rotation % 8 :] + row[: rotation % 8]


def test_hits_and_steps_are_read_bar_by_bar() -> None:
    assert euclidean(seq(1, 2), cycle(2, 4)).values() == [1, 0, 1, 0, 1, 0]
    assert euclidean(cycle(9), 4)[:4].values() == [1, 1, 1, 1]
    assert euclidean(cycle(-3), 4)[:4].values() == [0, 0, 0, 0]


def test_a_live_parameter_steers_the_hits() -> None:
    parameters = {"hits": 2.0}
    played = euclidean(param("hits"), 4).stream(player=Alone(parameters=parameters))
    assert [next(played) for _ in range(4)] == [1, 0, 1, 0]
    parameters["hits"] = 3.4
    assert [next(played) for _ in range(4)] == [1, 0, 1, 1]


@pytest.mark.parametrize("arguments", [(5, 4), (-1, 4), (1, 0), (1, 2000)])
def test_what_cannot_be_is_refused(arguments: tuple[int, int]) -> None:
    for make in (euclidean, euclidean_steps):
        with pytest.raises(PatternError, match=f"{make.__name__}: .* is out of range: give"):
            make(*arguments)
    with pytest.raises(PatternError, match="euclidean"):
        euclidean_filled(*arguments, hit=1, rest=0)


def test_steps_add_up_to_bars_and_start_on_a_hit() -> None:
    for hits in range(1, 17):
        row = euclidean_steps(hits, 16, unit=0.25)[: 3 * hits].values()
        assert sum(row) == 12.0
        assert row[:hits] == gaps(seq(*bar(hits, 16))).values()
    assert euclidean_steps(5, 8, 2, 1)[:5].values() == [2, 1, 2, 2, 1]
    assert euclidean_steps(cycle(0, 2), 4, 0, cycle(1, 0.5))[:3].values() == [4, 1, 1]


def test_values_come_on_hits_and_on_rests() -> None:
    filled = euclidean_filled(2, 5, cycle(36, (38, 40)), None, 1)
    assert filled[:10].values() == [None, 36, None, None, (38, 40)] * 2
    assert on_hits(seq(1, 0, None, 1, 1), seq(60, (62, 65))).values() == [60, None, None, (62, 65)]


def test_gaps_begin_with_the_first_hit_and_never_wait_for_ever() -> None:
    assert gaps(seq(0, 0, 1, 1, 0, 0, 1), 1).values() == [1, 3, 1]
    assert gaps(seq(0, 0)).values() == []
    assert gaps(seq(1) | cycle(0), 1)[:2].values() == [LONGEST_GAP, LONGEST_GAP]
