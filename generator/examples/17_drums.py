"""17. A map of drum patterns: two faders move between them, one a drum says how busy it is."""

from generator.composition import Piece, declare, notes
from generator.patterns import drum_map, on_hits

piece = Piece("map", tempo_bpm=118)
shared = declare(piece, drum_map, "drums", "x", "y", "chaos")

for name, pitch, instrument in (("kick", 31, "Kick"), ("snare", 54, "Snare"), ("hat", 105, "Hat")):
    hits = drum_map(name, **shared, **declare(piece, drum_map, name, "density"))
    drum = notes(on_hits(hits, pitch), step=0.25, amplitude=0.8 * hits)
    piece.add(name, drum, instrument, pitched=False)
