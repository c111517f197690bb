"""A performance that does nothing but keep what it was asked, for tests of controllers."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from generator.control.commands import Action, Command
from generator.control.desk import Desk
from generator.control.snapshots import Bank
from generator.control.status import Status
from generator.control.surface import Change, Subject
from generator.errors import UsageError
from generator.parameters import Parameter, Warp
from generator.patterns.streams import MAXIMUM_SEED

RATE = 48_000
PATIENCE_SECONDS = 10.0
PARTS = ("lead", "bass line")


def strip(part: str) -> tuple[Parameter, ...]:
    """Return the parameters of a part's strip."""
    return (
        Parameter(
            f"{part}.level", "Level", -60.0, 6.0, 0.0, "dB", Warp.DECIBEL, channel=f"level {part}"
        ),
        Parameter(f"{part}.pan", "Pan", 0.0, 1.0, 0.5),
        Parameter(f"{part}.mute", "Mute", 0.0, 1.0, 0.0, warp=Warp.TOGGLE),
        Parameter(f"{part}.solo", "Solo", 0.0, 1.0, 0.0, warp=Warp.TOGGLE),
        Parameter(f"{part}.density", "Density", 0.0, 1.0, 0.5),
    )


GLOBALS = (
    Parameter("tempo", "Tempo", 20.0, 400.0, 120.0, "BPM", description="beats a minute"),
    Parameter("seed", "Seed", 0.0, float(MAXIMUM_SEED), 7.0, warp=Warp.INTEGER, recalled=False),
    Parameter("density", "Density", 0.0, 1.0, 0.5, description="how many notes are played"),
    Parameter(
        "cutoff", "Cutoff", 20.0, 20_000.0, 2_000.0, "Hz", Warp.EXPONENTIAL, channel="cutoff"
    ),
    Parameter("mode", "Mode", 0.0, 2.0, 0.0, warp=Warp.CHOICE, choices=("major", "minor", "blues")),
    Parameter("hold", "Hold", 0.0, 1.0, 0.0, warp=Warp.TOGGLE),
    Parameter("macro.bright", "Bright", 0.0, 1.0, 0.25, description="brighter"),
)


def subject_of(piece: str = "example", parts: tuple[str, ...] = PARTS) -> Subject:
    """Return a subject with the global parameters and a strip for each part."""
    strips = tuple(parameter for part in parts for parameter in strip(part))
    return Subject(piece, piece.title(), parts, ("example", "other"), GLOBALS + strips)


class KeepingSurface:
    """Keeps commands in the order in which they came, and applies what is set to the values.

    listen: called with each change, on the thread that submitted. epoch_seconds: the monotonic
    time of sample 0; None: it does not play yet.
    """

    def __init__(self, subject: Subject | None = None) -> None:
        self.commands: list[Command] = []
        self.changes: list[Change] = []
        self.told = Status()
        self.gone = False
        self.returned = 0
        self.epoch_seconds: float | None = time.monotonic()
        self.listen: Callable[[Change], None] | None = None
        self._grown = threading.Condition()
        self.play(subject or subject_of())

    def play(self, subject: Subject) -> None:
        """Play something else, with its own defaults."""
        self.values = {parameter.id: parameter.default for parameter in subject.declared}
        self.subject = subject

    def status(self) -> Status:
        """Return the status that the test has put into `told`."""
        return self.told

    def submit(self, command: Command) -> None:
        """Keep a command; apply it where it sets values."""
        with self._grown:
            self.commands.append(command)
            self._grown.notify_all()
        if command.action is Action.SET:
            self.change(command.subject, command.value, command.source)
        for key, value in command.values if command.action is Action.RECALL else ():
            self.change(key, value, command.source)

    def return_to_audio(self) -> None:
        """Count how often that was asked for; raises UsageError where no audio has gone."""
        if not self.gone:
            raise UsageError("there is none to return to")
        self.returned += 1

    def sample_at(self, monotonic_seconds: float) -> int | None:
        """Return the sample at a time."""
        if self.epoch_seconds is None:
            return None
        return round((monotonic_seconds - self.epoch_seconds) * RATE)

    def wait_for(self, count: int, patience_seconds: float = PATIENCE_SECONDS) -> list[Command]:
        """Return the commands once there are this many; fails when they do not come."""
        with self._grown:
            came = self._grown.wait_for(lambda: len(self.commands) >= count, patience_seconds)
        assert came, f"{len(self.commands)} of {count} commands came: {self.commands[-5:]}"
        return self.commands

    def change(self, key: str, value: float, source: str) -> None:
        """Change a value, as another controller would."""
        self.values[key] = value
        change = Change(key, value, source)
        self.changes.append(change)
        if self.listen is not None:
            self.listen(change)


def desk_of(surface: KeepingSurface, folder: Path) -> Desk:
    """Return a desk for a surface, with its snapshots and recordings in a folder."""
    return Desk(surface, Bank(folder / "snapshots.json"), folder / "recordings")
