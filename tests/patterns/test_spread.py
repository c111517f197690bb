"""Bias, spread, steps and jitter do what one hears at once."""

from __future__ import annotations

from itertools import accumulate, pairwise
from statistics import mean, pstdev

import pytest

from generator.errors import PatternError
from generator.patterns import cycle, seq
from generator.patterns.beta_quantile import quantile, share_below
from generator.patterns.spread import FIRMNESS, jitter, spread, steps
from generator.theory import Scale

EVEN = seq(*((place + 0.5) / 400 for place in range(400)))
IONIAN = Scale.named("ionian", "C4")


def spreaded(bias: float, width: float) -> list[float]:
    return spread(EVEN, bias, width).values()


@pytest.mark.parametrize("bias", [0.1, 0.35, 0.5, 0.8])
def test_bias_is_the_mean_and_width_the_deviation(bias: float) -> None:
    for width in (0.0, 0.2, 0.33, 0.58, 0.8):
        row = spreaded(bias, width)
        assert mean(row) == pytest.approx(bias, abs=0.005)
        assert pstdev(row) == pytest.approx(width * (bias * (1 - bias)) ** 0.5, abs=0.005)


def test_from_constant_through_bell_and_flat_to_a_coin() -> None:
    assert set(spreaded(0.4, 0.0)) == {0.4}
    bell = spreaded(0.5, 0.33)
    assert sum(0.25 < value < 0.75 for value in bell) > 0.85 * len(bell)
    flat = spreaded(0.5, 3**-0.5)
    assert flat == pytest.approx([(place + 0.5) / 400 for place in range(400)], abs=1e-9)
    assert spreaded(0.3, 1.0).count(1.0) == 120
    assert set(spreaded(0.3, 1.0)) == {0.0, 1.0}


def test_the_order_of_values_stays() -> None:
    for width in (0.1, 0.5, 0.9):
        row = spreaded(0.3, width)
        assert row == pytest.approx(sorted(row), abs=1e-9)


# a, b of the distribution; a place and the share below it; a share and the place: by SciPy 1.17
REFERENCE = [
    ((0.05, 0.2), (0.1, 0.7259105779944651), (0.95, 0.9990899119631635)),
    ((0.05, 0.2), (0.77, 0.842535204208291), (0.5, 6.256986533495276e-05)),
    ((2.5, 2.5), (0.77, 0.8945708862227619), (0.3, 0.3786479422654176)),
    ((1.0, 3.0), (0.1, 0.271), (0.5, 0.20629947401590026)),
    ((300.0, 100.0), (0.77, 0.8215572206103765), (0.95, 0.7848485292620357)),
]


@pytest.mark.parametrize(("shape", "below", "above"), REFERENCE)
def test_the_beta_distribution_against_another_library(
    shape: tuple[float, float], below: tuple[float, float], above: tuple[float, float]
) -> None:
    a, b = shape
    assert share_below(below[0], a, b) == pytest.approx(below[1], abs=1e-12)
    width = (1.0 / (a + b + 1.0)) ** 0.5
    assert quantile(above[0], a / (a + b), width) == pytest.approx(above[1], abs=1e-9)


def test_steps_use_fewer_and_fewer_degrees_down_to_the_root() -> None:
    counts = []
    for amount in (0.5, 0.6, 0.7, 0.8, 0.9, 1.0):
        row = steps(EVEN, IONIAN, amount, low=48, high=84).values()
        counts.append(len({pitch % 12 for pitch in row}))
        assert 0 in {pitch % 12 for pitch in row}
        assert all(48 <= pitch <= 84 for pitch in row)
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == 7
    assert counts[-1] == 1


def test_steps_keep_the_weightiest_degrees() -> None:
    row = steps(EVEN, IONIAN, 0.75, low=48, high=84).values()
    assert {pitch % 12 for pitch in row} == {0, 4, 5, 7}
    given = steps(EVEN, IONIAN, 0.8, low=48, high=84, weights=(9, 8, 7, 1, 1, 1, 1)).values()
    assert {pitch % 12 for pitch in given} == {0, 2, 4}
    assert FIRMNESS[0] == max(FIRMNESS)


def test_below_a_half_pitches_glide() -> None:
    leaps = []
    for amount in (0.0, 0.15, 0.3, 0.45, 0.5):
        row = steps(cycle(0.0, 1.0, 0.3, 0.8), IONIAN, amount)[:200].values()
        leaps.append(mean(abs(b - a) for a, b in pairwise(row)))
    assert leaps == sorted(leaps)
    assert leaps[0] < 0.3 * leaps[-1]
    gliding = steps(cycle(0.0, 1.0, 0.3), IONIAN, 0.3)[:9].values()
    assert any(pitch % 1 for pitch in gliding)


def test_jitter_strays_more_and_never_drifts() -> None:
    strays = []
    for amount in (0.0, 0.1, 0.3, 0.6, 1.0):
        onsets = list(accumulate(jitter(0.25, amount)[:4000]))
        late = [onset - 0.25 * beat for beat, onset in enumerate(onsets, 1)]
        assert max(map(abs, late)) <= 0.125 * amount + 1e-9
        assert abs(mean(late)) < 0.005
        strays.append(pstdev(late))
    assert strays[0] == 0.0
    assert strays == sorted(strays)


def test_jitter_keeps_the_order_of_uneven_steps() -> None:
    row = jitter(cycle(2.0, 0.1), 1.0)[:2000].values()
    assert min(row) > 0.0
    assert sum(row) == pytest.approx(2100.0, abs=1.0)


def test_constants_out_of_range_are_refused() -> None:
    for wrong in (lambda: spread(0.5, bias=2), lambda: spread(0.5, width=-1)):
        with pytest.raises(PatternError, match="give 0 to 1"):
            wrong()
    with pytest.raises(PatternError, match="3 weights for 7 degrees"):
        steps(0.5, IONIAN, weights=(1, 2, 3))
    with pytest.raises(PatternError, match="jitter: step = 0"):
        jitter(0)
    with pytest.raises(PatternError, match="no number"):
        next(spread(seq("loud")).stream())
