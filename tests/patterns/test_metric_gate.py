"""The metric gate: from off the beat to on the beat."""

from __future__ import annotations

from statistics import mean

import pytest

from generator.errors import PatternError
from generator.patterns import seq
from generator.patterns.metric_gate import metric_gate
from generator.theory import indispensability

BARS = 300
METRES = {(2, 2, 2): "4/4", (3, 2): "3/4", (2, 3): "6/8"}


def shares(density: float, weight: float, divisions: tuple[int, ...]) -> list[float]:
    """How often each place of a bar is hit."""
    size = len(indispensability(divisions))
    row = metric_gate(density, weight, divisions)[: size * BARS].values()
    return [sum(row[place::size]) / BARS for place in range(size)]


@pytest.mark.parametrize("divisions", METRES)
def test_at_1_places_are_hit_by_their_rank_and_at_0_the_other_way(
    divisions: tuple[int, ...],
) -> None:
    ranks = indispensability(divisions)
    on, off = shares(0.5, 1.0, divisions), shares(0.5, 0.0, divisions)
    places = sorted(range(len(ranks)), key=ranks.__getitem__)
    assert [on[place] for place in places] == pytest.approx(sorted(on), abs=0.08)
    assert [off[place] for place in places] == pytest.approx(sorted(off, reverse=True), abs=0.08)
    assert on[0] > 0.97
    assert off[0] < 0.03


def test_the_fader_goes_evenly_from_off_to_on_the_beat() -> None:
    ranks = indispensability((2, 2, 2))
    weights = []
    for fader in (0.0, 0.2, 0.4, 0.5, 0.6, 0.8, 1.0):
        row = shares(0.5, fader, (2, 2, 2))
        assert mean(row) == pytest.approx(0.5, abs=0.05)
        weights.append(sum(a * b for a, b in zip(ranks, row, strict=True)) / sum(row))
    assert weights == sorted(weights)
    assert weights[-1] > 2.0 * weights[0]


@pytest.mark.parametrize("weight", [0.0, 0.3, 0.5, 1.0])
def test_density_adds_hits_everywhere(weight: float) -> None:
    rows = [shares(density, weight, (2, 3)) for density in (0.0, 0.1, 0.3, 0.7, 0.9, 1.0)]
    assert sum(rows[0]) == 0.0
    assert min(rows[-1]) == 1.0
    totals = [sum(row) for row in rows]
    assert totals == sorted(totals)


def test_what_is_no_metre_is_refused() -> None:
    with pytest.raises(PatternError, match=r"metric_gate: a bar divides by primes"):
        metric_gate(divisions=(4, 2))
    with pytest.raises(PatternError, match="weight = 2"):
        metric_gate(weight=2)
    assert metric_gate(seq(5, -5), 0.5).values() == [1, 0]
