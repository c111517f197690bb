"""6. Scales: write in degrees, and let a scale say which pitches they are."""

from generator.composition import Note, Piece
from generator.patterns import walk
from generator.theory import Scale

piece = Piece("degrees", tempo_bpm=100)
home, away = Scale.named("dorian", "D4"), Scale.named("hirajoshi", "D4")
# `scoretime patterns Scale` tells more; a wrong name suggests the nearest three


@piece.part("tune", "Harp", reverb=0.4)
def tune(live):
    degrees = live.stream(walk(-3, 10, step=2))  # strays by two degrees at most
    while True:
        scale = home if live.beat % 32 < 16 else away
        yield Note(scale.pitch(round(next(degrees))), live.random.choice([0.5, 0.5, 1.0]))


@piece.part("root", "Organ")
def root(live):
    while True:
        scale = home if live.beat % 32 < 16 else away
        yield [Note(scale.pitch(degree) - 12, 8.0, 0.3) for degree in (0, 2, 4)]
