"""A piece of one's own that is edited on the virtual clock."""

from __future__ import annotations

from pathlib import Path

from generator.composition import Event
from generator.control.commands import Action, At, Command
from generator.engine import orchestra
from generator.engine.null import RecordingEngine
from generator.session.ending import Extent
from generator.session.session import Session
from generator.session.setup import Setup, loaded, settled
from generator.session.version import Version
from generator.timing.clock import VirtualClock

RATE = 48_000
BUNDLED = orchestra.load()
PATH = Path("somewhere/rain.py")
PIECE = """\
from generator.composition import Note, Piece, Rest

piece = Piece("rain", tempo_bpm=60, state=lambda random: {"steps": 0})
piece.parameter("wet", 0, 1, 0.5)
LOW = 40


def pitch_of(live, base):
    return base + live.random.randrange(12)


@piece.part("drops", instrument="Pluck")
def drops(live):
    while True:
        yield Note(pitch_of(live, 60), 0.25)


@piece.part("low", instrument="Bass")
def low(live):
    while True:
        live.state["steps"] += 1
        yield Note(LOW + live.state["steps"] % 12, 1)
"""
BEAT = RATE  # at 60 BPM


def version(text: str = PIECE, **beside: str) -> Version:
    texts = {PATH.name: text.encode()}
    return Version.of(PATH, texts | {f"{name}.py": each.encode() for name, each in beside.items()})


def setup_of(begun: Version) -> Setup:
    piece, prints = loaded(begun)
    played = settled(piece, BUNDLED)
    return Setup(
        piece, BUNDLED, played.parameters, played.macros, version=begun.digest, prints=prints
    )


class Performed:
    """A performance that can be edited: `until` a beat, then `edit`, and so on."""

    def __init__(self, begun: Version | None = None) -> None:
        self.engine = RecordingEngine(RATE)
        setup, clock = setup_of(begun or version()), VirtualClock()
        self.session = Session(setup, self.engine, clock, Extent())
        self.session.versions.file = PATH.name

    def until(self, beat: float) -> Performed:
        self.session.advance(round(beat * BEAT))
        return self

    def submit(self, *commands: Command) -> Performed:
        for command in commands:
            self.session.submit(command)
        return self

    def edit(self, text: str, at: At = At.BAR, **beside: str) -> Performed:
        edited = version(text, **beside)
        self.session.versions.know([edited])
        return self.submit(Command(Action.EDIT, edited.digest, at=at))

    def of(self, part: str, since: float = 0.0, until: float = 1e9) -> list[Event]:
        """The events of a part between two beats."""
        events = self.engine.events
        return [each for each in events if each.part == part and since <= each.beat < until]

    def beats(self, part: str) -> list[float]:
        return [event.beat for event in self.of(part)]
