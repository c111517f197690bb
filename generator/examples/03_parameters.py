"""3. A parameter is declared once: window, OSC, MIDI, --set and snapshots follow by themselves."""

from generator.composition import Note, Piece, Rest

piece = Piece("rain", tempo_bpm=96)
piece.parameter("wetness", 0, 1, default=0.6, description="how often a drop falls")
piece.parameter("height", 48, 84, default=69, unit="semitones", description="where they fall")
piece.macro("storm", "from a drizzle to a downpour", wetness=(0.1, 1.0), reverb__level=(-20.0, 3.0))


@piece.part("drops", "Pluck", reverb=0.4)
def drops(live):
    while True:
        if live.random.random() < live["wetness"]:  # read at every step: steer it while it plays
            yield Note(live["height"] + live.random.choice([-5, 0, 3, 7]), 0.25)
        else:
            yield Rest(0.25)
