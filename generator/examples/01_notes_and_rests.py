"""1. A piece is its parts; a part is a generator that yields notes and rests, in beats."""

from generator.composition import Note, Piece, Rest

piece = Piece("first steps", tempo_bpm=100)


@piece.part("tune", "Pluck", reverb=0.4)
def tune(live):
    while True:
        yield Note(62, 0.5)  # a pitch (60 is middle C) and a length in beats
        yield Note(65, 0.5, amplitude=0.3)
        yield Note(69, 1.0)
        yield Rest(1.0)
        yield [Note(57, 1.0), Note(64, 1.0), Note(69, 1.0)]  # a list is a chord


@piece.part("bass", "Bass")
def bass(live):
    for pitch in (38, 38, 43, 45) * 16:  # a part that ends, ends; the others play on
        yield Note(pitch, 3.0, step_beats=4.0)  # sounds for 3 beats, and 4 later comes the next
