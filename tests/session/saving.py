"""A piece that is saved over and over while it plays, every third time with a mistake."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from generator.engine.audio import AudioSettings
from generator.engine.null import RecordingEngine
from generator.session.ending import Extent
from generator.session.front import Front
from generator.session.plan import Plan
from generator.session.session import Session
from generator.session.setup import Choice, prepare
from generator.session.version import Version
from generator.timing.clock import VirtualClock

PATIENCE_SECONDS = 20.0
LOOK_AHEAD_SECONDS = 0.1  # which bears a processor that is away for a moment
SEED = 7
STEADY = ("click", "wander")
TEXT = """\
from generator.composition import Note, Piece

piece = Piece("saved", tempo_bpm=480)
piece.parameter("wet", 0, 1, 0.5)
BASE = 60


@piece.part("click", instrument="Hat")
def click(live):
    while True:
        yield Note(60, 0.5)


@piece.part("wander", instrument="Pluck")
def wander(live):
    while True:
        yield Note(60 + live.random.randrange(12), 0.25 + 0.25 * live.random.randrange(3))


@piece.part("edited", instrument="Bell")
def edited(live):
    while True:
        yield Note(BASE + live.random.randrange(12), 0.5, amplitude=0.2)
"""
MISTAKES = (
    ("while True:", "while True"),
    ("BASE = ", "BASE = 1 / 0 + "),
    ("amplitude=0.2", "amplitude=0.2 / (live.beat - live.beat)"),
)


class Told(NamedTuple):
    """What is compared of a note."""

    onset_sample: int
    pitch: float
    duration_samples: int
    amplitude: float
    beat: float


def text_of(number: int) -> str:
    """Return what is saved as the so-many-th; every third has a mistake."""
    good = TEXT.replace("BASE = 60", f"BASE = {40 + number % 40}")
    return good.replace(*MISTAKES[number // 3 % 3]) if number % 3 == 2 else good


class Saving:
    """A performance on null audio of a piece that is saved, followed as a window does."""

    def __init__(self, folder: Path, **planned: str) -> None:
        self.path = folder / "saved.py"
        self.path.write_text(TEXT)
        self.reports: list[str] = []
        self.notes: dict[str, list[Told]] = {name: [] for name in STEADY}
        plan = Plan(
            Choice(str(self.path), SEED),
            Extent(tail_seconds=0.0),
            AudioSettings("null"),
            LOOK_AHEAD_SECONDS,
            shows=True,
            **planned,  # type: ignore[arg-type]
        )
        self.front = Front(plan)
        self.until(lambda: self.front.status().events)

    def save(self, number: int) -> None:
        """Save the so-many-th text, as an editor does: another file takes the place."""
        other = self.path.with_suffix(".new")
        other.write_text(text_of(number))
        other.replace(self.path)

    def taken(self, number: int) -> bool:
        """Whether a text that was saved plays, or its mistake is told."""
        if number % 3 == 2:
            return bool(self.front.troubles)
        return self.front.version == Version.read(self.path).digest and not self.front.troubles

    def until(self, so: Callable[[], object]) -> None:
        """Follow it until something is so."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not so():
            assert time.monotonic() < deadline, self.reports[-5:]
            self.poll(0.02)

    def poll(self, seconds: float) -> None:
        """Hear what it says for a moment."""
        self.reports += [each["report"] for each in self.front.poll(seconds) if "report" in each]
        for event, _ in self.front.heard():
            if event.part in self.notes:
                row = (event.onset_sample, event.pitch, event.duration_samples)
                self.notes[event.part].append(Told(*row, event.amplitude, event.beat))

    def play(self, seconds: float) -> None:
        """Let it play for so long."""
        until_seconds = self.front.status().seconds + seconds
        self.until(lambda: self.front.status().seconds > until_seconds)


def unedited(folder: Path, seconds: float) -> dict[str, list[Told]]:
    """Return the notes of the steady parts as they are where nothing is ever edited."""
    path = folder / "unedited.py"
    path.write_text(TEXT)
    setup = prepare(Choice(str(path), SEED))
    rate = setup.orchestra.sample_rate
    engine, clock = RecordingEngine(rate), VirtualClock()
    Session(setup, engine, clock, Extent()).advance(round(seconds * rate))
    return {
        name: [
            Told(e.onset_sample, e.pitch, e.duration_samples, e.amplitude, e.beat)
            for e in engine.events
            if e.part == name
        ]
        for name in STEADY
    }
