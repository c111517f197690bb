"""18. Lanes: notes, octaves, lengths and ratchets, each in a loop of its own length."""

from generator.composition import Piece, declare, track
from generator.patterns import lane
from generator.theory import Scale

piece = Piece("lanes", tempo_bpm=112)

keys = track(
    Scale.named("lydian", "F3"),
    trigger=lane((1, 0, 1, 1, 0, 1)),
    note=lane((0, 2, 4, 1, 6), direction="ping-pong"),
    octave=lane((0, 1, 0, 2), divider=5),
    duration=lane((0.5, 0.9, 2.0), **declare(piece, lane, "length")),
    ratchet=lane((1, 1, 1, 3), divider=3),
    step=0.25,
)
piece.add("keys", keys, "Keys", reverb=0.3)
