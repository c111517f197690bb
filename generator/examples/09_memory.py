"""9. Déjà vu: one fader from ever new, over a locked loop, to the same notes shuffled."""

from generator.composition import Piece, declare, notes
from generator.patterns import memory, spread, steps
from generator.theory import Scale

piece = Piece("deja vu", tempo_bpm=108)
scale = Scale.named("aeolian", "A3")

# `declare` puts the usual faders of a generator on the piece: tune.deja_vu, tune.length …
faders = declare(piece, memory, "tune", deja_vu=0.45)
heights = spread(memory(**faders, ring="one"), **declare(piece, spread, "tune"))
tune = steps(heights, scale, **declare(piece, steps, "tune"), low=57, high=81)
piece.add("tune", notes(tune, step=0.5), "Koto", reverb=0.3)

# A sister reads the same ring: other values, that repeat and change together with it.
sister = steps(memory(**faders, ring="one"), scale, 0.8, low=33, high=52)
piece.add("sister", notes(sister, step=2.0, length=0.8), "Bass")
