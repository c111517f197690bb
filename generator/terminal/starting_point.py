"""A piece to begin with: play it, change a number, save it, and hear it from the next bar on."""

from collections.abc import Iterator

from generator.composition import Live, Note, Piece, Rest

piece = Piece("my piece", tempo_bpm=100)

# A fader from 0 to 1: in the window, over OSC, with --set busy=0.8; parts read it while they play.
piece.parameter("busy", 0, 1, default=0.6, description="how much the melody plays")

SCALE = [60, 62, 64, 67, 69, 72, 74, 76]  # 60 is middle C, 61 the semitone above it


# A part is a generator: it yields what comes next, for ever or until it returns.
@piece.part("melody", instrument="Pluck", reverb=0.4)
def melody(live: Live) -> Iterator[Note | Rest]:
    """Wander up and down the scale, in eighths."""
    place = 3
    while True:
        if live.random.random() < live["busy"]:
            place = min(max(place + live.random.choice([-2, -1, 1, 2]), 0), len(SCALE) - 1)
            yield Note(SCALE[place], 0.5, amplitude=live.random.uniform(0.3, 0.6))
        else:
            yield Rest(0.5)


# Pitch in semitones, length in beats, amplitude and pan from 0 to 1: Note(36, 2, 0.5, 0.5).
@piece.part("bass", instrument="Bass")
def bass(live: Live) -> Iterator[Note]:
    """Go round four roots, one a bar."""
    while True:
        for root in [36, 33, 41, 43]:
            yield Note(root, 4, amplitude=0.5)
