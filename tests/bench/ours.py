"""Runs of ours at a scale: each returns what went wrong, "" for nothing."""

from __future__ import annotations

import time

from generator.control.commands import Action, Command
from generator.engine.null import NullEngine
from generator.errors import ScoretimeError
from generator.session.front import Front
from generator.session.plan import Plan
from generator.session.session import Session
from generator.session.setup import prepare
from generator.timing.clock import VirtualClock
from tests.bench.exactness import Meanwhile
from tests.bench.plain import LAG_SECONDS

RATE = 48_000
SETTLED_SECONDS = 1.0  # before which the clock says little
REST_SECONDS, LATE_SECONDS = 0.5, 0.2
Reading = tuple[float, int]


class Watch:
    """Keeps the clock's readings while a plan is played; meanwhile: what else to do."""

    def __init__(self, meanwhile: Meanwhile | None = None) -> None:
        self.readings: list[Reading] = []
        self._meanwhile = meanwhile

    def __call__(self, front: Front) -> None:
        """Take note of the clock."""
        reading = (front.extra.get("monotonic", 0.0), front.extra.get("sample", 0))
        if reading[1] > SETTLED_SECONDS * RATE and reading not in self.readings[-1:]:
            self.readings.append(reading)
        if self._meanwhile is not None:
            self._meanwhile(front)


def trouble(asked: Plan, meanwhile: Meanwhile | None = None) -> str:
    """Play a plan and return what went wrong: mishaps, events missing, a clock that lags."""
    watch, wanted_events, reports = Watch(meanwhile), events(asked), []
    front = Front(asked)
    try:
        while not front.over:
            reports += [each["report"] for each in front.poll(0.02) if "report" in each]
            watch(front)
    except ScoretimeError as error:
        return str(error)
    finally:
        front.stop()
    status = front.status()
    said = [f"{count:,} {word}" for word, count in status.mishaps().items()]
    if not said and status.events != wanted_events:
        said = [f"{status.events:,} of {wanted_events:,} events"]
    said += reports[-1:]
    return ", ".join(said) or behind(watch.readings, asked.extent.duration_seconds or 0.0)


def events(asked: Plan) -> int:
    """Return how many events a plan has, by a clock that never waits."""
    session = Session(prepare(asked.choice), NullEngine(RATE), VirtualClock(), asked.extent)
    session.advance(round((asked.extent.duration_seconds or 0.0) * RATE))
    return session.status().events


def behind(readings: list[Reading], seconds: float) -> str:
    """Return by how much the clock was too slow while music was due, if it was."""
    due = [reading for reading in readings if reading[1] < seconds * RATE]
    if len(due) < 2:
        return "the clock was not seen"
    (began_seconds, began_sample), *_, (now_seconds, now_sample) = due
    lag_seconds = now_seconds - began_seconds - (now_sample - began_sample) / RATE
    return f"{1000.0 * lag_seconds:.0f} ms behind" if lag_seconds > LAG_SECONDS else ""


class Steering:
    """Moves parameters as a controller does: each by a command of its own, so often a second.

    It ends half a second before the music, so that all of it must have been taken by then.
    """

    def __init__(self, keys: list[str], per_second: float, seconds: float) -> None:
        self._keys, self._per_second = keys, per_second
        self._most_turns = round((seconds - REST_SECONDS) * per_second)
        self._began_seconds: float | None = None
        self._worst_seconds = 0.0
        self._turns = self._taken = 0

    def __call__(self, front: Front) -> None:
        """Make the turn that is due, if one is."""
        if not front.playing:
            return
        self._taken = front.extra["taken"]
        if self._began_seconds is None:
            self._began_seconds = time.monotonic()
        due_seconds = self._began_seconds + self._turns / self._per_second
        late_seconds = time.monotonic() - due_seconds
        if self._turns < self._most_turns and late_seconds > 0.0:
            self._worst_seconds = max(self._worst_seconds, late_seconds)
            self._turn(front)

    def _turn(self, front: Front) -> None:
        self._turns += 1
        for key in self._keys:
            front.submit(Command(Action.SET, key, float(self._turns % 2), source="bench"))

    @property
    def trouble(self) -> str:
        """What went wrong with it."""
        if self._worst_seconds > LATE_SECONDS:
            return f"the front sent {self._worst_seconds:.1f} s late"
        sent = self._most_turns * len(self._keys)
        return f"{self._taken:,} of {sent:,} moves taken" if self._taken < sent else ""
