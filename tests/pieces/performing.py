"""What the tests of the pieces perform with: a session that listens and remembers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import dataclass, field
from random import Random
from typing import Any

from generator.composition import Event, Part, Piece
from generator.control.commands import Action, Command
from generator.engine import orchestra
from generator.engine.null import RecordingEngine
from generator.pieces import load
from generator.session.ending import Extent
from generator.session.session import Session
from generator.session.setup import settled
from generator.timing.clock import VirtualClock

RATE = 48_000
BLOCK_SECONDS = 0.5
FIVE_MINUTES = 300.0
CLASSIC = ("lattice", "loops", "phase")  # that have every standard parameter, and sections
PERCUSSION = frozenset({"Kick", "Snare", "Hat"})
BUNDLED = orchestra.load()


@dataclass
class Performance:
    """What became of a piece: events and channels in order of commitment, sections, its state.

    scales: the scale in force when each event was committed. rules: what acted, at which count.
    """

    session: Session
    state: Any
    events: list[Event]
    scales: list[Any] = field(default_factory=list)
    sections: list[tuple[str, float, int]] = field(default_factory=list)
    channels: list[tuple[int, str, float]] = field(default_factory=list)

    def part(self, name: str) -> list[Event]:
        """Return the events of a part."""
        return [event for event in self.events if event.part == name]

    def onsets_seconds(self) -> list[float]:
        """Return when each event starts."""
        return [event.onset_sample / RATE for event in self.events]


class Listener(RecordingEngine):
    """An engine that also notes the scale in force."""

    def __init__(self) -> None:
        super().__init__(RATE)
        self.state: Any = None
        self.scales: list[Any] = []

    def note(self, event: Event, voice: int = 0) -> None:
        """Remember the note and its scale."""
        super().note(event, voice)
        self.scales.append(getattr(self.state, "scale", None))


class SectionLog:
    """A log that keeps the sections."""

    def __init__(self) -> None:
        self.sections: list[tuple[str, float, int]] = []

    def section(self, name: str, beat: float, onset_sample: int) -> None:
        """Keep the beginning of a section."""
        self.sections.append((name, beat, onset_sample))

    def note(self, event: Event) -> None:
        """Let a note pass."""

    def channel(self, onset_sample: int, channel: str, value: float) -> None:
        """Let a channel pass."""


def begin(
    piece: Piece, seed: int = 1, *, watch: Any = None, **parameters: float
) -> tuple[Session, Listener, SectionLog]:
    """Return a session of a piece that has not begun; `watch` is handed the shared state."""
    engine, log, piece = Listener(), SectionLog(), copy(piece)
    make_state = piece.state

    def listened(random: Random) -> Any:
        engine.state = make_state(random) if make_state else None
        if watch is not None:
            watch(engine.state)
        return engine.state

    piece.state = listened
    setup = settled(piece, BUNDLED)
    for key, value in ({"seed": seed} | parameters).items():
        setup.parameters.set(key, value)
    return Session(setup, engine, VirtualClock(), Extent(), log), engine, log


def perform(
    piece: Piece | str,
    seed: int = 1,
    seconds: float = FIVE_MINUTES,
    *,
    watch: Any = None,
    asked: Sequence[tuple[float, Command]] = (),
    **parameters: float,
) -> Performance:
    """Perform a piece, or a bundled one by name, for so many seconds or to its end.

    asked: commands with the time in seconds, a multiple of half a second, at which they act.
    """
    loaded = load(piece) if isinstance(piece, str) else piece
    session, engine, log = begin(loaded, seed, watch=watch, **parameters)
    for block in range(round(seconds / BLOCK_SECONDS)):
        for at_seconds, command in asked:
            if round(at_seconds / BLOCK_SECONDS) == block:
                session.submit(command)
        session.advance(round((block + 1) * BLOCK_SECONDS * RATE))
        if session.end_sample is not None:
            break
    assert not session.reports
    return Performance(
        session, engine.state, engine.events, engine.scales, log.sections, engine.channels
    )


def setting(parameter_id: str, value: float) -> Command:
    """Return the command that sets a parameter."""
    return Command(Action.SET, parameter_id, value)


def with_parts(piece: Piece, parts: Collection[Part]) -> Piece:
    """Return a piece with other parts."""
    other = copy(piece)
    other.parts = list(parts)
    return other
