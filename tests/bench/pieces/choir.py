"""As many held voices as asked for: all enter within a beat, by several instruments in turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.composition import Live, Note, Piece, Rest
from generator.parameters import Warp

MOST_VOICES = 65_536
HELD_BEATS, AMPLITUDE = 100.0, 0.001
LOWEST, PITCHES = 48, 24
SUSTAINED = ("Pluck", "Pad", "Bass", "Bell", "Mallet", "Keys", "Glass", "Reed")


def choir(name: str, instruments: Sequence[str]) -> Piece:
    """Return a piece in which so many voices enter and stay, at 60 beats a minute."""
    piece = Piece(name, tempo_bpm=60.0)
    piece.parameter("voices", 1, MOST_VOICES, default=1, warp=Warp.INTEGER, description="held")

    @piece.part("all", instrument=instruments[0])
    def enter(live: Live) -> Iterator[Note | Rest]:
        count = int(live["voices"])
        for index in range(count):
            yield Note(
                LOWEST + index % PITCHES,
                HELD_BEATS,
                AMPLITUDE,
                step_beats=1.0 / count,
                instrument=instruments[index % len(instruments)],
            )
        while True:
            yield Rest(1.0)

    return piece


piece = choir("choir", SUSTAINED)
