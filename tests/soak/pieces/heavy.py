"""As many heavy notes as asked for, after a moment of peace; then one now and then."""

from __future__ import annotations

from collections.abc import Iterator

from generator.composition import Live, Note, Piece, Rest
from generator.parameters import Warp

PEACE_BEATS = 1.5
AT_ONCE = 500

piece = Piece("heavy", tempo_bpm=60.0)
piece.parameter("notes", 0, 4000, default=0, warp=Warp.INTEGER, description="heavy ones")


@piece.part("mass", instrument="Heavy")
def mass(live: Live) -> Iterator[Note | Rest | list[Note]]:
    """Ask for all of them within a few beats, all held for half a minute."""
    yield Rest(PEACE_BEATS)
    left = int(live["notes"])
    while left:
        count = min(left, AT_ONCE)
        left -= count
        yield [Note(48, 30, amplitude=0.1 + 0.8 * n / count, step_beats=0.05) for n in range(count)]
    while True:
        yield Note(60, 0.2, amplitude=0.9, step_beats=0.25)
