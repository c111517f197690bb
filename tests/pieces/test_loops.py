"""Loops: lengths that never meet, tides, and what steers them."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, pairwise
from statistics import mean, median

import pytest

from generator.pieces.loops import LOOPS
from tests.pieces.performing import Performance, perform


def steady(**parameters: float) -> Performance:
    """Return twenty minutes with every loop heard and nothing moving."""
    return perform("loops", 3, 1200.0, density=1.0, tide=900.0, **parameters)


def test_each_loop_keeps_its_length() -> None:
    """Each tone comes back after whole lengths of its loop, to a millionth of a beat."""
    played = steady(variation=0.0)
    for name, loop in LOOPS.items():
        length = played.state.lengths[name]
        places = sorted({round((event.beat / length) % 1.0, 6) for event in played.part(name)})
        distinct = [b for a, b in pairwise([-1.0, *places]) if b - a > 1e-5]
        assert len(distinct) - (distinct[0] < 1e-5 and distinct[-1] > 1 - 1e-5) == loop.tones


@pytest.mark.parametrize("seed", range(10))
def test_no_two_loops_meet_again(seed: int) -> None:
    """Squares of their ratios are fractions of different primes, so the ratios are irrational."""
    lengths = perform("loops", seed, 1.0).state.lengths
    for a, b in combinations(lengths.values(), 2):
        square = (a / b) ** 2
        assert any(abs(square - p / q) < 1e-12 for p in PRIMES for q in PRIMES if p != q)
    assert all(12.0 < length < 32.0 for length in lengths.values())


PRIMES = (7, 11, 13, 17, 19, 23)


@pytest.mark.parametrize("seed", range(20))
def test_every_pitch_is_in_the_mode_in_force(seed: int) -> None:
    played = perform("loops", seed)
    assert all(e.pitch in scale for e, scale in zip(played.events, played.scales, strict=True))


@pytest.mark.parametrize("seed", range(20))
def test_registers_lie_five_semitones_apart_or_more(seed: int) -> None:
    played = perform("loops", seed, 600.0)
    centres = [median(event.pitch for event in played.part(name)) for name in ["drone", *LOOPS]]
    assert all(higher - lower >= 5 for lower, higher in pairwise(centres))


@pytest.mark.parametrize("seed", range(20))
def test_the_tide_varies_the_density_at_least_twofold(seed: int) -> None:
    """By half minutes; and the drone never stops."""
    played = perform("loops", seed)
    counts = Counter(int(onset // 30.0) for onset in played.onsets_seconds())
    assert max(counts.values()) >= 2 * min(counts[place] for place in range(10))
    drone = played.part("drone")
    assert drone[0].beat == 0.0
    assert all(b.beat < a.beat + a.duration_beats for a, b in pairwise(drone))


def test_density_says_how_many_loops_are_heard() -> None:
    heard = [len(perform("loops", 1, density=density).events) for density in (0.0, 0.5, 1.0)]
    assert heard[2] > 1.3 * heard[1] > 2.0 * heard[0]


def test_variation_moves_the_tones() -> None:
    def pitches(variation: float) -> float:
        played = perform("loops", 5, 600.0, variation=variation, tide=900.0, density=1.0)
        return mean(len({event.pitch for event in played.part(name)}) for name in LOOPS)

    assert pitches(1.0) > 1.3 * pitches(0.0)


def test_energy_is_heard_in_every_loop() -> None:
    dull, bright = (perform("loops", 2, 120.0, energy=value) for value in (0.0, 1.0))
    for name in LOOPS:
        if dull.part(name):
            soft, loud = dull.part(name)[0], bright.part(name)[0]
            assert soft.controls != loud.controls
            assert soft.amplitude < loud.amplitude
    assert [event.beat for event in dull.events] == [event.beat for event in bright.events]


def test_each_ebb_brings_another_chord_and_section() -> None:
    played = perform("loops", 1, 400.0, tide=60.0)
    beats = [beat for name, beat, _ in played.sections if name.startswith("ebb")]
    assert len(beats) >= 6
    assert all(
        later - earlier == pytest.approx(60.0, abs=2.0) for earlier, later in pairwise(beats)
    )


def test_it_does_not_end_by_itself() -> None:
    played = perform("loops", 1, 3600.0)
    assert played.session.end_sample is None
    assert played.onsets_seconds()[-1] > 3580.0
