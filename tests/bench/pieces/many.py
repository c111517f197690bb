"""As many parts as asked for, each with one click in so many beats, evenly spread over them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.composition import Live, Note, Piece
from generator.composition.piece import MAXIMUM_PARTS, Part

CLICK_BEATS, AMPLITUDE = 0.0005, 0.05


def crowd(parts: int, period_beats: float = 1.0) -> Piece:
    """Return a piece of so many parts at 60 beats a minute.

    `Piece.add` takes 16, one for each strip of the mixer. An orchestra without strips can play
    more: they share the 16 numbers.
    """

    def click(_: Live) -> Iterator[Note]:
        while True:
            yield Note(69, CLICK_BEATS, AMPLITUDE, step_beats=period_beats)

    piece = Piece("crowd", tempo_bpm=60.0)
    piece.parts += [
        Part(
            f"part{index}",
            click,
            "Click",
            number=index % MAXIMUM_PARTS + 1,
            start_beat=index * period_beats / parts,
        )
        for index in range(parts)
    ]
    return piece


piece = crowd(MAXIMUM_PARTS)
