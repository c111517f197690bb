"""11. Parts that listen: one follows the tune, another answers what it has just heard."""

from generator.composition import Note, Piece, Rest, follow, notes
from generator.patterns import cycle, walk
from generator.theory import Scale

piece = Piece("listening", tempo_bpm=96)
scale = Scale.named("ionian", "C4")

piece.add("tune", notes(walk(62, 79, 3) // 1, step=cycle(1, 0.5, 0.5, 2)), "Flute", reverb=0.3)
follow(piece, "alto", "tune", "Reed", scale=scale, interval=-2, low=50, high=67)


@piece.part("answer", "Harp", start_beat=8.0, reverb=0.5)
def answer(live):
    while True:
        heard = live.heard.since("tune", live.beat - 4.0)
        for _, note in heard[::-1]:  # what it played in the last bar, backwards
            yield Note(note.pitch + 12, 0.25, 0.35)
        yield Rest(4.0 - 0.25 * len(heard) % 4.0)
