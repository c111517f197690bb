"""Tunings: degrees and pitches both ways, whatever the row and its period."""

from __future__ import annotations

import doctest
import importlib
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.errors import UsageError
from generator.theory.any_scale import AnyScale
from generator.theory.scale import Scale
from generator.theory.tuned_scale import TunedScale
from generator.theory.tuning import Interval, Tuning, cents_of
from generator.theory.tunings import edo, equal, tuning_named
from generator.units import frequency_hz

RATIOS = st.fractions(Fraction(1, 8), 8, max_denominator=99)
INTERVALS: st.SearchStrategy[Interval] = st.one_of(st.floats(-3000, 3000), RATIOS)
ROWS = st.lists(INTERVALS, max_size=9).filter(lambda row: not row or abs(cents_of(row[-1])) >= 1)
TUNINGS = st.builds(
    Tuning, st.just("drawn"), ROWS.map(tuple), st.floats(30, 90)
)  # unsorted, negative and non-octave ones too
FEW = settings(max_examples=30)
DEGREES = st.integers(-60, 60)
PITCHES = st.floats(0, 127)
MODULES = (
    *("any_scale", "kbm", "keyboard_map", "scala", "tuned_scale", "tuning", "tunings"),
    *("tunings.equal", "tunings.fifths", "tunings.just", "tunings.modes"),
)


def around(tuning: Tuning, pitch: float, width: float = 0.0) -> list[float]:
    """The pitches of all degrees in the periods near a pitch, by going through them."""
    period = tuning.period_cents / 100 or 1e9
    first, last = sorted(round((each - tuning.tonic) / period) for each in (pitch, pitch + width))
    spread = 2 + round(
        max(map(abs, map(cents_of, tuning.intervals)), default=0) / abs(period) / 100
    )
    periods = range(first - spread, last + spread + 1)
    return [tuning.pitch(n * len(tuning) + d) for n in periods for d in range(len(tuning))]


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    results = doctest.testmod(importlib.import_module(f"generator.theory.{name}"))
    assert results.attempted > 0
    assert results.failed == 0


@FEW
@given(TUNINGS, DEGREES)
def test_degrees_repeat_at_the_period(tuning: Tuning, degree: int) -> None:
    above = tuning.pitch(degree + len(tuning)) - tuning.pitch(degree)
    assert above * 100 == pytest.approx(tuning.period_cents, abs=1e-6)


@FEW
@given(TUNINGS, DEGREES)
def test_a_degree_leads_to_its_pitch_and_back(tuning: Tuning, degree: int) -> None:
    """Or to another degree of the same pitch."""
    pitch = tuning.pitch(degree)
    assert tuning.pitch(tuning.degree(pitch)) == pytest.approx(pitch, abs=1e-9)
    assert pitch in tuning


@FEW
@given(TUNINGS, PITCHES)
def test_nearest_is_nearest(tuning: Tuning, pitch: float) -> None:
    least = min(abs(other - pitch) for other in around(tuning, pitch))
    assert abs(tuning.nearest(pitch) - pitch) <= least + 1e-9


@FEW
@given(TUNINGS, PITCHES, st.floats(0, 12))
@example(Tuning("three octaves are 1250 periods", (Fraction(1, 8), 2.88), 58.0), 0.0, 1.0)
def test_pitches_are_all_there_are_in_a_range(tuning: Tuning, low: float, width: float) -> None:
    found = tuning.pitches(low, low + width)
    assert all(before <= after for before, after in pairwise(found))
    assert all(low - 1e-5 <= pitch <= low + width + 1e-5 for pitch in found)
    inside = [p for p in around(tuning, low, width) if low < p < low + width]
    assert {round(pitch, 5) for pitch in inside} <= {
        round(pitch + away, 5) for pitch in found for away in (-1e-6, 0, 1e-6)
    }


@FEW
@given(TUNINGS, DEGREES, st.floats(0, 1))
def test_between_degrees_the_pitch_goes_straight(tuning: Tuning, degree: int, share: float) -> None:
    low, high = tuning.pitch(degree), tuning.pitch(degree + 1)
    assert tuning.pitch(degree + share) == pytest.approx(low + share * (high - low), abs=1e-6)


def test_an_equal_tuning_of_twelve_is_the_scale_of_all_semitones() -> None:
    twelve, chromatic = edo(12), Scale.named("chromatic")
    assert [twelve.pitch(n) for n in range(-30, 30)] == [chromatic.pitch(n) for n in range(-30, 30)]
    assert twelve.pitches(50, 70) == chromatic.pitches(50, 70)
    assert (twelve.nearest(60.5), twelve.degree(60.5)) == (60.0, 0)
    assert (61 in twelve, 61.01 in twelve) == (True, False)


def test_ratios_stay_exact_over_periods() -> None:
    just = tuning_named("just")
    assert just.interval(4) == Fraction(5, 4)
    assert just.interval(28) == Fraction(5, 1)
    assert just.interval(-5) == Fraction(3, 4)
    assert frequency_hz(just.at(9, 440.0).pitch(0)) == pytest.approx(264.0, rel=1e-14)


def test_a_mode_of_a_just_tuning_has_ratios_of_its_own() -> None:
    dorian = tuning_named("ptolemy").subset(range(7), root=1)
    assert dorian.intervals == tuple(
        map(Fraction, ("10/9", "32/27", "4/3", "40/27", "5/3", "16/9", "2"))
    )
    assert dorian.tonic == tuning_named("ptolemy").pitch(1)


def test_tunings_move() -> None:
    fifth = Tuning("fifth", (Fraction(3, 2), Fraction(2)))
    assert fifth.on("A4").tonic == fifth.at(0, 440.0).tonic == 69
    assert fifth.transposed(1).tonic == fifth.pitch(1)
    assert fifth.transposed(1).intervals == fifth.intervals


def test_no_octave_at_all() -> None:
    """Bohlen-Pierce repeats at the twelfth."""
    bp = equal(13, Fraction(3))
    assert frequency_hz(bp.pitch(13)) / frequency_hz(bp.pitch(0)) == pytest.approx(3.0, rel=1e-14)
    assert 72 not in bp


def test_a_row_that_falls_and_one_of_a_single_pitch() -> None:
    falling, alone = Tuning("falling", (-100.0, -1200.0)), Tuning("alone", ())
    assert falling.pitches(36, 60) == [36, 47, 48, 59, 60]
    assert falling.degree(47) == 3
    assert alone.pitches(0, 127) == [60]
    assert (alone.nearest(3), alone.nearest(99), alone.degree(99), len(alone)) == (60, 60, 0, 1)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ((Fraction(0),), "degree 1 = 0: give a ratio above 0"),
        ((Fraction(-3, 2),), "degree 1 = -3/2: give a ratio above 0"),
        ((Fraction(10**400),), "within 100 octaves"),
        ((Fraction(1, 10**400),), "within 100 octaves"),
        ((float("nan"),), "degree 1 = nan"),
        ((100.0, float("inf")), "degree 2 = inf"),
        ((200_000.0,), "within 100 octaves"),
        ((100.0, 0.5), "period of 0.5 cents"),
    ],
)
def test_what_cannot_be_played_is_refused(row: tuple[Interval, ...], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        Tuning("bad", row)


@pytest.mark.parametrize("frequency", [0.0, -1.0, float("nan"), float("inf")])
def test_a_reference_is_a_frequency(frequency: float) -> None:
    with pytest.raises(UsageError, match="above 0"):
        edo(12).at(9, frequency)


@pytest.mark.parametrize("steps", [(1, 2), (0, 2, 2), (0, 5, 3), (0, 12), ()])
def test_a_subset_rises_from_its_root(steps: tuple[int, ...]) -> None:
    with pytest.raises(UsageError, match="rise from 0"):
        edo(12).subset(steps)


@pytest.mark.parametrize(
    "scale",
    [Scale.named("yo"), edo(19), TunedScale.named("maqam bayati")],
    ids=["scale", "tuning", "tuned scale"],
)
def test_all_scales_can_do_the_same(scale: AnyScale) -> None:
    assert scale.pitch(scale.degree(64.2)) == scale.nearest(64.2)
    assert scale.on(62).tonic == scale.on(62).pitch(0)
    assert scale.nearest(61.7) in scale.pitches(55, 67)
    assert scale.pitch(len(scale)) == scale.pitch(0) + 12
