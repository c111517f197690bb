"""Measures of lines, on lines whose measures are known."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest

from generator.measure import melody
from generator.measure.material import Material, Sounded


def line(
    pitches: Sequence[float], onsets: Sequence[float] | None = None, part: str = "a"
) -> list[Sounded]:
    at = onsets or [0.5 * index for index in range(len(pitches))]
    return [
        Sounded(seconds, 0.4, 2.0 * seconds, 0.8, part, pitch, 0.5)
        for seconds, pitch in zip(at, pitches, strict=True)
    ]


def test_phrases_end_where_it_falls_silent_for_long() -> None:
    onsets = [0.0, 0.5, 1.0, 1.5, 4.0, 4.5, 8.0]
    assert melody.phrases(line([60.0] * 7, onsets)) == [1.9, 0.9, 0.4]
    assert melody.phrases([]) == []
    legato = [note._replace(length_seconds=2.5) for note in line([60.0] * 7, onsets)]
    assert len(melody.phrases(legato)) == 2  # a note that is held is no end


def test_a_loop_recurs_and_what_never_comes_back_does_not() -> None:
    loop = line([60, 62, 67, 65, 64] * 20)
    assert melody.recurrence(loop) == pytest.approx(1.0, abs=0.06)
    transposed = line([pitch + 2 * turn for turn in range(10) for pitch in (60, 62, 67, 65, 64)])
    assert melody.recurrence(transposed) == pytest.approx(1.0, abs=0.15)
    random = Random(1)
    assert (melody.recurrence(line([random.uniform(40, 90) for _ in range(200)])) or 0.0) == 0.0
    assert melody.recurrence(line([60.0, 62.0])) is None


def test_figures_between_the_keys_are_known_again() -> None:
    figure = (60.0, 62.05, 64.1, 63.15)
    moved = line([pitch + 0.1 * turn for turn in range(10) for pitch in figure])
    assert melody.recurrence(moved) == pytest.approx(1.0, abs=0.15)


def test_a_figure_is_forgotten_after_256_notes() -> None:
    random = Random(2)
    between = [random.uniform(40, 90) for _ in range(300)]
    figure = [60.0, 61.0, 62.0, 63.0]
    assert melody.recurrence(line([*figure, *between, *figure])) == 0.0
    assert (melody.recurrence(line([*figure, *between[:200], *figure])) or 0.0) > 0.0


def test_surprise_falls_as_a_loop_is_learnt_and_rises_where_it_breaks() -> None:
    contents = melody.surprise(line([*([60, 62, 64, 65] * 16), 61, 73, 50, 62, 64, 65]))
    assert contents[60] < 0.5 < contents[2]
    assert max(contents[63:67]) > 4.0


def test_waves_are_told_from_even_surprise() -> None:
    random = Random(3)
    even = [random.gauss(2.0, 1.0) for _ in range(1600)]
    waves = [value + (3.0 if index // 100 % 2 else 0.0) for index, value in enumerate(even)]
    assert melody.waves(even) == pytest.approx(1.0, abs=0.4)
    assert (melody.waves(waves) or 0.0) > 5.0
    assert melody.waves([1.0] * 20) is None


def test_steps_leaps_and_registers() -> None:
    assert melody.stepwise(line([60, 62, 62, 74, 73])) == pytest.approx(2 / 3)
    assert melody.stepwise(line([60, 60])) is None
    low, high = line([40, 41, 42, 43]), line([60, 61, 62, 63], part="b")
    assert melody.registers(Material((*low, *high))) == [20.0]


def test_silence_is_what_no_note_fills() -> None:
    overlapping = line([60, 62, 64], [0.0, 0.2, 2.0])
    assert melody.silence(overlapping, 0.0, 4.0) == pytest.approx(0.75)
    assert melody.silence([], 0.0, 4.0) == 1.0
