"""Ramps: where a parameter is on its way."""

from __future__ import annotations

import pytest

from generator.parameters import Parameter, Warp
from generator.session.ramps import Ramp, Ramps

RATE = 48_000
STEP = 480
CUTOFF = Parameter("cutoff", "cutoff", 100.0, 10_000.0, 100.0, "Hz", Warp.EXPONENTIAL)
MUTE = Parameter("mute", "mute", 0.0, 1.0, 0.0, warp=Warp.TOGGLE)
OCTAVE = Parameter("octave", "octave", -3.0, 3.0, 0.0, warp=Warp.INTEGER)


def ramp(parameter: Parameter, start: float, target: float, samples: int = RATE) -> Ramp:
    return Ramp(parameter, 1000, 1000 + samples, start, target)


@pytest.mark.parametrize(
    ("parameter", "start", "target", "half"),
    [(CUTOFF, 100.0, 10_000.0, 1000.0), (MUTE, 0.0, 1.0, 1.0), (OCTAVE, -2.0, 2.0, 0.0)],
)
def test_half_way_lies_half_way_along_the_control(
    parameter: Parameter, start: float, target: float, half: float
) -> None:
    assert ramp(parameter, start, target).value_at(1000 + RATE // 2) == pytest.approx(half)


def test_a_toggle_switches_half_way_and_not_before() -> None:
    assert ramp(MUTE, 0.0, 1.0).value_at(1000 + RATE // 2 - 1) == 0.0


def test_steps_come_every_ten_milliseconds_and_the_last_at_the_end() -> None:
    ramps = Ramps(RATE)
    ramps.start(ramp(CUTOFF, 100.0, 200.0, samples=1000))
    steps = []
    while ramps.next_sample < float("inf"):
        sample = int(ramps.next_sample)
        steps += [(sample - 1000, each.value_at(sample)) for each in ramps.due()]
    assert [at for at, _ in steps] == [STEP, 2 * STEP, 1000]
    assert steps[-1][1] == 200.0


def test_a_new_way_replaces_the_old_one_and_a_cancelled_one_stops() -> None:
    ramps = Ramps(RATE)
    ramps.start(ramp(CUTOFF, 100.0, 200.0))
    ramps.start(ramp(CUTOFF, 150.0, 300.0))
    assert [each.target for each in ramps.due()] == [300.0]
    ramps.cancel("cutoff")
    assert ramps.next_sample == float("inf")
    ramps.cancel("cutoff")
