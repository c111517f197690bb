"""Rows fitted to scales and chords, and chords led smoothly."""

from __future__ import annotations

from itertools import pairwise

import pytest

from generator.errors import PatternError
from generator.patterns import cycle, seq
from generator.patterns.transform_chord import quantise, voice_led
from generator.theory import Scale


def test_quantise_to_a_scale_takes_the_nearest() -> None:
    dorian = Scale.named("dorian", "D4")
    row = quantise(seq(*range(40, 90)), dorian).values()
    assert row == [dorian.nearest(pitch) for pitch in range(40, 90)]
    assert quantise(seq((61, 66), None), dorian).values() == [(60, 65), None]


def test_quantise_to_a_chord_in_every_octave() -> None:
    for pitch in range(30, 100):
        found = quantise(seq(pitch), (60, 64, 67))[0]
        near = [each for each in range(20, 110) if each % 12 in (0, 4, 7)]
        assert found == min(near, key=lambda each: (abs(each - pitch), each))


def test_quantise_follows_a_row_of_chords() -> None:
    assert quantise(cycle(61), cycle((0, 4, 7), 2, ()))[:4].values() == [60, 62, 61, 60]


def test_voices_move_least_and_stay_in_range() -> None:
    chords = [(0, 4, 7), (5, 9, 0), (7, 11, 2, 5), (9, 0, 4), (2, 5, 9)]
    voiced = voice_led(cycle(*chords), 50, 74)[:100].values()
    for chord, voicing in zip(chords * 20, voiced, strict=True):
        assert {pitch % 12 for pitch in voicing} == set(chord)
        assert min(voicing) >= 50
        assert max(voicing) <= 74
    same_size = [pair for pair in pairwise(voiced) if len(pair[0]) == len(pair[1])]
    motions = [sum(abs(a - b) for a, b in zip(*pair, strict=True)) for pair in same_size]
    assert max(motions) <= 7


def test_parallels_are_avoided() -> None:
    fifths = voice_led(cycle((0, 7), (2, 9)), parallels=False)[:8].values()
    for (low, high), (lower, upper) in pairwise(fifths):
        assert (high - low) % 12 != 7 or (upper - lower) % 12 != 7


def test_a_live_range_is_made_wide_enough() -> None:
    voiced = voice_led(cycle((0, 1, 2, 3, 4, 5, 6, 7)), cycle(90, 500), cycle(10))[:4].values()
    assert all(len(voicing) == 8 and min(voicing) >= 90 for voicing in voiced)


def test_single_notes_rests_and_what_is_no_chord() -> None:
    assert voice_led(seq(60, None, (), (64, 76.0))).values() == [(60,), None, None, (64,)]
    with pytest.raises(PatternError, match="voice_led: 'Cmaj7' is no chord"):
        voice_led(seq("Cmaj7")).values()
    with pytest.raises(PatternError, match="voice_led: 9 voices: give 1 to 8"):
        voice_led(seq(tuple(range(9)))).values()
    with pytest.raises(PatternError, match="voice_led: low = 110"):
        voice_led(seq(60), 110)
