"""Ten parts of many clicks a second each, alone or beside threads that never rest."""

from __future__ import annotations

import threading
from collections.abc import Iterator

from generator.composition import Live, Note, Piece, Rest
from generator.composition.piece import PartFunction
from generator.parameters import Warp

PARTS = 10

piece = Piece("swarm", tempo_bpm=60.0)
piece.parameter("rate", 10, 5000, default=1000, unit="Hz", description="clicks a second and part")
piece.parameter("threads", 0, 8, default=0, warp=Warp.INTEGER, description="busy threads beside")


def toil() -> None:
    """Count for ever."""
    number = 0
    while True:
        number += 1


@piece.part("load", instrument="Click", sounding=False)
def busy(live: Live) -> Iterator[Rest]:
    """Start the threads."""
    for _ in range(int(live["threads"])):
        threading.Thread(target=toil, daemon=True).start()
    yield Rest(1.0)


def clicks() -> PartFunction:
    """Return a part that clicks for ever."""

    def part(live: Live) -> Iterator[Note]:
        while True:
            yield Note(69, 0.0005, 0.05, step_beats=1.0 / live["rate"])

    return part


for number in range(PARTS):
    piece.add(f"swarm{number}", clicks(), "Click", start_beat=number * 0.0001)
