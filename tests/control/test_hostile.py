"""Every call of the desk, and every command, with whatever somebody may put into it."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterator
from functools import partial
from math import isfinite
from pathlib import Path
from typing import Any

import pytest

from generator.control.commands import LONGEST_RAMP, Action, Applied, At, Command, Over
from generator.control.desk import Desk
from generator.control.monitor import Binding
from generator.engine import orchestra
from generator.engine.null import RecordingEngine
from generator.errors import ScoretimeError, UsageError
from generator.session.ending import Extent
from generator.session.session import Session
from generator.session.setup import Choice, prepare
from generator.timing.clock import VirtualClock
from tests.control.surface import KeepingSurface, desk_of

RATE = 48_000


class Evil:
    """Neither to be shown nor to be compared."""

    def __repr__(self) -> str:
        raise RuntimeError("repr")

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("eq")

    __hash__ = None  # type: ignore[assignment]


HOSTILE: dict[str, Any] = {
    "nan": float("nan"),
    "inf": float("inf"),
    "-inf": float("-inf"),
    "1e308": 1e308,
    "-1e308": -1e308,
    "tiny": 5e-324,
    "10**400": 10**400,
    "10**5000": 10**5000,
    "-1": -1,
    "0": 0,
    "2**63": 2**63,
    "None": None,
    "True": True,
    "empty": "",
    "nul": "\0",
    "lines": "a\nb\r\x1b[2J",
    "64 kB": "x" * 65_536,
    "path": "../../etc/passwd",
    "absolute": "/etc/passwd",
    "surrogate": "\udcff",
    "bytes": b"density",
    "list": [],
    "nested": [[[]]],
    "dict": {},
    "dict of NaN": {"density": float("nan")},
    "dict of texts": {"density": "loud"},
    "dict of lists": {"density": [1]},
    "complex": 1j,
    "object": object(),
    "function": print,
    "evil": Evil(),
    "list of evil": [Evil()],
}
CALLS = {
    "key": "density",
    "keys": ["density"],
    "value": 0.5,
    "values": {"density": 0.5},
    "source": "test",
    "ramp": 0.0,
    "seconds": 0.0,
    "over": Over.SECONDS,
    "at": At.NOW,
    "due_sample": None,
    "action": Action.PANIC,
    "subject": "",
    "seed": 3,
    "part": "lead",
    "name": "one",
    "pitch": 60.0,
    "amplitude": 0.5,
    "beats": 1.0,
    "channel": "cutoff",
    "x": 0.5,
    "y": 0.5,
    "on": True,
    "target": "density",
    "kind": "osc",
}
PLACES = [
    (name, place)
    for name, method in inspect.getmembers(Desk, inspect.isfunction)
    if not name.startswith("_")
    for place in list(inspect.signature(method).parameters)[1:]
]


class Learning:
    """A learner of a kind: keeps what it is asked."""

    def __init__(self) -> None:
        self.targets = ["density"]

    def learn(self, target: str) -> None:
        self.targets.append(target)

    def forget(self, target: str) -> None:
        self.targets.remove(target)

    def bindings(self) -> list[Binding]:
        return [Binding("osc", "/a", target) for target in self.targets]


@pytest.fixture
def surface() -> KeepingSurface:
    return KeepingSurface()


@pytest.fixture
def desk(surface: KeepingSurface, tmp_path: Path) -> Iterator[Desk]:
    desk = desk_of(surface, tmp_path)
    desk.learners |= {"osc": Learning(), "midi": Learning()}
    for corner in ("1", "2", "3", "4", "one"):
        desk.store(corner)
    yield desk
    desk.bank.close()


def refused(act: Callable[[], object]) -> str:
    """Do something; return in what words it was refused, "" if it was not."""
    try:
        act()
    except ScoretimeError as error:
        return str(error) or "?"
    return ""


def arguments_of(method: str) -> dict[str, Any]:
    """Return what a call takes, as it should be."""
    parameters = list(inspect.signature(getattr(Desk, method)).parameters)[1:]
    found = {each: CALLS[each] for each in parameters}
    if method == "change_piece":
        found["name"] = "other"
    return found | ({"name": "two"} if method in ("record", "store") else {})


@pytest.mark.parametrize("method", sorted({name for name, _ in PLACES}))
def test_a_call_as_it_should_be_is_not_refused(desk: Desk, method: str) -> None:
    assert refused(partial(getattr(desk, method), **arguments_of(method))) == ""


@pytest.mark.parametrize(("method", "place"), PLACES, ids=lambda each: each)
def test_a_call_with_anything_in_one_place_is_refused_or_harmless(
    desk: Desk, surface: KeepingSurface, tmp_path: Path, method: str, place: str
) -> None:
    for word, value in HOSTILE.items():
        given = arguments_of(method) | {place: value}
        said = refused(partial(getattr(desk, method), **given))
        assert len(said) < 500, word
        assert not {"\n", "\0", "\x1b"} & set(said), word
    for command in surface.commands:
        check(command)
    by_id = surface.subject.by_id
    assert all(by_id[key].check(value) == value for key, value in surface.values.items())
    desk.bank.flush()
    inside = {path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*")}
    assert inside <= {"snapshots.json", "recordings"}


def check(command: Command) -> None:
    """Check that a command is one that can be sent anywhere."""
    assert command == command.checked()
    assert all(map(isfinite, (command.value, command.ramp, *dict(command.values).values())))
    assert 0.0 <= command.ramp <= LONGEST_RAMP


@pytest.mark.parametrize("place", Command._fields)
def test_a_message_with_anything_in_one_place_is_a_command_or_none(place: str) -> None:
    for value in HOSTILE.values():
        for message in ({"action": "set"} | {place: value}, {"action": "set", "odd": value}):
            try:
                check(Command.from_message(message))
            except UsageError as error:
                said = str(error)
                assert len(said) < 700
    for value in HOSTILE.values():
        refused(lambda value=value: Command.from_message(value))
        refused(lambda value=value: Applied.from_message(value))
        refused(lambda value=value: Applied.from_message([value, value, {"action": "pause"}]))


# -- what gets through, in a session


def session_of() -> tuple[Session, RecordingEngine]:
    setup = prepare(Choice("lattice", 1))
    engine = RecordingEngine(RATE)
    return Session(setup, engine, VirtualClock(), Extent()), engine


def commands() -> Iterator[Command]:
    """Yield every action with odd but finite things in every place."""
    subjects = ["", "tempo", "seed", "bell", "bell.mute", "loops", "1", "x" * 4096, "\0", "../x"]
    numbers = [0.0, -1.0, 1e308, -1e308, 5e-324, 1e9, 2.0**53]
    named = [(), *((("density", each),) for each in numbers)]
    named += [(("beat", each), ("sample", other)) for each in numbers for other in numbers]
    named += [(("pitch", each), ("amplitude", each), ("beats", each)) for each in numbers]
    for action in Action:
        for subject in subjects:
            for value in numbers:
                yield Command(action, subject, value)
        for values in named:
            for subject in ("", "bell"):
                yield Command(action, subject, values=values)
        for at in At:
            yield Command(action, "density", 0.5, at=at, ramp=LONGEST_RAMP, over=Over.BEATS)
        for due_sample in (-(2**53), 0, 2**53):
            yield Command(action, "density", 0.5, due_sample=due_sample)


def test_a_session_outlives_every_command_that_gets_through() -> None:
    session, engine = session_of()
    bundled = orchestra.load()
    sample = 0
    for command in commands():
        if command.action is Action.STOP:
            continue
        message = json.loads(json.dumps(command.to_message()))
        session.submit(Command.from_message(message))
        sample += 64
        session.advance(sample)
    session.submit(Command(Action.PIECE, "lattice"))
    session.submit(Command(Action.SET, "tempo", 120.0))
    before = len(engine.events)
    for _ in range(20):  # pauses that waited for a bar or a section act first
        session.submit(Command(Action.RESUME))
        sample += RATE
        session.advance(sample)
    assert len(engine.events) > before + 10, "it plays on"
    parameters = session.parameters
    assert all(each.check(parameters[each.id]) is not None for each in parameters.declared)
    assert all(isfinite(value) for _, _, value in engine.channels)
    for event in engine.events:
        assert event.instrument in bundled.instruments
        assert 0.0 <= event.amplitude <= 1.0
        assert event.duration_samples > 0
        assert isfinite(event.frequency_hz)
    assert all(len(report) < 5000 for report in session.reports)
