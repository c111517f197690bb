"""Claves and talas, and several meters at once."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate

import pytest

from generator.errors import PatternError, UnknownNameError
from generator.patterns import cycle, seq
from generator.patterns.meters import (
    metre_steps,
    polymeter,
    polyrhythm,
    polyrhythm_layers,
    tala,
    timeline,
    timeline_steps,
)
from generator.theory.rhythm_table import METRES, TIMELINES
from generator.theory.tala import ALL_TALAS


@pytest.mark.parametrize("name", TIMELINES)
def test_every_timeline_comes_round(name: str) -> None:
    hits = TIMELINES[name]
    assert timeline(name)[: 2 * len(hits)].values() == [*hits, *hits]
    steps = timeline_steps(name, 1)[: sum(hits)].values()
    assert sum(steps) == len(hits)


def test_every_metre_comes_round() -> None:
    for name, lengths in METRES.items():
        row = metre_steps(name, 0.5)[: 2 * len(lengths)].values()
        assert row == [0.5 * length for length in lengths * 2]


def test_every_tala_has_a_sign_on_each_beat() -> None:
    for name, of in ALL_TALAS.items():
        row = tala(name, 3, 2, 1, 0)[: 2 * of.beats].values()
        assert row[: of.beats] == row[of.beats :]
        assert row[0] == 3
        assert row.count(3) == 2
        assert {beat for beat in of.starts if row[beat]} == set(of.starts)
    assert tala("teental", "X", "c", "w", None)[:16].values() == [
        *("X", None, None, None, "c", None, None, None),
        *("w", None, None, None, "c", None, None, None),
    ]
    assert tala("adi", 3, 2, 1, 0)[:8].values() == [3, 0, 0, 0, 2, 1, 2, 1]


def test_a_polyrhythm_has_the_hits_of_each_layer() -> None:
    for counts in ((3, 2), (4, 3), (5, 4, 3), (7,), (2, 4)):
        steps = polyrhythm(*counts, beats=1)
        layers = polyrhythm_layers(*counts)
        known = sorted({Fraction(hit, count) for count in counts for hit in range(count)})
        size = len(known)
        ends = list(accumulate([0.0, *steps[: 3 * size].values()]))
        assert ends[:size] == pytest.approx([float(place) for place in known])
        assert ends[3 * size] == pytest.approx(3.0)
        for place, hit in zip(known, layers[:size], strict=True):
            sounding = hit if isinstance(hit, tuple) else (hit,)
            assert sounding == tuple(
                layer for layer, count in enumerate(counts) if (place * count).denominator == 1
            )


def test_counts_are_read_round_by_round() -> None:
    assert polyrhythm(cycle(1, 2), beats=cycle(4, 1))[:3].values() == [4, 0.5, 0.5]
    assert polyrhythm_layers(cycle(1, 99), 1)[:3].values() == [(0, 1), (0, 1), 0]


def test_polymeter_meets_after_the_common_multiple() -> None:
    row = polymeter((1, None, None), seq(2, None), cycle(None, (3, 4)))[:12].values()
    assert row[:6] == [(1, 2), (3, 4), 2, (1, 3, 4), 2, (3, 4)]
    assert row[6:] == row[:6]


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(UnknownNameError, match=r"did you mean .*son clave"):
        timeline("sun clave")
    with pytest.raises(UnknownNameError, match=r"did you mean .*teental"):
        tala("teentall")
    with pytest.raises(PatternError, match="polyrhythm: count = 0 is out of range: give 1 to 64"):
        polyrhythm(3, 0)
    with pytest.raises(PatternError, match=r"polyrhythm: count of nothing|polyrhythm of nothing"):
        polyrhythm()
    with pytest.raises(PatternError, match="polymeter of nothing"):
        polymeter((1,), ())
