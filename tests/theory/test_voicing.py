"""Voicings, and the smoothest way from chord to chord."""

from __future__ import annotations

from itertools import combinations, pairwise
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import RangeError, UsageError
from generator.theory import VOICINGS, chord_named, close, drop_two, smoothest, spread

SYMBOLS = ("C", "Cm/G", "F#m7b5", "Cmaj7#11/E", "Bb13sus4", "C/F#", "G7alt")
CLASSES = st.lists(st.integers(0, 11), min_size=1, max_size=5, unique=True)
LOW, HIGH = 52, 72


@pytest.mark.parametrize("name", VOICINGS)
@pytest.mark.parametrize("symbol", SYMBOLS)
@pytest.mark.parametrize("low", [40, 47])
def test_a_voicing_has_all_classes_above_its_bass(name: str, symbol: str, low: int) -> None:
    chord = chord_named(symbol)
    pitches = VOICINGS[name](chord, low, 127)
    assert {pitch % 12 for pitch in pitches} == {*chord.classes, chord.bass}
    assert all(a < b for a, b in pairwise(pitches))
    assert low <= pitches[0] < low + 12
    assert pitches[0] % 12 == chord.bass


def test_the_voicings_of_a_seventh_chord() -> None:
    chord = chord_named("Cmaj7")
    assert close(chord, 48) == (48, 52, 55, 59)
    assert drop_two(chord, 48) == (48, 55, 59, 64)
    assert spread(chord, 48) == (48, 55, 64, 71)


def test_a_dropped_voice_raised_again_gives_a_close_position() -> None:
    pitches = drop_two(chord_named("G7/B"), 40)
    raised = sorted((pitches[0] + 12, *pitches[1:]))
    assert raised[-1] - raised[0] < 12
    assert raised[-2] == pitches[0] + 12


def test_a_voicing_out_of_range_is_refused() -> None:
    with pytest.raises(RangeError, match="above 60"):
        close(chord_named("C"), 55, 60)
    assert close(chord_named("N.C."), 55, 60) == ()


@pytest.mark.parametrize(
    ("voices", "classes"), [(5, (0, 4, 7, 10, 2)), (4, (0, 4, 10, 2)), (3, (0, 4, 10)), (1, (0,))]
)
def test_few_voices_keep_what_matters(voices: int, classes: tuple[int, ...]) -> None:
    assert chord_named("C9").reduced(voices) == classes


def has_parallels(before: list[int], after: tuple[int, ...]) -> bool:
    """As the rule reads: both voices move, from a fifth or octave to another."""
    return any(
        before[i] != after[i]
        and before[j] != after[j]
        and (before[j] - before[i]) % 12 == (after[j] - after[i]) % 12
        and (after[j] - after[i]) % 12 in (0, 7)
        for i, j in combinations(range(len(after)), 2)
    )


def by_trying_all(
    before: list[int], classes: list[int], bass: int | None, parallels: bool
) -> tuple[int, ...] | None:
    ways = [
        way
        for way in combinations([p for p in range(LOW, HIGH + 1) if p % 12 in classes], len(before))
        if len({p % 12 for p in way}) == min(len(classes), len(before))
        and (bass is None or way[0] % 12 == bass)
        and (parallels or not has_parallels(before, way))
    ]
    motions = {way: [abs(a - b) for a, b in zip(before, way, strict=True)] for way in ways}
    return min(ways, key=lambda w: (sum(motions[w]), sum(map(bool, motions[w])), w), default=None)


@settings(max_examples=150)
@given(
    st.lists(st.integers(45, 78), min_size=1, max_size=4, unique=True).map(sorted),
    CLASSES,
    st.booleans(),
    st.booleans(),
)
def test_the_smoothest_is_found(
    before: list[int], classes: list[int], bassed: bool, parallels: bool
) -> None:
    """With fewer, as many and more voices than classes."""
    bass = classes[0] if bassed else None
    best = by_trying_all(before, classes, bass, parallels)
    if best is None:
        with pytest.raises(UsageError, match="widen the range"):
            smoothest(before, classes, LOW, HIGH, bass=bass, parallels=parallels)
    else:
        assert smoothest(before, classes, LOW, HIGH, bass=bass, parallels=parallels) == best


def test_parallel_fifths_are_taken_or_forbidden() -> None:
    assert smoothest((48, 55, 64), (2, 9, 5), 40, 72) == (50, 57, 65)
    assert not has_parallels(
        [48, 55, 64], smoothest((48, 55, 64), (2, 9, 5), 40, 72, parallels=False)
    )


def test_voices_come_and_go() -> None:
    four = smoothest((60, 64, 67), (0, 4, 7, 11), 48, 84, voices=4)
    assert four == (59, 60, 64, 67)
    assert smoothest(four, (0, 4, 7), 48, 84, voices=3) == (60, 64, 67)
    assert len(smoothest((60, 64, 67), (0, 4, 7), 48, 84, voices=6)) == 6


@pytest.mark.parametrize(
    ("before", "classes", "voices"), [((), (0,), None), ((60,), (), None), ((60,), (0,), 9)]
)
def test_what_cannot_be_led_is_refused(
    before: tuple[int, ...], classes: tuple[int, ...], voices: int | None
) -> None:
    with pytest.raises(UsageError, match="voices lead"):
        smoothest(before, classes, 48, 84, voices=voices)


def test_six_voices_over_three_octaves_are_fast() -> None:
    """Well under 5 ms a chord, the mean of forty, all voices starting from one pitch."""
    started = perf_counter()
    for turn in range(40):
        classes = [(turn * 5 + step) % 12 for step in (0, 2, 4, 7, 9, 11)]
        smoothest([50 + turn % 30] * 6, classes, 48, 84)
    assert (perf_counter() - started) / 40 < 0.005
