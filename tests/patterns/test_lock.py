"""A lock repeats, drifts, forgets or turns over as its chance says."""

from __future__ import annotations

import pytest

from generator.errors import PatternError
from generator.patterns import seq
from generator.patterns.lock import lock

SEEDS = range(6)


def values(chance: float, length: int, count: int, seed: int = 0, bits: int = 8) -> list[float]:
    return lock(chance, length, bits=bits)[:count].values(seed)


def changes(chance: float, seed: int) -> float:
    """The share of bits that differ from those a loop before."""
    row = values(chance, 8, 3000, seed, bits=1)
    return sum(a != b for a, b in zip(row, row[8:], strict=False)) / (len(row) - 8)


@pytest.mark.parametrize("length", [2, 3, 5, 8, 13, 16])
def test_at_0_it_is_locked(length: int) -> None:
    for seed in SEEDS:
        row = values(0.0, length, 6 * length, seed)
        assert row == row[:length] * 6


@pytest.mark.parametrize("length", [2, 3, 5, 8, 13, 16])
def test_at_1_the_loop_is_doubled_and_its_second_half_inverted(length: int) -> None:
    for seed in SEEDS:
        row = values(1.0, length, 6 * length, seed)
        assert row == row[: 2 * length] * 3
        assert row[length : 2 * length] == pytest.approx([1.0 - value for value in row[:length]])


@pytest.mark.parametrize("seed", SEEDS)
def test_at_a_half_it_forgets(seed: int) -> None:
    assert changes(0.5, seed) == pytest.approx(0.5, abs=0.04)
    row = values(0.5, 8, 4000, seed)
    assert len(set(row)) > 250
    assert sum(row) / 4000 == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize("seed", SEEDS[:3])
def test_what_changes_rises_with_the_chance(seed: int) -> None:
    faders = [0.0, 0.05, 0.1, 0.2, 0.5, 0.8, 1.0]
    for fader in faders:
        assert changes(fader, seed) == pytest.approx(fader, abs=0.04)


def test_values_are_eight_bits() -> None:
    assert all((value * 255).is_integer() for value in values(0.5, 16, 500))


@pytest.mark.parametrize(("button", "bit"), [("write_0", 0.0), ("write_1", 1.0)])
def test_buttons_write_a_bit_that_stays(button: str, bit: float) -> None:
    press = seq(*[0] * 8, *[1] * 8, *[0] * 32)
    row = lock(0.0, 8, bits=1, **{button: press})[:48].values()
    assert row[8:] == [bit] * 40
    one = seq(*[0] * 8, 1, *[0] * 40)
    before = lock(0.0, 8, bits=1)[:48].values()
    after = lock(0.0, 8, bits=1, **{button: one})[:48].values()
    assert after[8::8] == [bit] * 5
    assert all(a == b for step, (a, b) in enumerate(zip(before, after, strict=True)) if step % 8)


def test_constants_out_of_range_are_refused() -> None:
    with pytest.raises(PatternError, match=r"lock: chance = 2 .* 0 to 1"):
        lock(2)
    with pytest.raises(PatternError, match=r"lock: length = 1 .* 2 to 16"):
        lock(0.0, length=1)
    assert len(lock(seq(7, -7), length=seq(0, 99), bits=seq(-1, 99)).values()) == 2
