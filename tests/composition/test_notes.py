"""Parts made of patterns."""

from __future__ import annotations

import pytest

from generator.composition import notes
from generator.patterns import cycle, param, seq
from tests.performing import RATE, scheduler_of


def test_one_value_of_each_pattern_makes_a_step() -> None:
    part = notes(
        cycle(60, None, (64, 67)), step=cycle(1, 0.5), length=0.5, amplitude=seq(0.1, 0.2, 0.3)
    )
    scheduler, sink = scheduler_of(part)
    scheduler.advance(10 * RATE)
    assert [(e.beat, e.pitch, e.amplitude, e.duration_beats) for e in sink.events] == [
        (0.0, 60.0, 0.1, 0.5),
        (1.5, 64.0, 0.3, 0.5),
        (1.5, 67.0, 0.3, 0.5),
    ]
    assert scheduler.finished


def test_a_live_parameter_is_read_at_each_step() -> None:
    scheduler, sink = scheduler_of(notes(60 + param("rise")), parameters={"rise": 7.0})
    scheduler.advance(RATE)
    assert [event.pitch for event in sink.events] == [67.0]


@pytest.mark.parametrize("value", ["x", float("nan"), float("inf"), object])
def test_what_is_no_number_stops_the_part_and_is_named(value: object) -> None:
    good = notes(cycle(60, 62))
    scheduler, sink = scheduler_of(notes(cycle(60, value)), good)
    scheduler.advance(4 * RATE)
    (fault,) = sink.faults
    assert "part 'a': pitch = cycle(60, " in fault
    assert __file__ in fault
    assert [event.part for event in sink.events] == ["a", "b", "b", "b", "b"]


def test_a_pattern_that_is_no_number_is_named_with_its_place() -> None:
    scheduler, sink = scheduler_of(notes(60, controls=(0.5, seq(None))))
    scheduler.advance(RATE)
    assert "p9 = seq(None) gave None" in sink.faults[0]
