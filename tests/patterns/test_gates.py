"""Gates: coins, chances and masks."""

from __future__ import annotations

from itertools import islice

import pytest

from generator.errors import PatternError
from generator.parameters import Parameter
from generator.patterns.gates import coin, gate, mask
from generator.patterns.player import Alone
from generator.patterns.sequences import cycle, seq

DENSITY = Parameter("density", "Density", 0.0, 2.0, 0.5)


@pytest.mark.parametrize("chance", [0.0, 0.2, 0.5, 1.0])
def test_a_coin_falls_with_its_chance(chance: float) -> None:
    falls = list(coin(chance)[:4000])
    assert set(falls) <= {0, 1}
    assert sum(falls) / 4000 == pytest.approx(chance, abs=0.03 if 0 < chance < 1 else 0)


def test_a_gate_keeps_what_passes_in_its_place() -> None:
    passed = list(gate(seq(*range(1, 1001)), 0.3))
    assert all(value in (None, k) for k, value in enumerate(passed, 1))
    assert sum(value is not None for value in passed) == pytest.approx(300, abs=50)
    assert list(gate(seq(1, 2), 1)) == [1, 2]
    assert list(gate(seq(1, 2), 0)) == [None, None]


def test_a_live_chance_is_clipped() -> None:
    player = Alone(parameters={"density": 1.7})
    assert list(islice(coin(DENSITY).stream(player=player), 50)) == [1] * 50
    assert list(gate(seq(1, 2, 3, 4), cycle(-1, 2))) == [None, 2, None, 4]
    with pytest.raises(PatternError, match="gate: chance = 2 is out of range: give 0 to 1"):
        gate(seq(1), 2)


def test_a_mask_is_a_list_that_goes_round_or_a_pattern() -> None:
    assert list(mask(seq(1, 2, 3, 4, 5), [1, 0])) == [1, None, 3, None, 5]
    assert list(mask(cycle(7), seq(1, None, 0.5, 0))) == [7, None, 7, None]
    with pytest.raises(PatternError, match="cycle of nothing"):
        mask(seq(1), [])
