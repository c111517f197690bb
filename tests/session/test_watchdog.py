"""What the watchdog makes of a clock, told by readings: nothing here takes time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from generator.engine.null import NullEngine
from generator.session.watchdog import RUNAWAY, SPINNING, STILL, Fault, SteadyClock, Watchdog

RATE = 48_000
LOOK_SECONDS = 0.01
BUFFER_SECONDS = 0.01


class Clocks:
    """The machine's clock, a device's and the processor time of its thread; the test moves them."""

    def __init__(self, buffer_seconds: float = BUFFER_SECONDS) -> None:
        self.seconds = 1000.0
        self.played_seconds = 0.0
        self.used_seconds = 0.0
        self.watchdog = Watchdog(
            RATE, buffer_seconds, lambda: self.used_seconds, self.seconds, self.sample
        )

    @property
    def sample(self) -> int:
        return round(self.played_seconds * RATE)

    def pass_(self, seconds: float, speed: float = 1.0, used: float = 0.1) -> None:
        """Let time pass without a look."""
        self.seconds += seconds
        self.played_seconds += seconds * speed
        self.used_seconds += seconds * used

    def looks(
        self, seconds: float, speed: float = 1.0, used: float = 0.1, every: float = LOOK_SECONDS
    ) -> tuple[Fault | None, float]:
        """Look for so long, or until something is wrong; return what, and after how long."""
        start = self.seconds
        while self.seconds < start + seconds - 1e-9:
            self.pass_(every, speed, used)
            fault = self.watchdog.look(self.seconds, self.sample)
            if fault is not None:
                return fault, self.seconds - start
        return None, self.seconds - start


@pytest.fixture
def clocks() -> Clocks:
    """A device that has played for three seconds."""
    clocks = Clocks()
    assert clocks.looks(3.0)[0] is None
    return clocks


@pytest.mark.parametrize(("speed", "within"), [(2800.0, 0.011), (50.0, 0.011), (8.0, 0.1)])
def test_a_runaway_is_found_at_once(clocks: Clocks, speed: float, within: float) -> None:
    fault, seconds = clocks.looks(10.0, speed)
    assert fault is RUNAWAY
    assert fault.device
    assert seconds <= within


def test_a_runaway_right_at_the_start_is_found_too() -> None:
    fault, seconds = Clocks().looks(1.0, 50.0)
    assert fault is RUNAWAY
    assert seconds < 0.1


def test_a_device_that_stands_still_is_found(clocks: Clocks) -> None:
    fault, seconds = clocks.looks(10.0, 0.0, used=0.0)
    assert fault is STILL
    assert 0.5 <= seconds <= 0.55


def test_a_device_that_starts_may_take_a_while() -> None:
    clocks = Clocks()
    clocks.looks(0.01)
    assert clocks.looks(1.8, 0.0, used=0.0)[0] is None
    assert clocks.looks(1.1)[0] is None
    assert clocks.looks(1.0, 50.0)[1] <= 0.011  # it is not given that time once more


def test_one_that_stands_still_soon_after_is_found_as_soon() -> None:
    clocks = Clocks()
    clocks.looks(0.3)
    assert clocks.looks(10.0, 0.0, used=0.0)[1] <= 0.55


def test_one_that_never_starts_is_found() -> None:
    fault, seconds = Clocks().looks(10.0, 0.0, used=0.0)
    assert fault is STILL
    assert seconds == pytest.approx(3.0, abs=0.05)


def test_csound_that_is_busy_has_longer_to_come_back(clocks: Clocks) -> None:
    assert clocks.looks(1.5, 0.0, used=1.0)[0] is None
    assert clocks.looks(1.0)[0] is None
    fault, seconds = clocks.looks(10.0, 0.0, used=1.0)
    assert fault is SPINNING
    assert not fault.device
    assert seconds == pytest.approx(2.0, abs=0.05)


@pytest.mark.parametrize("speed", [1.0 + 200e-6, 1.0 - 200e-6])
def test_a_device_that_drifts_for_eight_hours_is_followed(speed: float) -> None:
    clocks = Clocks()
    assert clocks.looks(8 * 3600.0, speed, every=0.2)[0] is None
    assert clocks.watchdog.limit_sample(clocks.seconds) > clocks.sample
    ahead_seconds = (clocks.watchdog.limit_sample(clocks.seconds) - clocks.sample) / RATE
    assert ahead_seconds == pytest.approx(0.26, abs=0.05)
    assert clocks.looks(1.0, 50.0)[1] <= 0.011


def test_buffers_filled_at_once_are_no_runaway() -> None:
    """However large they are."""
    clocks = Clocks()
    clocks.pass_(0.01, 50.0)
    assert clocks.looks(60.0)[0] is None
    assert clocks.looks(1.0, 50.0)[1] <= 0.011


@pytest.mark.parametrize("suspended_seconds", [1.0, 5.0])
@pytest.mark.parametrize("catching_up", [True, False])
def test_a_process_that_was_stopped_is_innocent(
    clocks: Clocks, suspended_seconds: float, catching_up: bool
) -> None:
    """On null audio the clock catches up, on a device it has lost the time for good."""
    clocks.pass_(suspended_seconds, 0.0, used=0.0)
    assert clocks.looks(0.02, 0.0, used=0.0)[0] is None
    if catching_up:
        assert clocks.looks(0.04, (suspended_seconds + 0.06) / 0.04)[0] is None
    assert clocks.looks(60.0)[0] is None


@pytest.mark.parametrize("stopped_at_seconds", [0.5, 0.995, 1.0, 1.005])
def test_a_process_that_is_stopped_as_its_device_has_just_started_is_innocent_too(
    stopped_at_seconds: float,
) -> None:
    clocks = Clocks()
    clocks.looks(stopped_at_seconds)
    clocks.pass_(1.0, 0.0, used=0.0)
    assert clocks.looks(0.02, 0.0, used=0.0)[0] is None
    assert clocks.looks(0.1, 10.0)[0] is None
    assert clocks.looks(60.0)[0] is None


def test_an_interpreter_that_was_held_is_no_reason_either(clocks: Clocks) -> None:
    """The clock went on, but nobody looked."""
    clocks.pass_(0.6)
    assert clocks.looks(1.0)[0] is None


def test_a_busy_machine_that_gives_the_watchdog_no_turn_is_no_stall(clocks: Clocks) -> None:
    for _ in range(10):
        clocks.pass_(0.2, 0.0, used=0.0)
        assert clocks.watchdog.look(clocks.seconds, clocks.sample) is None
    assert clocks.looks(1.0)[0] is None


class Runs(NullEngine):
    """A clock that can be put anywhere."""

    sample = 0

    def now_sample(self) -> int:
        return self.sample

    def earliest_sample(self) -> int:
        return self.sample + 192

    def may_miss(self, onset_sample: int) -> bool:
        return self.sample > onset_sample


def steady(clocks: Clocks) -> Iterator[tuple[int, int]]:
    """Yield what the engine says and what is followed of it, while it runs away."""
    engine = Runs(RATE)
    clock = SteadyClock(engine, clocks.watchdog, lambda: clocks.seconds)
    for _ in range(200):
        clocks.pass_(0.001, 50.0)
        engine.sample = clocks.sample
        yield engine.sample, clock.now_sample()
        assert clock.earliest_sample() <= clock.now_sample() + 192


def test_a_runaway_is_never_followed_further_than_a_quarter_second(clocks: Clocks) -> None:
    start_seconds, start_sample = clocks.seconds, clocks.sample
    told = list(steady(clocks))
    passed_samples = round((clocks.seconds - start_seconds) * RATE)
    assert told[0][0] == told[0][1]
    assert told[-1][0] == pytest.approx(start_sample + 10 * RATE)
    assert told[-1][1] - start_sample - passed_samples == pytest.approx(0.26 * RATE, abs=2)
    assert all(before[1] <= after[1] for before, after in pairwise(told))


def test_what_is_told_of_a_runaway_is_plausible(clocks: Clocks) -> None:
    clocks.pass_(0.004, 50.0)
    expected = clocks.sample - round(0.004 * 49 * RATE)
    told = clocks.watchdog.plausible(clocks.seconds, clocks.sample)
    assert expected <= told <= expected + 0.021 * RATE
    assert clocks.watchdog.plausible(clocks.seconds, expected) == expected
