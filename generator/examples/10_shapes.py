"""10. Values that change over time, in beats: lines, envelopes, waves, noise."""

from generator.composition import Piece, notes
from generator.patterns import cycle, envelope, line, perlin, sine

piece = Piece("shapes", tempo_bpm=120)

rise = envelope((0, 0.1), (12, 0.7), (16, 0.1), curve=2)
bright = sine(10, 0.1, 0.9)
tune = 62 + cycle(0, 7, 3, 10, 5, 12)

piece.add("tune", notes(tune, step=0.25, amplitude=sine(24, 0.1, 0.5), controls=(bright,)), "Pluck")
drift = notes(50 + perlin(8, 0, 24) // 1, step=1.0, pan=perlin(6, 0, 1))
piece.add("drift", drift, "Glass", reverb=0.6)
piece.add("slower", notes(86, step=line(0.25, 2.0, 48), amplitude=rise), "Bell", reverb=0.4)
