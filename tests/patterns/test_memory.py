"""A memory renews, repeats and shuffles as its fader says."""

from __future__ import annotations

from itertools import islice, pairwise
from statistics import correlation, mean

import pytest

from generator.errors import PatternError
from generator.patterns import Pattern, seq
from generator.patterns.distributions import uniform
from generator.patterns.memory import memory
from generator.patterns.player import Alone

SEEDS = range(8)
FADER = [0.0, 0.1, 0.2, 0.3, 0.4, 0.45, 0.5]


def values(pattern: Pattern[float], count: int, seed: int = 0) -> list[float]:
    stream = pattern.stream(seed)
    return [next(stream) for _ in range(count)]


def repetition(fader: float, lag: int = 8, count: int = 4000, seed: int = 0) -> float:
    """The share of values that were heard `lag` steps before."""
    row = values(memory(fader, length=lag), count, seed)
    return sum(a == b for a, b in zip(row, row[lag:], strict=False)) / (count - lag)


@pytest.mark.parametrize("seed", SEEDS)
def test_at_0_no_value_comes_twice(seed: int) -> None:
    assert len(set(values(memory(0.0, length=5), 2000, seed))) == 2000


@pytest.mark.parametrize("length", [1, 2, 7, 8, 16])
def test_at_a_half_the_loop_is_locked_to_its_length(length: int) -> None:
    for seed in SEEDS:
        row = values(memory(0.5, length=length), 10 * length, seed)
        assert row == row[:length] * 10
        assert len(set(row)) == length


@pytest.mark.parametrize("seed", SEEDS)
def test_at_1_the_same_values_come_in_any_order(seed: int) -> None:
    row = values(memory(1.0, length=8), 4000, seed)
    assert set(row) == set(values(memory(0.5, length=8), 8, seed))
    assert all(400 < row.count(value) < 600 for value in set(row))
    assert sum(a == b for a, b in zip(row, row[8:], strict=False)) < 0.16 * len(row)


def order(fader: float, seed: int) -> float:
    """The share of steps that go on as the locked loop does."""
    loop = values(memory(0.5), 9, seed)
    follows = dict(pairwise(loop))
    row = values(memory(fader), 4000, seed)
    return sum(follows[a] == b for a, b in pairwise(row)) / 3999


@pytest.mark.parametrize("seed", SEEDS[:3])
def test_the_fader_is_fine_grained_round_the_middle(seed: int) -> None:
    for fader in FADER:
        chance = (2.0 * fader - 1.0) ** 2
        assert repetition(fader, seed=seed) == pytest.approx(1.0 - chance, abs=0.04)
        assert order(1.0 - fader, seed) == pytest.approx(1.0 - chance * 7 / 8, abs=0.04)
    assert 0.99 < repetition(0.48, seed=seed) < 1.0
    assert 0.99 < order(0.52, seed) < 1.0


def test_the_loop_keeps_its_place_while_it_changes() -> None:
    locked = values(memory(0.5), 64)
    drifting = values(memory(0.45), 64)
    assert drifting[:8] == locked[:8]
    kept = [a == b for a, b in zip(locked, drifting, strict=True)]
    assert 0.5 < sum(kept) / 64 < 1.0


def test_a_fader_that_moves_is_heard_at_once() -> None:
    row = values(memory(seq(*[0.5] * 16, *[0.0] * 16)), 32)
    assert row[:8] == row[8:16]
    assert len(set(row)) == 8 + 16


def test_more_length_shows_more_of_the_ring_and_less_the_same_again() -> None:
    lengths = seq(*[4] * 8, *[16] * 32, *[4] * 8)
    row = values(memory(0.5, length=lengths), 48)
    assert row[16:24] == row[32:40]
    assert len(set(row)) == 16
    assert row[40:44] == row[44:48]
    assert set(row[40:44]) == set(row[:4])


def repeats(row: list[float], lag: int) -> list[bool]:
    return [a == b for a, b in zip(row, row[lag:], strict=False)]


def test_sisters_differ_and_loop_together() -> None:
    ring = memory(0.3, length=6, ring="tune")
    one = values(ring, 400)
    two = list(islice(ring.stream(name="another part"), 400))
    assert not set(one) & set(two)
    assert repeats(one, 6) == repeats(two, 6)
    assert 0.5 < sum(repeats(one, 6)) / 394 < 1.0
    assert mean(two) == pytest.approx(0.5, abs=0.08)
    assert max(two) > 0.9
    assert min(two) < 0.1
    assert abs(correlation(one, two)) < 0.25
    shuffled = memory(0.9, length=6, ring="tune")
    rows = values(shuffled, 400), list(islice(shuffled.stream(name="another part"), 400))
    assert [rows[0].index(a) for a in rows[0]] == [rows[1].index(b) for b in rows[1]]


def test_sisters_with_values_of_their_own_loop_together() -> None:
    plain = values(memory(0.4, ring="tune"), 200)
    pitched = values(memory(0.4, ring="tune", fresh=uniform(60.0, 72.0)), 200)
    assert all(60.0 <= value <= 72.0 for value in pitched)
    assert repeats(plain, 8) == repeats(pitched, 8)


def test_rings_of_another_name_or_seed_differ() -> None:
    row = values(memory(0.5, ring="a"), 8)
    assert row != values(memory(0.5, ring="b"), 8)
    assert row != values(memory(0.5, ring="a"), 8, seed=1)


def test_live_values_are_clipped_and_constants_refused() -> None:
    stream = memory(seq(9.0, -3.0), length=seq(99, -1)).stream(player=Alone())
    assert len(list(stream)) == 2
    with pytest.raises(PatternError, match=r"memory: deja_vu = 1.5 .* 0 to 1"):
        memory(1.5)
    with pytest.raises(PatternError, match=r"memory: length = 17 .* 1 to 16"):
        memory(0.5, length=17)
