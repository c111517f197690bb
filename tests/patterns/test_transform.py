"""Transformations of pitch, order and time, on notes, chords and rests."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import Any

import pytest

from generator.errors import PatternError
from generator.patterns import Pattern, cycle, param, seq
from generator.patterns.pattern import LONGEST_ROW
from generator.patterns.player import Alone
from generator.patterns.transform import contour, invert, linlin, register, transpose
from generator.patterns.transform_order import (
    degrade,
    every,
    retrograde,
    sometimes,
    swap,
    thin,
    when,
)
from generator.patterns.transform_time import augment, diminish, ratchet

THEME = seq(60, (64, 67), None, 62)


def test_transposition_and_inversion_undo_themselves() -> None:
    theme = THEME.values()
    assert transpose(transpose(THEME, 7), -7).values() == theme
    assert invert(THEME).values() == [60, (56, 53), None, 58]
    assert invert(invert(THEME, 63.5), 63.5).values() == theme
    assert retrograde(retrograde(THEME)).values() == theme


def test_numbers_are_read_at_each_value() -> None:
    assert transpose(THEME, cycle(0, 12)).values() == [60, (76, 79), None, 74]
    assert invert(cycle(1), seq(0, 5)).values() == [-1, 9]
    parameters = {"by": 1.0}
    moved = transpose(cycle(60), param("by")).stream(player=Alone(parameters=parameters))
    assert next(moved) == 61
    parameters["by"] = -3.0
    assert next(moved) == 57


def test_inversion_at_the_first_note_not_the_first_rest() -> None:
    assert invert(seq(None, (62, 65), 60)).values() == [None, (62, 59), 64]


def test_register_follows_a_centre_in_octaves() -> None:
    for centre in (30, 59.5, 61, 100):
        for pitch in (0, 61, 66.5, 127):
            found = register(seq(pitch), centre)[0]
            assert (found - pitch) % 12 == 0
            assert abs(found - centre) <= 6
    assert register(THEME, cycle(72)).values() == [72, (76, 67), None, 74]


def test_contour_orders_a_bar() -> None:
    assert contour(seq(5, 1, 3, 2, 9, 8), (0, 2, 1)).values() == [1, 5, 3, 2, 9, 8]
    assert contour(seq(64, None, (67, 72), 60), (0, 1, 2, 3)).values() == [60, None, 64, (67, 72)]
    assert contour(seq(3, 1), (1, 0, 2)).values() == [3, 1]
    with pytest.raises(PatternError, match="contour: shape of nothing"):
        contour(THEME, ())


def test_linlin_clips_and_may_turn_round() -> None:
    assert linlin(seq(-9, 0, 2, (4, 9), None), 0, 4, 10, 0).values() == [
        *(10, 10, 5, (0, 0)),
        None,
    ]
    with pytest.raises(PatternError, match="linlin: 1 is not below 1"):
        linlin(THEME, 1, 1)


def test_what_is_no_number_is_named() -> None:
    wrong = seq("x", 60)
    rows = [invert(wrong), register(wrong, 60), linlin(wrong, 0, 1), contour(wrong, (1, 0))]
    for row in (*rows, augment(wrong), diminish(wrong), ratchet(wrong)):
        with pytest.raises(PatternError, match="'x'"):
            row.values()


def test_retrograde_needs_an_end_or_a_bar() -> None:
    assert retrograde(cycle(1, 2, 3), bar=3)[:5].values() == [3, 2, 1, 3, 2]
    assert retrograde(seq(1, 2, 3), bar=2).values() == [2, 1, 3]
    with pytest.raises(PatternError, match=r"retrograde: a row without an end.*p\[:8\]"):
        retrograde(cycle(1)).values()
    with pytest.raises(PatternError, match="retrograde: bar = 0"):
        retrograde(THEME, bar=0)
    assert LONGEST_ROW == 16_384


def test_every_changes_the_last_of_n_bars() -> None:
    row = every(cycle(0, 1, 2, 3), 3, retrograde, bar=2)[:12].values()
    assert row == [0, 1, 2, 3, 1, 0, 2, 3, 0, 1, 3, 2]
    assert every(seq(1, 2), 1, retrograde)[:4].values() == [2, 1, 2, 1]
    assert every(seq(1, 2, 3, 4, 5), 1, retrograde, bar=4).values() == [4, 3, 2, 1, 5]


def test_a_change_may_lengthen_draw_or_be_steered() -> None:
    def doubled(p: Pattern[Any]) -> Pattern[Any]:
        return p | transpose(p, 10)

    assert every(seq(1, 2), 2, doubled)[:6].values() == [1, 2, 1, 2, 11, 12]
    fallen = every(cycle(1), 1, degrade, bar=8)[:64].values()
    bars = {tuple(fallen[at : at + 8]) for at in range(0, 64, 8)}
    assert len(bars) > 5  # each bar has draws of its own
    parameters = {"on": 0.0}
    steered = when(seq(1, 2), param("on"), retrograde).stream(player=Alone(parameters=parameters))
    assert [next(steered) for _ in range(2)] == [1, 2]
    parameters["on"] = 1.0
    assert [next(steered) for _ in range(2)] == [2, 1]


def test_sometimes_is_as_often_as_its_chance() -> None:
    row = sometimes(seq(0, 1), retrograde, 0.25)[:4000].values()
    assert 420 < row[::2].count(1) < 580
    assert sometimes(seq(0, 1), retrograde, cycle(0, 2))[:4].values() == [0, 1, 1, 0]
    with pytest.raises(PatternError, match=r"sometimes: chance = 1.5 is out of range"):
        sometimes(THEME, retrograde, 1.5)


def test_a_change_that_is_none_is_named() -> None:
    with pytest.raises(PatternError, match="every: 'x' is no function"):
        every(THEME, 2, "x")  # type: ignore[arg-type]
    with pytest.raises(PatternError, match="when: the change gave 5: let it return a pattern"):
        when(THEME, cycle(1), lambda p: 5)[:1].values()  # type: ignore[arg-type, return-value]
    with pytest.raises(PatternError, match="no value to repeat"):
        every(THEME[:0], 2, retrograde)[:1].values()


def test_swap_keeps_the_values() -> None:
    row = swap(seq(*range(200)), 0.5).values()
    assert sorted(row) == list(range(200))
    moved = sum(value != place for place, value in enumerate(row))
    assert 60 < moved < 140
    assert swap(THEME, cycle(1)).values() == [(64, 67), 60, 62, None]


def test_degrade_leaves_its_share() -> None:
    row = degrade(cycle(60), 0.3)[:5000].values()
    assert 1350 < row.count(None) < 1650
    assert degrade(cycle(60), cycle(0, 1))[:4].values() == [60, None, 60, None]


def test_thin_takes_the_same_places_first() -> None:
    def sounding(density: float) -> set[int]:
        row = thin(cycle(60), density, bar=16)[:32].values()
        places = {place for place, value in enumerate(row) if value}
        assert {place % 16 for place in places if place > 15} == {p for p in places if p < 16}
        return places

    shares = [sounding(sixteenths / 16) for sixteenths in range(17)]
    assert [len(places) for places in shares] == [2 * sixteenths for sixteenths in range(17)]
    assert all(less < more for less, more in pairwise(shares))


def test_time_is_stretched_and_divided() -> None:
    assert diminish(augment(seq(1, 0.5), 3), 3).values() == [1, 0.5]
    assert augment(seq(1, 1), cycle(2, 0)).values() == [2, 0.001]
    row = ratchet(seq(1, 2, 3), cycle(1, 3, 5), cycle(1, 1.5, 0.7)).values()
    assert len(row) == 9
    ends = list(accumulate(row))
    assert [ends[0], ends[3], ends[8]] == pytest.approx([1, 3, 6])
    assert row[2] / row[1] == pytest.approx(1.5)
    with pytest.raises(PatternError, match="ratchet: times = 0 is out of range: give 1 to 64"):
        ratchet(1, 0)
    with pytest.raises(PatternError, match="augment: factor = -1"):
        augment(1, -1)
