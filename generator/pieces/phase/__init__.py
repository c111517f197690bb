"""Phase: two players, one pattern, and a drift between them that closes exactly.

After Steve Reich's Piano Phase (1967), with patterns of its own. Both hold the pattern for a while;
then the second plays one note more than the first in the same time, and so gets one note ahead.
When every shift has been heard and they are together again, a new pattern begins.
"""

from __future__ import annotations

from generator.composition import Piece
from generator.parameters import Warp
from generator.pieces.phase.playing import conduct, player, sing, sustain
from generator.pieces.phase.process import Process

piece = Piece(
    "phase",
    title="Phase",
    description=(
        "Two mallet players share one pattern; the second gains a note at a time until they meet "
        "again. Steer how long they hold and how slowly they glide."
    ),
    tempo_bpm=100.0,
    state=Process,
    ends=True,
    sections="a movement's number, alone, ahead with a number, together, or next",
)
piece.use("root", "mode", "energy", "variation", density=1.0)
piece.parameter("hold", 1, 32, 6, unit="repetitions", warp=Warp.INTEGER,
                description="how long both stay in step, from the next time on")  # fmt: skip
piece.parameter("glide", 1, 32, 4, unit="repetitions", warp=Warp.INTEGER,
                description="how long the second takes to gain a note")  # fmt: skip
piece.parameter("swell", 0.0, 1.0, 0.5, description="how far the two come and go in loudness")
piece.parameter("melody", 0.0, 1.0, 0.7, description="chance that bells sing what results")
piece.parameter("movements", 1, 99, 5, warp=Warp.INTEGER,
                description="how many patterns there are before the end")  # fmt: skip
piece.macro(
    "intensity", "from soft and even to loud, hard and swelling",
    energy=(0.0, 1.0), dynamics=(0.5, 1.5), swell=(0.0, 1.0), melody=(0.4, 1.0),
)  # fmt: skip
piece.macro(
    "brightness", "from muffled to clear", 1.0,
    filter__cutoff=(250.0, 20_000.0), reverb__cutoff=(500.0, 7_000.0),
)  # fmt: skip
piece.macro(
    "space", "from close by to far away",
    reverb__level=(-30.0, 6.0, 0.263), delay__level=(-30.0, 6.0, 0.263), reverb__size=(0.3, 1.0),
)  # fmt: skip
piece.macro(
    "motion", "from a slow process on one pattern to a quick one that alters it",
    legato=(2.0, 0.5), hold=(11.0, 1.0), glide=(7.0, 1.0), variation=(0.0, 1.0),
)  # fmt: skip
piece.default(master__level=-1.0, reverb__size=0.65)

piece.add("process", conduct, "", sounding=False)
piece.add("first", player(56.0, gains=False), "Mallet", pan=0.22, level_db=-5.0)
piece.add("second", player(40.0, gains=True), "Mallet", pan=0.78, level_db=-5.0)
piece.add("bells", sing, "Bell", pan=0.55, reverb=0.5, delay=0.2, level_db=-7.0)
piece.add("pad", sustain, "Pad", reverb=0.4, level_db=-8.0)
