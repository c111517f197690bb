"""What tests of live generators play pieces with: silently, with parameters that change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.composition import Event, HeardNotes, Live, Piece
from generator.patterns.streams import stream
from generator.timing.line import Line
from generator.timing.scheduler import Scheduler
from generator.timing.tempo import TempoMap
from tests.performing import RATE, KeepingSink

Changes = Sequence[tuple[float, Mapping[str, float]]]


def played(piece: Piece, beats: float, changes: Changes = (), seed: int = 0) -> list[Event]:
    """Return what a piece plays at 60 BPM; changes: of parameters, in the order of their beats."""
    values = {"swing": 0.0} | {each.id: each.default for each in piece.parameters}
    shared, sink = (HeardNotes(), piece.meter.bar_beats), KeepingSink()
    lines = [
        Line(part, Live(values, stream(seed, part.name), seed, None, part.name, *shared), order)
        for order, part in enumerate(piece.parts)
    ]
    scheduler = Scheduler(lines, TempoMap(60.0), values, RATE, sink)
    for beat, change in changes:
        scheduler.advance(round(beat * RATE))
        values |= change
    scheduler.advance(round(beats * RATE))
    assert (sink.faults, sink.refused, sink.cuts) == ([], [], [])
    return sink.events
