"""4. Patterns: rows of values. `notes` draws one of each at every step."""

from generator.composition import Piece, notes
from generator.patterns import cycle, seq, sine

piece = Piece("patterns", tempo_bpm=112)

# A pattern inside another gives one value each time its place comes round; None is a rest.
tune = cycle(0, 3, cycle(7, 10), None, 5, cycle(12, None, 15))
steps = cycle(0.5, 0.5, 0.25, 0.25, 0.5)
swell = sine(16, 0.2, 0.7)  # over 16 beats

piece.add("tune", notes(62 + tune, step=steps, amplitude=swell), "Mallet", pan=0.3)
piece.add("low", notes(38 + tune % 12, step=2 * steps, length=0.9), "Bass")  # value by value
call = seq(74, 77, 81).repeat(4) | seq((74, 81, 86))  # | is "and then"; a tuple is a chord
piece.add("bells", notes(call.forever(), step=cycle(1, 1, 2)), "Bell", reverb=0.5)
