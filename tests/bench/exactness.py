"""Does every live onset fall on its exact sample? Read from the recorded audio."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import soundfile

from csd import __file__ as csd_package
from generator.control.commands import Action, Applied, Command
from generator.control.journal_reading import read
from generator.engine.audio import AudioSettings
from generator.engine.null import RecordingEngine
from generator.session.ending import Extent
from generator.session.front import Front
from generator.session.plan import Plan
from generator.session.session import Session
from generator.session.setup import Choice, prepare
from generator.timing.clock import VirtualClock
from tests.bench.loads import load
from tests.bench.results import Result

PIECES = Path(__file__).parent / "pieces"
CLICK = str(Path(csd_package).parent / "click.csd")
TEMPO_CHANGE_SECONDS = 0.1

Meanwhile = Callable[[Front], None]


@dataclass(frozen=True, slots=True)
class Heard:
    """What a run came to: onsets expected, found exactly, and what the engine counted.

    accounted: see Taken.
    """

    expected: int
    exact: int
    stray: int
    late: int
    dropped: int
    margin_ms: float
    step_ms: float
    accounted: bool

    @property
    def perfect(self) -> bool:
        """Whether nothing was lost, moved or added."""
        return self.exact == self.expected and not (self.stray or self.late or self.dropped)

    @property
    def figure(self) -> str:
        """All of it in words."""
        return (
            f"{self.exact} of {self.expected} exact, {self.late} late, "
            f"{self.expected - self.exact} lost, margin {self.margin_ms:.1f} ms"
        )


def plan(
    piece: str,
    settings: Mapping[str, float],
    *,
    seconds: float,
    module: str = "null",
    look_ahead_seconds: float | None = None,
) -> Plan:
    """Return the plan of a run with the click orchestra."""
    typed = tuple((key, str(value)) for key, value in settings.items())
    return Plan(
        Choice(str(PIECES / f"{piece}.py"), seed=1, settings=typed, csd=CLICK),
        Extent(duration_seconds=seconds, tail_seconds=0.2),
        AudioSettings(module),
        look_ahead_seconds,
    )


@dataclass(frozen=True, slots=True)
class Taken:
    """A run that is over: its front, and the onsets that it was to have and has in its recording.

    moved: what the engine did not leave alone, by the index of the event, as LatePolicy has it.
    """

    front: Front
    expected: Sequence[int]
    found: Sequence[int]
    moved: Mapping[int, int | None]

    @property
    def counted(self) -> dict[int, int | None]:
        """Where the notes went that were not left alone, None for nowhere, by their own onsets."""
        notes = len(self.expected)
        return {self.expected[index]: at for index, at in self.moved.items() if index < notes}

    @property
    def accounted(self) -> bool:
        """Whether the notes that are not on their samples are those that the engine counted.

        One that it counted since it doubted whether it came in time may be on its sample.
        """
        counted, status = self.counted, self.front.status()
        astray = set(self.expected) - set(self.found)
        certain = {onset for onset, at in counted.items() if at != onset}
        return certain <= astray <= counted.keys() and status.late + status.dropped == len(counted)


def hear(asked: Plan, load_name: str = "idle", *, steer: bool = False) -> Heard:
    """Play a plan beside a load in this process, and compare what was recorded with the piece."""
    with load(load_name):
        taken = take(asked, steering() if steer else None)
    expected, found, status = set(taken.expected), set(taken.found), taken.front.status()
    return Heard(
        expected=len(expected),
        exact=len(expected & found),
        stray=len(found - expected),
        late=status.late,
        dropped=status.dropped,
        margin_ms=status.margin_ms or 0.0,
        step_ms=taken.front.extra["clock_step_ms"],
        accounted=taken.accounted,
    )


def take(asked: Plan, meanwhile: Meanwhile | None = None) -> Taken:
    """Play a plan to its end and record it; meanwhile: what to do all the time."""
    with tempfile.TemporaryDirectory() as folder:
        recording, journal = Path(folder, "take.wav"), Path(folder, "take.jsonl")
        plan = replace(asked, recording=str(recording), journal=str(journal))
        front = play(plan, meanwhile)
        samples, _ = soundfile.read(recording, dtype="float32")
        moved = read(journal).late
    found = np.flatnonzero(samples).tolist()
    rate: int = front.hello["sample_rate"]
    return Taken(front, expected_onsets(asked, front.applied, rate), found, moved)


def play(asked: Plan, meanwhile: Meanwhile | None = None) -> Front:
    """Play a plan to its end; meanwhile: what to do all the time."""
    front = Front(asked)
    try:
        while not front.over:
            front.poll(0.02)
            if meanwhile is not None:
                meanwhile(front)
    finally:
        front.stop()
    return front


def steering() -> Meanwhile:
    """Return what changes the tempo ten times a second."""
    chance, due = random.Random(1), time.monotonic()

    def steer(front: Front) -> None:
        nonlocal due
        if front.hello and time.monotonic() > due:
            due = time.monotonic() + TEMPO_CHANGE_SECONDS
            front.submit(Command(Action.SET, "tempo", chance.uniform(20.0, 999.0)))

    return steer


def expected_onsets(asked: Plan, applied: list[Applied], rate: int = 48_000) -> list[int]:
    """Return the onsets that the piece has under these commands, by a clock that never waits."""
    engine = RecordingEngine(rate)
    quiet = replace(asked.choice, settings=(*asked.choice.settings, ("threads", "0")))
    session = Session(prepare(quiet), engine, VirtualClock(), asked.extent)
    session.replay(applied)
    session.advance(round((asked.extent.duration_seconds or 0.0) * engine.sample_rate))
    return [event.onset_sample for event in engine.events]


def results(seconds: float, modules: list[str]) -> list[Result]:
    """Return the lines of the table on exactness."""
    lines = []
    for module in modules:
        for per_minute, settings in ((480, {"division": 1}), (3000, {"tempo": 750, "division": 4})):
            for name in ("idle", "threads", "garbage"):
                heard = hear(plan("pulse", settings, seconds=seconds, module=module), name)
                what = f"{per_minute} a minute, {name} in the front, {module}"
                lines.append(Result(what, heard.figure, "all exact, 0 late", heard.perfect))
        heard = hear(plan("pulse", {"division": 4}, seconds=seconds, module=module), steer=True)
        what = f"tempo changed 10 times a second, 20 to 999 BPM, {module}"
        lines.append(Result(what, heard.figure, "all exact, 0 late", heard.perfect))
        busy = plan(
            "pulse",
            {"tempo": 750, "division": 4, "threads": 4},
            seconds=seconds,
            module=module,
            look_ahead_seconds=0.020,
        )
        heard = hear(busy)
        what = f"3000 a minute, 4 busy threads in the engine process, 20 ms, {module}"
        lines.append(Result(what, heard.figure, "all exact, 0 late", heard.perfect))
    return lines
