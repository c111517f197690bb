"""A piece that only waits, so that an orchestra can be measured by itself."""

from __future__ import annotations

from collections.abc import Iterator

from generator.composition import Live, Piece, Rest

piece = Piece("waiting", tempo_bpm=60.0)


@piece.part("beat", instrument="Beat")
def beat(live: Live) -> Iterator[Rest]:
    """Wait for ever."""
    while True:
        yield Rest(1.0)
