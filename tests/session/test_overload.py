"""When voices are ended and how many, told by readings: nothing here takes time."""

from __future__ import annotations

import pytest

from generator.session.overload import Overload

RATE = 48_000
LOOK_SECONDS = 0.01
AHEAD_SAMPLES = 640


class Machine:
    """A clock whose pace follows from how many voices sound, of which so many can be carried."""

    def __init__(self, carries: int = 100, voices: int = 50) -> None:
        self.seconds = 1000.0
        self.played_seconds = 0.0
        self.used_seconds = 0.0
        self.carries = carries
        self.voices = voices
        self.available = 1.0  # of a core
        self.overload = Overload(RATE, lambda: self.used_seconds)
        self._to_end: list[tuple[int, int]] = []
        self.ended: list[int] = []

    @property
    def need(self) -> float:
        return self.voices / self.carries

    @property
    def rate(self) -> float:
        return min(1.0, self.available / self.need)

    def goes_on(self, seconds: float, every: float = LOOK_SECONDS) -> None:
        """Look for so long."""
        for _ in range(round(seconds / every)):
            self.seconds += every
            self.played_seconds += every * self.rate
            self.used_seconds += every * min(self.need, self.available)
            sample = round(self.played_seconds * RATE)
            while self._to_end and self._to_end[0][0] <= sample:
                self.voices -= self._to_end.pop(0)[1]
            horizon_sample = sample + AHEAD_SAMPLES
            count = self.overload.look(self.seconds, sample, lambda: self.voices, horizon_sample)
            if count:
                self.ended.append(count)
                self._to_end.append((horizon_sample, count))

    def until_in_time(self) -> float:
        start = self.seconds
        while self.rate < 1.0 and self.seconds < start + 20.0:
            self.goes_on(LOOK_SECONDS)
        return self.seconds - start


@pytest.fixture
def machine() -> Machine:
    machine = Machine()
    machine.goes_on(3.0)
    assert machine.ended == []
    return machine


@pytest.mark.parametrize("voices", [110, 200, 1000, 2000])
def test_what_is_too_much_is_ended_within_two_seconds(machine: Machine, voices: int) -> None:
    machine.voices = voices
    assert machine.until_in_time() < 2.0
    assert machine.voices > 40  # and no more than that
    machine.goes_on(10.0)
    before = list(machine.ended)
    machine.goes_on(10.0)
    assert machine.ended == before


def test_little_too_much_is_found_too(machine: Machine) -> None:
    machine.voices = 105
    assert machine.until_in_time() < 2.0
    assert machine.voices > 70


def test_it_is_said_not_too_often(machine: Machine) -> None:
    machine.voices = 2000
    machine.until_in_time()
    machine.goes_on(5.0)
    reports = list(machine.overload.reports)
    assert reports[0] == f"the machine cannot keep up: ended {machine.ended[0]} voices"
    assert len(reports) <= 2
    said = sum(int(report.split()[-2]) for report in reports)
    assert said == sum(machine.ended)


def test_a_hiccup_ends_no_voice(machine: Machine) -> None:
    """Neither where nobody had a turn, nor where the audio alone was set aside for a moment."""
    machine.seconds += 1.0
    machine.goes_on(3.0)
    machine.available = 0.0
    machine.goes_on(0.2)
    machine.available = 1.0
    machine.goes_on(3.0)
    assert machine.ended == []


def test_a_machine_that_is_busy_otherwise_gets_a_second_chance(machine: Machine) -> None:
    """Csound needs little, and gets even less."""
    machine.available = 0.45
    machine.goes_on(3.0)
    assert machine.ended == []
    assert list(machine.overload.reports) == ["the audio lags: it plays at 0.95 of time"]
    assert machine.until_in_time() < 3.0
    assert machine.ended


def test_a_device_that_is_slow_by_itself_costs_no_voices(machine: Machine) -> None:
    machine.voices, machine.available = 2, 0.018
    machine.goes_on(20.0)
    assert machine.ended == []
    assert len(machine.overload.reports) == 1
    machine.available = 1.0
    machine.goes_on(5.0)
    machine.available = 0.018
    machine.goes_on(5.0)
    assert len(machine.overload.reports) == 2


def test_underspeed_is_found_within_two_seconds(machine: Machine) -> None:
    machine.voices, machine.available = 2, 0.019
    machine.goes_on(2.0)
    (report,) = machine.overload.reports
    assert report.startswith("the audio lags: it plays at 0.9")


def test_a_clock_in_large_steps_is_in_time() -> None:
    """PulseAudio's goes by a tenth of a second where its latency is not set."""
    overload, ended = Overload(RATE, lambda: 1.0), []
    for look in range(2000):
        sample = look * 480 // 5760 * 5760
        ended.append(overload.look(1000.0 + look * 0.01, sample, lambda: 50, sample + 640))
    assert not any(ended)
    assert not overload.reports


def test_where_nothing_sounds_nothing_is_ended(machine: Machine) -> None:
    machine.carries, machine.voices = 1, 2
    machine.overload.look(machine.seconds, round(machine.played_seconds * RATE), lambda: 0, 0)
    machine._to_end = []
    for _ in range(300):
        machine.seconds += 0.01
        machine.played_seconds += 0.005
        machine.used_seconds += 0.01
        sample = round(machine.played_seconds * RATE)
        assert machine.overload.look(machine.seconds, sample, lambda: 0, sample + 640) == 0
    (report,) = machine.overload.reports
    assert report.startswith("the machine cannot keep up: it plays at 0.")
