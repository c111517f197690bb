"""8. A Markov chain: what followed what in a tune, drawn again and again."""

from generator.composition import Note, Piece
from generator.parameters import Warp
from generator.patterns import markov
from generator.theory import pitch_named

piece = Piece("in the manner of", tempo_bpm=120)
order = piece.parameter(
    "order", 1, 4, 2, warp=Warp.INTEGER, description="notes it remembers: 1 wanders, 4 quotes"
)

# Ah! vous dirai-je, maman (France, before 1761)
NAMES = "C4 C4 G4 G4 A4 A4 G4 F4 F4 E4 E4 D4 D4 C4 G4 G4 F4 F4 E4 E4 D4 G4 G4 F4 F4 E4 E4 D4"
PITCHES = [pitch_named(name) for name in NAMES.split()]
BEATS = [1, 1, 1, 1, 1, 1, 2] * 4
TUNE = list(zip(PITCHES, BEATS, strict=True))  # pitch and length are learned together


@piece.part("tune", "Flute", reverb=0.4)
def tune(live):
    for pitch, beats in live.stream(markov(TUNE, order)):
        yield Note(pitch + 12, beats)


@piece.part("second", "Harp", reverb=0.4, pan=0.3)
def second(live):
    for pitch, beats in live.stream(markov(TUNE, 1)):
        yield Note(pitch, beats, 0.35)
