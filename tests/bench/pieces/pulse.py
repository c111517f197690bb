"""One click a beat, divided as asked, alone or beside threads that never rest."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

from generator.composition import Live, Note, Piece
from generator.parameters import Warp


def clicking(name: str, job: Callable[[], None]) -> Piece:
    """Return a piece that clicks for ever, beside as many threads as asked that do a job."""
    piece = Piece(name, tempo_bpm=480.0)
    piece.parameter("division", 1, 16, default=1, warp=Warp.INTEGER, description="clicks a beat")
    piece.parameter("threads", 0, 8, default=0, warp=Warp.INTEGER, description="threads beside")

    @piece.part("pulse", instrument="Click")
    def pulse(live: Live) -> Iterator[Note]:
        for _ in range(int(live["threads"])):
            threading.Thread(target=job, daemon=True).start()
        while True:
            yield Note(69, 0.01, step_beats=1.0 / live["division"])

    return piece


def toil() -> None:
    """Count for ever."""
    number = 0
    while True:
        number += 1


piece = clicking("pulse", toil)
