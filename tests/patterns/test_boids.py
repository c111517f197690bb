"""Boids: a flock keeps together, apart and in one direction as it is told."""

from __future__ import annotations

from random import Random

import pytest

from generator.errors import PatternError
from generator.patterns import cycle
from generator.patterns.boids import FASTEST, SLOWEST, Bird, boids


def flown(cohesion: float, separation: float, alignment: float, steps: int = 200) -> list[Bird]:
    random = Random(4)
    flock = [Bird(random) for _ in range(8)]
    for _ in range(steps):
        for bird in flock:
            bird.steer(flock, cohesion, separation, alignment)
        for bird in flock:
            bird.fly()
    return flock


def width(flock: list[Bird]) -> float:
    middle = sum(bird.height for bird in flock) / len(flock)
    across = sum(bird.along for bird in flock) / len(flock)
    return sum((b.height - middle) ** 2 + (b.along - across) ** 2 for b in flock) / len(flock)


def test_cohesion_draws_together_and_separation_apart() -> None:
    lone, close, wide = flown(0, 0, 0), flown(1, 0, 0.5), flown(1, 1, 0.5)
    assert width(close) < 0.2 * width(lone)
    assert width(close) < 0.5 * width(wide)


def test_alignment_gives_one_heading() -> None:
    def spread(flock: list[Bird]) -> float:
        rises = [bird.rise for bird in flock]
        return max(rises) - min(rises)

    assert spread(flown(0.1, 0, 1)) < 0.1 * spread(flown(0.1, 0, 0))


def test_speed_and_plane_have_bounds() -> None:
    for bird in flown(1, 1, 1) + flown(0, 1, 0):
        speed = (bird.across**2 + bird.rise**2) ** 0.5
        assert SLOWEST * 0.99 < speed < FASTEST * 1.01
        assert 0.0 <= bird.height <= 1.0
        assert 0.0 <= bird.along <= 1.0


def test_chords_lie_in_a_range_that_may_move() -> None:
    chords = boids(5, cycle(40, 60), cycle(50, 90))[:100].values()
    assert all(len(chord) == 5 for chord in chords)
    assert all(40 <= pitch <= 50 for chord in chords[::2] for pitch in chord)
    assert all(60 <= pitch <= 90 for chord in chords[1::2] for pitch in chord)
    assert len(set(chords)) == 100


def test_a_seed_is_a_flock() -> None:
    assert boids()[:20].values(1) == boids()[:20].values(1) != boids()[:20].values(2)


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(PatternError, match="boids: birds = 33 is out of range: give 1 to 32"):
        boids(33)
    with pytest.raises(PatternError, match=r"boids: alignment = -0.1"):
        boids(alignment=-0.1)
