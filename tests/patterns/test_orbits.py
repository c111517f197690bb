"""Orbits hardly ever meet; stations move on; phasing holds and glides."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate, combinations

import pytest

from generator.errors import PatternError
from generator.patterns import cycle, seq
from generator.patterns.orbits import incommensurable, orbit, phasing, stations

TWELVE = seq(*range(12))


@pytest.mark.parametrize("seed", range(10))
def test_lengths_are_incommensurable_sixteenths(seed: int) -> None:
    lengths = [orbit(number, of=6)[:1].values(seed)[0] for number in range(6)]
    assert lengths == sorted(lengths)
    assert lengths[0] >= 20.0
    assert lengths[-1] <= 32.0
    assert all((length * 16).is_integer() for length in lengths)
    for one, other in combinations(lengths, 2):
        ratio = Fraction(one) / Fraction(other)
        assert max(ratio.numerator, ratio.denominator) > 12


def test_a_loop_keeps_its_length_until_another_edition_is_asked_for() -> None:
    row = orbit(1, edition=seq(0, 0, 5, 5, 0)).values()
    assert row[0] == row[1] == row[4] != row[2] == row[3]
    others = [orbit(number, edition=5)[0] for number in range(4)]
    assert others[1] == row[2]
    assert len(set(others)) == 4


def test_rings_and_seeds_have_lengths_of_their_own() -> None:
    row = [orbit(number)[0] for number in range(4)]
    assert row != [orbit(number, ring="other")[0] for number in range(4)]
    assert row != [orbit(number)[:1].values(1)[0] for number in range(4)]


def test_four_loops_do_not_meet_again_for_a_day() -> None:
    ticks = [round(length * 16) for length in incommensurable(4, 20.0, 32.0, 3)]
    together = 1
    for each in ticks:
        together = Fraction(together, each).numerator * each
    assert together / 16 > 86_400.0


def test_stretches_start_further_and_further_on() -> None:
    row = stations(TWELVE, size=4, increment=5)[:48].values()
    assert row[:8] == [0, 1, 2, 3, 5, 6, 7, 8]
    starts = row[::4]
    assert starts == [5 * round_ % 12 for round_ in range(12)]
    assert stations(TWELVE, size=3, increment=-1)[3:6].values() == [11, 0, 1]


def test_rates_read_the_source_faster_slower_and_backwards() -> None:
    assert stations(TWELVE, size=6, rate=2)[:6].values() == [0, 2, 4, 6, 8, 10]
    assert stations(TWELVE, size=6, rate=0.5)[:6].values() == [0, 0, 1, 1, 2, 2]
    assert stations(TWELVE, size=4, rate=-1, start=3)[:4].values() == [3, 2, 1, 0]


def test_one_source_at_several_increments_takes_long_to_meet() -> None:
    rows = [stations(TWELVE, size=1, increment=step)[:3000].values() for step in (1, 1.1, 1.7)]
    met = [step for step, heard in enumerate(zip(*rows, strict=True)) if len(set(heard)) == 1]
    assert 0 < len(met) < 100


def gained(row: list[float], step: float) -> list[float]:
    """How far ahead of the even steps each onset is, in steps."""
    onsets = accumulate(row, initial=0.0)
    return [(place * step - onset) / step for place, onset in enumerate(onsets)]


def test_phasing_holds_then_glides_one_step_ahead() -> None:
    ahead = gained(phasing(0.25, size=12, hold=3, glide=2)[: 60 * 13].values(), 0.25)
    for turn in range(12):
        start = turn * 60
        assert ahead[start : start + 37] == pytest.approx([turn] * 37, abs=1e-9)
        glide = ahead[start + 36 : start + 61]
        assert glide == sorted(glide)
        assert glide[-1] == pytest.approx(turn + 1, abs=1e-9)
    assert ahead[12 * 60] == pytest.approx(12.0, abs=1e-9)


def test_hold_and_glide_are_heard() -> None:
    slow = [max(abs(0.25 - step) for step in phasing(0.25, 8, 1, glide)[:200]) for glide in (1, 4)]
    assert slow[0] > 3.0 * slow[1]
    still = [phasing(0.25, 8, hold, 2)[:160].values().count(0.25) for hold in (0, 2, 8)]
    assert still == sorted(still)
    assert still[0] == 0
    assert still[-1] > 120
    assert min(phasing(1.0, size=1, hold=0, glide=1)[:20]) >= 0.0


def test_what_is_wrong_is_refused() -> None:
    for wrong, text in (
        (lambda: orbit(4, of=4), "number = 4"),
        (lambda: orbit(0, of=16, shortest=1, longest=1.25), "wider range"),
        (lambda: stations(TWELVE, size=0), "size = 0"),
        (lambda: stations(seq(1)[1:])[0], "no value"),
        (lambda: stations(cycle(1))[0], "without an end"),
        (lambda: phasing(0.0), "step = 0"),
        (lambda: phasing(glide=0), "glide = 0"),
    ):
        with pytest.raises(PatternError, match=text):
            wrong()
