"""Harmony: the smoothest voicing, or less smooth ones, as often as asked for."""

from __future__ import annotations

from itertools import combinations, pairwise
from statistics import mean

import pytest

from generator.errors import PatternError, UsageError
from generator.patterns import cycle, seq
from generator.patterns.harmony import harmony
from generator.theory import chord_named

CHORDS = ["Dm7", "G7", "Cmaj7", "Am7", "Fmaj7", "E7"]


def motion(before: tuple[int, ...], after: tuple[int, ...]) -> int:
    return sum(abs(a - b) for a, b in zip(before, after, strict=True))


def test_each_voicing_is_the_smoothest_there_is() -> None:
    row = harmony(CHORDS, low=50, high=74)[:13].values()
    for (before, after), name in zip(pairwise(row), (CHORDS * 3)[1:], strict=False):
        classes = set(chord_named(name).classes)
        gamut = [pitch for pitch in range(50, 75) if pitch % 12 in classes]
        ways = [
            (motion(before, way), sum(a != b for a, b in zip(before, way, strict=True)))
            for way in combinations(gamut, 4)
            if {pitch % 12 for pitch in way} == classes
        ]
        moves = sum(a != b for a, b in zip(before, after, strict=True))
        assert (motion(before, after), moves) == min(ways)


def test_smoothness_lowers_the_motion() -> None:
    motions = []
    for smoothness in (0.0, 0.3, 0.6, 0.9, 1.0):
        row = harmony(CHORDS, 1.0, smoothness, low=45, high=79)[:200].values()
        motions.append(mean(motion(a, b) for a, b in pairwise(row)))
        assert all(45 <= pitch <= 79 for chord in row for pitch in chord)
    assert motions == sorted(motions, reverse=True)
    assert motions[0] > 2.5 * motions[-1]


def test_less_than_smoothest_chords_stay_about_the_middle() -> None:
    row = harmony(CHORDS, 1.0, 0.85, low=45, high=79)[:300].values()
    centres = [mean(chord) for chord in row]
    assert all(54 < centre < 70 for centre in centres)


def test_the_rate_is_how_often_chords_change() -> None:
    changes = []
    for rate in (0.0, 0.1, 0.5, 1.0):
        row = harmony(CHORDS, rate)[:800].values()
        changes.append(sum(a != b for a, b in pairwise(row)) / 799)
    assert changes == pytest.approx([0.0, 0.1, 0.5, 1.0], abs=0.05)


def test_parallels_can_be_forbidden() -> None:
    def parallels(row: list[tuple[int, ...]]) -> int:
        return sum(
            (b - a) % 12 in (0, 7) and (d - c) % 12 == (b - a) % 12 and a != c
            for before, after in pairwise(row)
            for (a, c), (b, d) in combinations(zip(before, after, strict=True), 2)
        )

    chords = ["C", "Dm", "Em", "F", "G", "Am"]
    assert parallels(harmony(chords, low=40, high=76)[:60].values()) > 0
    assert parallels(harmony(chords, low=40, high=76, parallels=0)[:60].values()) == 0


def test_a_ring_changes_together_in_every_register() -> None:
    high = harmony(CHORDS, 0.4, 0.5, low=60, high=84, voices=3, ring="h")[:100].values()
    low = list(harmony(CHORDS, 0.4, 0.9, low=40, high=64, ring="h")[:100].stream(name="bass"))
    for upper, lower in zip(high, low, strict=True):
        assert {pitch % 12 for pitch in upper} <= {pitch % 12 for pitch in lower}


def test_voices_are_as_many_as_asked_for() -> None:
    for voices in (1, 3, 5):
        row = harmony(CHORDS, voices=voices, low=40, high=80)[:12].values()
        assert {len(chord) for chord in row} == {voices}
    assert [len(chord) for chord in harmony([(0, 4, 7), (0, 4, 7, 10)])[:3]] == [3, 4, 3]


def test_where_there_is_no_room_or_no_chord_the_last_one_stays() -> None:
    row = harmony(["C", "N.C.", "F"], low=60, high=72)[:3].values()
    assert row[0] == row[1] != row[2]
    narrow = harmony(["C", "F"], low=seq(48, 60), high=seq(72, 61)).values()
    assert narrow[0] == narrow[1]


def test_what_is_no_chord_is_refused() -> None:
    with pytest.raises(UsageError, match="Hmaj"):
        harmony(["Hmaj"])
    with pytest.raises(PatternError, match=r"harmony: 60 is no chord"):
        harmony(cycle(60))[0]
    with pytest.raises(PatternError, match="voices = 9"):
        harmony(CHORDS, voices=9)
