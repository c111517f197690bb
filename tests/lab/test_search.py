from __future__ import annotations

import pytest

from generator.lab.conditions import Run, Wanted
from generator.lab.experiment import Measured
from generator.lab.search import LOOK_AHEADS_MS, MOST_PROBES, PROBE_SECONDS, smallest_look_ahead
from tests.lab.measuring import grid, measured, wanted


class Machine:
    """One that holds from a look-ahead on, and says what was tried."""

    def __init__(self, holds_from_ms: float) -> None:
        self._holds_from_ms = holds_from_ms
        self.tried: list[float] = []

    def probe(self, run: Run, asked: Wanted, look_ahead_ms: float) -> Measured:
        assert asked.seconds == PROBE_SECONDS
        self.tried.append(look_ahead_ms)
        late = 0 if look_ahead_ms >= self._holds_from_ms else 7
        return measured(run, grid(run.tempo_bpm), late=late, look_ahead_ms=look_ahead_ms)


@pytest.mark.parametrize("smallest_ms", LOOK_AHEADS_MS[1:])
def test_the_smallest_that_holds_is_found_in_a_few_tries(smallest_ms: float) -> None:
    machine = Machine(smallest_ms)
    (run,) = wanted().searches
    found = smallest_look_ahead(run, wanted(), 2.9, machine.probe)
    assert found.smallest_ms == smallest_ms
    assert len(machine.tried) <= MOST_PROBES
    assert found.load == "idle"


def test_what_is_less_than_a_step_of_the_clock_is_not_tried() -> None:
    machine = Machine(0.0)
    (run,) = wanted().searches
    found = smallest_look_ahead(run, wanted(), 23.2, machine.probe)
    assert (found.smallest_ms, found.late) == (30.0, 0)
    assert min(machine.tried) == 30.0


def test_where_none_holds_the_late_notes_say_so() -> None:
    machine = Machine(1000.0)
    (run,) = wanted().searches
    found = smallest_look_ahead(run, wanted(), 2.9, machine.probe)
    assert (found.smallest_ms, found.largest_ms, found.late) == (None, 300.0, 7)
    assert found.notes == 96


def test_a_clock_slower_than_all_of_them_is_tried_once() -> None:
    machine = Machine(0.0)
    (run,) = wanted().searches
    assert smallest_look_ahead(run, wanted(), 400.0, machine.probe).smallest_ms == 300.0
    assert machine.tried == [300.0]
