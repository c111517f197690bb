"""The flagship's ways of writing, without an end: five parts for a day of silence."""

from __future__ import annotations

from collections.abc import Iterator

from generator.composition import Live, Note, Piece, Rest
from generator.composition.piece import PartFunction

INSTRUMENTS = ("Pluck", "Pad", "Bass", "Bell", "Hat")

piece = Piece("endless", title="an endless piece", tempo_bpm=120.0)


def line(register: int) -> PartFunction:
    """Return a part that wanders about a register."""

    def part(live: Live) -> Iterator[Note | Rest]:
        pitch = float(register)
        while True:
            pitch += live.random.choice([-2, -1, 1, 2]) - 0.1 * (pitch - register)
            live.begin_section(f"from beat {live.beat:g}")
            delay_seconds = live.random.random() * 0.02
            yield Note(pitch, live.random.choice([0.25, 0.5, 1.0]), delay_seconds=delay_seconds)
            if live.random.random() < 0.2:
                yield Rest(0.5)

    return part


for number, instrument in enumerate(INSTRUMENTS):
    piece.add(instrument.lower(), line(36 + 12 * number), instrument)
