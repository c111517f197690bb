"""15. An L-system: a word that grows, walked by a turtle over the degrees of a scale."""

from generator.composition import Note, Piece
from generator.patterns import turtle
from generator.theory import Scale

piece = Piece("growth", tempo_bpm=132)
scale = Scale.named("minor pentatonic", "E4")
RULES = {"F": {"F[+F]F": 2, "F-F": 1, "FF": 1}}  # one of three, by weight


@piece.part("plant", "Mallet", reverb=0.4)
def plant(live):
    while True:
        for generation in (1, 2, 3, 4):
            for degree in live.stream(turtle("F", RULES, generation)):
                yield Note(scale.pitch(degree % 15), 0.25, 0.4)
