"""14. A cellular automaton: rows of cells heard as rhythm and as chords."""

from generator.composition import Piece, notes
from generator.parameters import Warp
from generator.patterns import cellular, cellular_chords, cycle, on_hits

piece = Piece("cells", tempo_bpm=126)
rule = piece.parameter("rule", 0, 255, 30, warp=Warp.INTEGER, description="Wolfram's number")

hits = cellular(rule, width=16)
piece.add("wood", notes(on_hits(hits, cycle(79, 84, 91)), step=0.25), "Wood", pitched=False)
chords = cellular_chords(rule, pitches=(50, 57, 62, 65, 69, 72, 76))
piece.add("glass", notes(chords, step=4.0, amplitude=0.25), "Glass", reverb=0.5)
