"""The late policy: moved within 50 ms, dropped beyond, all of it counted."""

from __future__ import annotations

import pytest

from generator.timing.clock import VirtualClock
from generator.timing.late import MARGINS, LatePolicy

RATE = 48_000
SAFE = 192
TOLERATED = 2400


class RunningClock(VirtualClock):
    """A clock that wants 4 ms of notice, as Csound's does, and half of it until it has heard."""

    def earliest_sample(self) -> int:
        """Return the sample 4 ms ahead."""
        return self.now_sample() + SAFE

    def may_miss(self, onset_sample: int) -> bool:
        """Return whether a sample is less than 2 ms ahead."""
        return self.now_sample() + SAFE // 2 > onset_sample


@pytest.mark.parametrize(
    ("onset_sample", "admitted", "late", "dropped"),
    [
        (10_000 + SAFE, 10_000 + SAFE, 0, 0),
        (10_000 + SAFE - 1, 10_000 + SAFE, 1, 0),
        (10_000, 10_000 + SAFE, 1, 0),
        (10_000 + SAFE - TOLERATED + 1, 10_000 + SAFE, 1, 0),
        (10_000 + SAFE - TOLERATED, None, 0, 1),
        (0, None, 0, 1),
    ],
)
def test_what_becomes_of_an_event(
    onset_sample: int, admitted: int | None, late: int, dropped: int
) -> None:
    """Nothing is ever admitted less than 4 ms ahead of the clock."""
    clock = RunningClock()
    clock.move_to(10_000)
    policy = LatePolicy(clock, RATE)
    assert policy.admit(onset_sample) == admitted
    assert (policy.late, policy.dropped) == (late, dropped)


def test_the_smallest_margin_is_kept() -> None:
    """It is measured from the clock, and may be negative."""
    clock = RunningClock()
    policy = LatePolicy(clock, RATE)
    assert policy.smallest_margin_samples is None
    policy.admit(500)
    clock.move_to(900)
    policy.admit(1300)
    policy.admit(800)
    assert policy.smallest_margin_samples == -100


def test_margins_are_counted_by_milliseconds() -> None:
    """From 0 to 62 ms one each, then all beyond; those that are late count as 0."""
    clock = RunningClock()
    clock.move_to(100_000)
    policy = LatePolicy(clock, RATE)
    for margin in (-480, -1, 0, 47, 48, 576, 599, 62 * 48, 63 * 48, 10**7):
        policy.admit(100_000 + margin)
    expected = {0: 4, 1: 1, 12: 2, 62: 1, 63: 2}
    assert policy.margins == [expected.get(place, 0) for place in range(MARGINS)]


def test_margins_count_anew_with_another_clock() -> None:
    policy = LatePolicy(RunningClock(), 44_100)
    policy.admit(44_100 // 4)
    assert sum(policy.margins) == 1
    policy.follow(RunningClock())
    policy.admit(442)  # 10.02 ms
    policy.admit(441 - 1)
    assert (sum(policy.margins), policy.margins[10], policy.margins[9]) == (2, 1, 1)


@pytest.mark.parametrize(
    ("stopped_samples", "late"), [(0, 0), (SAFE // 2, 0), (SAFE // 2 + 1, 1), (RATE, 1)]
)
def test_a_note_that_the_clock_passes_on_its_way_is_counted(
    stopped_samples: int, late: int
) -> None:
    """All stops after it was admitted and before Csound has it."""
    clock = RunningClock()
    policy = LatePolicy(clock, RATE)
    policy.admit(5000)
    policy.sent(5000)
    policy.admit(SAFE)
    clock.move_to(stopped_samples)
    policy.sent(SAFE)
    assert policy.late == late
    assert list(policy.moved) == [(1, SAFE)] * late


def test_a_note_that_was_moved_counts_once() -> None:
    clock = RunningClock()
    policy = LatePolicy(clock, RATE)
    clock.move_to(1000)
    policy.admit(1000)
    clock.move_to(2000)
    policy.sent(1000 + SAFE)
    assert policy.late == 1
    policy.admit(3000)
    clock.move_to(3000)
    policy.sent(3000)
    assert list(policy.moved) == [(0, 1000 + SAFE), (1, 3000)]
