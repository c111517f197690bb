"""13. Any tuning: a pitch is a number, and a tuning says which."""

from generator.composition import Note, Piece
from generator.theory import TunedScale, edo, tuning_named

piece = Piece("in tune", tempo_bpm=80)
scale = TunedScale.named("ionian", "D4", tuning_named("just"))  # pure thirds and fifths
nineteen = edo(19)  # nineteen equal steps; load_scl("own.scl") reads a file of Scala's


@piece.part("pure", "Organ", reverb=0.4)
def pure(live):
    while True:
        for root in (0, 3, 4, 0):
            yield [Note(scale.pitch(root + third) - 12, 4.0, 0.35) for third in (0, 2, 4)]


@piece.part("small steps", "Koto", start_beat=16.0)
def small_steps(live):
    degree = 12
    while True:
        degree = max(0, min(degree + live.random.randint(-3, 3), 24))
        yield Note(nineteen.on("D4").pitch(degree), 0.5)
