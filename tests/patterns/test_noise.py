"""Noise: the spectrum of 1/f, the smoothness of Perlin's."""

from __future__ import annotations

from itertools import islice, pairwise
from random import Random

import numpy as np
import pytest

from generator.composition.sway import ROWS, Sway
from generator.errors import PatternError
from generator.parameters import Parameter
from generator.patterns.noise import perlin, pink, wandering
from generator.patterns.player import Alone
from generator.patterns.walks import brownian

PERIOD = Parameter("period", "Period", 0.0, 100.0, 4.0)
SAMPLES = 2**15


def slope(values: list[float]) -> float:
    """Return the exponent of the power spectrum, fitted from 1/1024 to 1/4 of the rate."""
    power = np.abs(np.fft.rfft(np.array(values) - np.mean(values))) ** 2
    octaves = [(SAMPLES >> k, SAMPLES >> k - 1) for k in range(3, 10)]
    means = [np.log2(np.mean(power[low:high])) for low, high in octaves]
    return float(np.polyfit([np.log2(low) for low, _ in octaves], means, 1)[0])


def test_pink_noise_falls_as_1_over_f() -> None:
    values = list(pink(rows=12)[:SAMPLES])
    assert slope(values) == pytest.approx(-1.0, abs=0.15)
    assert slope(list(brownian(-1e9, 1e9)[:SAMPLES])) == pytest.approx(-2.0, abs=0.2)


def test_pink_noise_lies_between_its_ends_with_its_spread() -> None:
    values = list(pink(60, 72, 4)[:20_000])
    assert 60 <= min(values) <= max(values) <= 72
    assert np.std(values) == pytest.approx(12 * (1 / 12) ** 0.5 / 2, rel=0.06)
    assert list(pink(5, 5)[:3]) == [5, 5, 5]


def test_the_sway_of_players_is_the_same_noise() -> None:
    sway, noise = Sway(Random(4)), wandering(Random(4).random, ROWS)
    assert [sway() for _ in range(500)] == list(islice(noise, 500))


def beats_apart(count: int, period: float, octaves: int = 1) -> list[float]:
    return list(perlin(period, -1, 1, octaves)[:count])


def test_perlin_noise_is_smooth_and_bounded() -> None:
    fine = beats_apart(4000, 100)
    assert max(map(abs, fine)) <= 1
    assert max(fine) - min(fine) > 0.8
    assert max(abs(b - a) for a, b in pairwise(fine)) < 0.1
    assert abs(np.mean(fine)) < 0.2


def test_octaves_add_detail() -> None:
    def roughness(octaves: int) -> float:
        values = beats_apart(2000, 50, octaves)
        assert max(map(abs, values)) <= 1
        return float(np.std(np.diff(values, 2)))

    assert roughness(1) < roughness(2) < roughness(4)


def test_perlin_noise_moves_on_whole_periods_and_is_0_at_its_lattice() -> None:
    assert np.std(beats_apart(200, 1)) > 0.1
    assert beats_apart(10, 2)[1::2] == [0.0] * 5


def test_live_periods_are_clipped_and_bend() -> None:
    player = Alone(parameters={"period": 0.0})
    assert all(0 <= v <= 1 for v in islice(perlin(PERIOD).stream(player=player), 100))
    with pytest.raises(PatternError, match="perlin: period = 0 is out of range"):
        perlin(0)
    with pytest.raises(PatternError, match="pink: rows = 0 is out of range: give 1 to 32"):
        pink(rows=0)
