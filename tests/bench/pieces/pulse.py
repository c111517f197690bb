"""One click a beat, divided as asked: what the timing benchmarks listen to."""

from __future__ import annotations

from collections.abc import Iterator

from generator.composition import Live, Note, Piece
from generator.parameters import Warp

piece = Piece("pulse", tempo_bpm=480.0)
piece.parameter("division", 1, 16, default=1, warp=Warp.INTEGER, description="clicks a beat")


@piece.part("pulse", instrument="Click")
def pulse(live: Live) -> Iterator[Note]:
    """Click for ever."""
    while True:
        yield Note(69, 0.01, step_beats=1.0 / live["division"])
