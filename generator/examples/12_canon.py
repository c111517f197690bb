"""12. A canon: the same part again, later, higher and faster."""

from generator.composition import Piece, canon, notes
from generator.patterns import cycle

piece = Piece("canon", tempo_bpm=92)
tune = notes(cycle(62, 64, 65, 69, 67, None, 65, 64), step=cycle(1, 0.5, 0.5, 1, 1), length=0.9)

piece.add("first", tune, "Bow", pan=0.2, reverb=0.3)
piece.add("second", canon(tune, delay_beats=4.0, transpose=12), "Flute", pan=0.8, reverb=0.3)
piece.add(
    "third", canon(tune, delay_beats=8.0, transpose=-12, tempo_ratio=0.5), "Brass", reverb=0.3
)
