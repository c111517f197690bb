"""2. Every part has a random stream of its own: the same seed gives the same music."""

from generator.composition import Note, Piece, Rest

piece = Piece("chance", tempo_bpm=110)


@piece.part("drops", "Bell", reverb=0.6)
def drops(live):
    while True:
        if live.random.random() < 0.6:
            pitch = live.random.choice([74, 76, 79, 81, 83])
            yield Note(pitch, 0.5, live.random.uniform(0.2, 0.6), pan=live.random.random())
        else:
            yield Rest(live.random.choice([0.5, 1.0]))


@piece.part("ground", "Pad")
def ground(live):
    while True:
        root = live.random.choice([43, 48, 50])
        yield [Note(root, 8.0, 0.4), Note(root + 7, 8.0, 0.4), Note(root + 16, 8.0, 0.3)]
