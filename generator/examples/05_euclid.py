"""5. Euclidean rhythms: hits spread as evenly as can be, with every number steered live."""

from generator.composition import Piece, notes
from generator.parameters import Warp
from generator.patterns import cycle, euclidean, on_hits

piece = Piece("even", tempo_bpm=116)
hits = piece.parameter("hits", 1, 16, 5, warp=Warp.INTEGER, description="how many hits a bar has")
turn = piece.parameter("turn", 0, 15, 0, warp=Warp.INTEGER, description="which one comes first")


def drum(hits, pitch, amplitude):
    return notes(on_hits(hits, pitch), step=0.25, amplitude=amplitude)


piece.add("kick", drum(euclidean(4, 16), 33, 0.8), "Kick", pitched=False)
piece.add("wood", drum(euclidean(hits, 16, turn), cycle(79, 79, 84), 0.5), "Wood", pitched=False)
piece.add("shaker", drum(euclidean(11, 16), 111, 0.35), "Shaker", pitched=False)
bass = on_hits(euclidean(hits, 16, turn), cycle(36, 36, 43, 39))
piece.add("bass", notes(bass, step=0.25, length=1.5), "Bass")
