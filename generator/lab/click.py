"""The piece that the timing lab plays: one click a beat, alone or beside threads that never rest.

The loads are in the engine process on purpose, where the busy code of a composer's own script is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from threading import Thread

from generator.composition import Live, Note, Piece
from generator.parameters import Warp

PITCH, LENGTH_BEATS = 69, 0.01

Job = Callable[[], None]


def clicking(name: str, beside: Sequence[Job] = ()) -> Piece:
    """Return a piece with one click a beat, for ever, and a thread for each job beside."""
    piece = Piece(name, tempo_bpm=120.0)
    piece.parameter("touch", 0, 1, default=0.5, description="what loads turn; it alters nothing")
    piece.parameter("threads", 0, 64, default=0, warp=Warp.INTEGER, description="busy threads")

    @piece.part("click", instrument="Click")
    def click(live: Live) -> Iterator[Note]:
        for job in [toil] * int(live["threads"]) + list(beside):
            Thread(target=job, daemon=True).start()
        while True:
            yield Note(PITCH, LENGTH_BEATS, step_beats=1.0)

    return piece


def toil() -> None:
    """Count for ever."""
    number = 0
    while True:
        number += 1


piece = clicking("click")
