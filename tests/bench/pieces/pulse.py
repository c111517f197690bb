"""One click a beat, divided as asked, alone or beside threads that never rest."""

from __future__ import annotations

import threading
from collections.abc import Iterator

from generator.composition import Live, Note, Piece
from generator.parameters import Warp

piece = Piece("pulse", tempo_bpm=480.0)
piece.parameter("division", 1, 16, default=1, warp=Warp.INTEGER, description="clicks a beat")
piece.parameter("threads", 0, 8, default=0, warp=Warp.INTEGER, description="busy threads beside")


def toil() -> None:
    """Count for ever."""
    number = 0
    while True:
        number += 1


@piece.part("pulse", instrument="Click")
def pulse(live: Live) -> Iterator[Note]:
    """Start the threads, then click for ever."""
    for _ in range(int(live["threads"])):
        threading.Thread(target=toil, daemon=True).start()
    while True:
        yield Note(69, 0.01, step_beats=1.0 / live["division"])
