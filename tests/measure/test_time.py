"""Measures of time, on material whose measures are known."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import accumulate
from random import Random

import pytest

from generator.composition import Sway
from generator.measure import time
from generator.measure.material import Material, Sounded


def hits(
    beats: Iterable[float], part: str = "a", stray: Callable[[], float] | None = None
) -> list[Sounded]:
    return [
        Sounded(0.5 * beat + (stray() if stray else 0.0), 0.1, beat, 0.2, part, 60.0, 0.5)
        for beat in beats
    ]


def test_density_rises_and_falls() -> None:
    thin, thick = [float(beat) for beat in range(120)], [120.0 + beat / 4 for beat in range(480)]
    assert time.density_range(Material(tuple(hits(thin)))) == pytest.approx(1.0, abs=0.1)
    assert time.density_range(Material(tuple(hits([*thin, *thick])))) == pytest.approx(4.0, abs=0.3)
    assert time.density_range(Material(())) is None


def test_a_machine_does_not_stray_and_people_stray_alike() -> None:
    beats = [beat / 2 for beat in range(400)]
    still = time.deviations(Material(tuple(hits(beats))))
    assert still == (0.0, 0.0)
    sway, random = Sway(Random(1)), Random(2)
    human = time.deviations(Material(tuple(hits(beats, stray=lambda: 0.08 * sway()))))
    white = time.deviations(Material(tuple(hits(beats, stray=lambda: random.gauss(0.0, 0.01)))))
    assert human
    assert white
    assert 5.0 < human.spread_ms < 15.0
    assert white.spread_ms == pytest.approx(10.0, rel=0.2)
    assert human.correlation > 0.3 > white.correlation
    assert time.deviations(Material(tuple(hits(beats[:10])))) is None


def test_deviations_hold_through_a_change_of_tempo() -> None:
    beats = [beat / 2 for beat in range(400)]
    slowing = [
        note._replace(seconds=0.5 * note.beat + 0.001 * note.beat**2) for note in hits(beats)
    ]
    assert time.deviations(Material(tuple(slowing))) == (0.0, 0.0)


def test_swing_is_no_straying() -> None:
    swung = [
        note._replace(seconds=note.seconds + 0.03 * (note.beat % 1.0 == 0.5))
        for note in hits(beat / 2 for beat in range(400))
    ]
    assert time.deviations(Material(tuple(swung))) == (0.0, 0.0)


def test_crowded_beats_are_measured() -> None:
    crowded = hits(float(beat) for beat in range(3) for _ in range(40))
    assert time.deviations(Material(tuple(crowded))) == (0.0, 0.0)


def test_what_keeps_no_beat_does_not_stray() -> None:
    notes = tuple(hits(beat / 2 for beat in range(400)))
    assert time.deviations(Material(notes, free=frozenset("a"))) is None


def test_syncopation_is_a_note_before_a_silent_strong_place() -> None:
    on_the_beat = hits(float(beat) for beat in range(32))
    tresillo = hits(4 * bar + place for bar in range(8) for place in (0.0, 0.75, 1.5, 2.25, 3.0))
    assert time.syncopation(on_the_beat, 4.0) == 0.0
    assert (time.syncopation(tresillo, 4.0) or 0.0) > 1.0
    assert time.syncopation(on_the_beat, 3.0) is None
    assert time.syncopation([], 4.0) is None


def test_slopes_of_white_pink_and_brown() -> None:
    random = Random(4)
    white = [random.gauss(0.0, 1.0) for _ in range(4096)]
    sway = Sway(Random(5))
    assert time.spectral_slope(white) == pytest.approx(0.0, abs=0.2)
    assert time.spectral_slope(list(accumulate(white))) == pytest.approx(-2.0, abs=0.3)
    pink = time.spectral_slope([sway() for _ in range(4096)]) or 0.0
    assert -1.4 < pink < -0.4
    assert time.spectral_slope([1.0] * 100) is None
