"""7. Chords by degree, each voiced so that the voices move least."""

from generator.composition import Note, Piece
from generator.theory import Scale, chords_in, smoothest

piece = Piece("progression", tempo_bpm=84)
CHORDS = chords_in("Imaj7 vi7 ii7 V7/V V7 I", Scale.named("major", "C4"))


@piece.part("keys", "Keys", reverb=0.3)
def keys(live):
    voicing = (60, 64, 67, 71)
    while True:
        for chord in CHORDS:
            voicing = smoothest(voicing, chord.classes, 52, 76, voices=4)
            yield [Note(pitch, 3.5, 0.4, step_beats=4.0) for pitch in voicing]


@piece.part("bass", "Bass")
def bass(live):
    while True:
        for chord in CHORDS:
            yield Note(36 + chord.bass, 1.5, step_beats=3.0)
            yield Note(36 + chord.bass, 0.8, 0.4)
