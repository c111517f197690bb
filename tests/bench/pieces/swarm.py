"""Ten parts of many clicks a second each."""

from __future__ import annotations

from collections.abc import Iterator

from generator.composition import Live, Note, Piece
from generator.composition.piece import PartFunction

PARTS = 10

piece = Piece("swarm", tempo_bpm=60.0)
piece.parameter("rate", 10, 5000, default=1000, unit="Hz", description="clicks a second and part")


def clicks(offset: int) -> PartFunction:
    """Return a part; offset: its place among the parts."""

    def part(live: Live) -> Iterator[Note]:
        while True:
            yield Note(69, 0.0005, 0.05, step_beats=1.0 / live["rate"])

    return part


for number in range(PARTS):
    piece.add(f"swarm{number}", clicks(number), "Click", start_beat=number * 0.0001)
