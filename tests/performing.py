"""What the tests of several rooms perform with: a sink that keeps, and parts in a line."""

from __future__ import annotations

from collections.abc import Mapping

from generator.composition import Event, HeardNotes, Live, Part
from generator.composition.piece import PartFunction
from generator.errors import NoteError
from generator.patterns.streams import stream
from generator.timing.line import Line
from generator.timing.scheduler import Scheduler
from generator.timing.tempo import TempoMap

RATE = 48_000


class KeepingSink:
    """Keeps all that a scheduler commits."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.sections: list[tuple[str, float, int]] = []
        self.refused: list[str] = []
        self.faults: list[str] = []
        self.cuts: list[tuple[str, int, str]] = []

    def note(self, event: Event) -> None:
        """Keep a note."""
        self.events.append(event)

    def section(self, name: str, beat: float, onset_sample: int) -> None:
        """Keep a section."""
        self.sections.append((name, beat, onset_sample))

    def refuse(self, line: Line, error: NoteError) -> None:
        """Keep a refusal."""
        self.refused.append(f"{line.part.name}: {error}")

    def fault(self, line: Line, error: Exception) -> None:
        """Keep a fault."""
        self.faults.append(f"{line.place(error)}: {error}")

    def cut(self, line: Line, onset_sample: int, place: str) -> None:
        """Keep a cut."""
        self.cuts.append((line.part.name, onset_sample, place))


def scheduler_of(
    *functions: PartFunction,
    parameters: Mapping[str, float] | None = None,
    tempo_bpm: float = 60.0,
    start_beats: tuple[float, ...] = (),
) -> tuple[Scheduler, KeepingSink]:
    """Return a scheduler of parts named a, b, c…, and the sink it commits to."""
    values = {"swing": 0.0} | dict(parameters or {})
    heard = HeardNotes()
    sink = KeepingSink()
    lines = []
    for order, function in enumerate(functions):
        name = "abcdefghijklmnop"[order]
        start = start_beats[order] if order < len(start_beats) else 0.0
        part = Part(name, function, "Pluck", number=order + 1, start_beat=start)
        lines.append(Line(part, Live(values, stream(0, name), 0, None, name, heard), order))
    return Scheduler(lines, TempoMap(tempo_bpm), values, RATE, sink), sink
