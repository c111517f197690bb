"""Chords: weighted progressions and the least motion between voicings."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise, permutations, product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import RangeError, UsageError
from generator.theory import CHURCH_MODES, Progression, Scale, classes_of, led, stacked, voiced

CLASSES = st.lists(st.integers(0, 11), min_size=1, max_size=4)


def test_a_progression_follows_its_weights() -> None:
    """Of 6,000 steps from V, 3 in 7 go home, within four standard deviations."""
    random = Random(1)
    drawn = Counter(Progression().following(4, random) for _ in range(6000))
    weights = Progression().weights[4]
    for root, weight in weights.items():
        share = weight / sum(weights.values())
        assert abs(drawn[root] - 6000 * share) < 4 * (6000 * share * (1 - share)) ** 0.5


@pytest.mark.parametrize("mode", CHURCH_MODES)
def test_within_a_mode_every_triad_has_its_fifth(mode: str) -> None:
    scale = Scale.named(mode)
    progression = Progression().within(scale)
    assert all(scale.pitch(root + 4) - scale.pitch(root) == 7 for root in progression.weights)
    random, root = Random(0), min(progression.weights)
    for _ in range(200):
        root = progression.following(root, random)


@pytest.mark.parametrize(
    "weights", [{0: {}}, {0: {0: -1.0}}, {0: {0: 0.0}}, {0: {1: 1.0}}, {0: {0: float("inf")}}]
)
def test_a_table_that_could_get_stuck_is_refused(weights: dict[int, dict[int, float]]) -> None:
    with pytest.raises(UsageError, match="chord 0"):
        Progression(weights)


def test_a_chord_of_thirds_on_each_degree() -> None:
    major = Scale.named("major", "C4")
    assert classes_of(major, stacked(1)) == (2, 5, 9)
    assert classes_of(major, stacked(4, size=4)) == (7, 11, 2, 5)


@given(CLASSES, st.integers(20, 100))
def test_a_close_position_rises_from_where_it_starts(classes: list[int], low: int) -> None:
    pitches = voiced(classes, low)
    assert [pitch % 12 for pitch in pitches] == classes
    assert low <= pitches[0] < low + 12
    assert all(0 <= b - a < 12 for a, b in pairwise(pitches))


@given(st.data(), CLASSES)
def test_voices_move_least(data: st.DataObject, classes: list[int]) -> None:
    """As an exhaustive search over every pitch within an octave of each voice finds it."""
    size = len(classes)
    before = data.draw(st.lists(st.integers(40, 80), min_size=size, max_size=size))
    after = led(before, classes)
    assert sorted(pitch % 12 for pitch in after) == sorted(classes)
    near = [[p for p in range(b - 6, b + 7) if p % 12 in classes] for b in before]
    motions = (
        sum(abs(a - b) for a, b in zip(before, way, strict=True))
        for way in product(*near)
        if sorted(pitch % 12 for pitch in way) == sorted(classes)
    )
    assert sum(abs(a - b) for a, b in zip(before, after, strict=True)) == min(motions)


def test_voices_led_in_a_range_stay_in_it_for_hours() -> None:
    """By fifths and semitones in turn; without the range they drift."""
    free: tuple[int, ...] = (60, 64, 67)
    held, away = free, 0
    for turn in range(1, 2000):
        classes = [(pitch + turn * 7 + turn // 3) % 12 for pitch in (0, 4, 7)]
        free, before = led(free, classes), held
        held = led(held, classes, low=55, high=72)
        assert sorted(pitch % 12 for pitch in held) == sorted(classes)
        assert all(55 <= pitch <= 72 for pitch in held)
        assert held == led(before, classes) or not all(
            55 <= pitch <= 72 for pitch in led(before, classes)
        )
        away = max(away, *(abs(pitch - 64) for pitch in free))
    assert away > 24


@given(st.data(), CLASSES, st.integers(40, 80), st.integers(11, 20))
def test_voices_move_least_in_a_range(
    data: st.DataObject, classes: list[int], low: int, width: int
) -> None:
    """As an exhaustive search over every pitch of the range finds it."""
    size, high = len(classes), low + width
    before = data.draw(st.lists(st.integers(40, 80), min_size=size, max_size=size))
    after = led(before, classes, low=low, high=high)
    rows = [[p for p in range(low, high + 1) if p % 12 == each] for each in classes]
    motions = (
        sum(abs(a - b) for a, b in zip(before, way, strict=True))
        for order in permutations(rows)
        for way in product(*order)
    )
    assert sum(abs(a - b) for a, b in zip(before, after, strict=True)) == min(motions)
    assert all(low <= pitch <= high for pitch in after)


def test_one_bound_is_enough_and_a_narrow_range_is_refused() -> None:
    assert led((48, 52), (5, 9), low=50) == (53, 57)
    assert led((48, 52), (11, 4), high=46) == (35, 40)
    with pytest.raises(RangeError, match="no pitch of class 5 lies from 60 to 64: widen the range"):
        led((60, 64, 67), (5, 9, 0), low=60, high=64)


def test_voices_and_classes_must_be_as_many() -> None:
    with pytest.raises(UsageError, match="3 voices cannot take 2"):
        led((60, 64, 67), (0, 4))
