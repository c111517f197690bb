"""The eight voices of the lattice: what each is, how it moves and how it is heard."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One voice and its habits.

    centre: the pitch that it keeps near, in semitones. reach: how many scale degrees it strays.
    entry: the energy from which it likes to be heard, 0 to 1. fullness: how much of its line
    sounds at middle density. sustain: its longest note, in steps. amplitude: of its loudest note.
    hits: how many of the eight slots of a cell it stresses, one drawn from these. grooves: instead,
    for percussion, whole cells, a digit a slot from 0, nearly always heard, to 9, hardly ever.
    leap: its chance to leap where it could step. grip: the metric weight from which a stressed slot
    holds on to the chord. rooted: there it takes the root. stacked: it adds the next chord tone.
    cells: how many cells a new line has, one drawn from these.
    bright: its p-fields from p8 on at no and at full brightness.
    """

    name: str
    instrument: str
    centre: int
    reach: int = 0
    entry: float
    fullness: float
    sustain: float = 1.0
    amplitude: float
    hits: tuple[int, ...] = ()
    grooves: tuple[str, ...] = ()
    leap: float = 0.0
    grip: int = 0
    rooted: bool = False
    stacked: bool = False
    cells: tuple[int, ...] = (1, 2, 2, 3, 4)
    bright: tuple[tuple[float, float], ...] = ()

    def controls(self, brightness: float) -> tuple[float, ...]:
        """Return the p-fields from p8 on for a brightness of 0 to 1."""
        return tuple(dull + brightness * (brilliant - dull) for dull, brilliant in self.bright)


BELL = Voice(
    name="bell", instrument="Bell", centre=86, reach=4, entry=0.3, fullness=0.27, sustain=10.0,
    amplitude=0.62, hits=(2, 3), leap=0.5, grip=1, bright=((0.2, 0.6),),
)  # fmt: skip
PLUCK = Voice(
    name="pluck", instrument="Pluck", centre=73, reach=4, entry=0.1, fullness=0.5, sustain=2.0,
    amplitude=0.8, hits=(3, 5), cells=(1, 2, 2, 3, 4), leap=0.15, grip=2, bright=((0.25, 0.75),),
)  # fmt: skip
MALLET = Voice(
    name="mallet", instrument="Mallet", centre=61, reach=4, entry=0.2, fullness=0.54, sustain=2.0,
    amplitude=0.75, hits=(3, 5), leap=0.7, grip=0, bright=((0.25, 0.8),),
)  # fmt: skip
PAD = Voice(
    name="pad", instrument="Pad", centre=49, reach=3, entry=0.0, fullness=0.27, sustain=10.0,
    amplitude=0.62, hits=(1, 2), leap=0.3, grip=0, stacked=True,
    bright=((0.5, 0.25), (1.4, 0.8), (0.2, 0.6)),
)  # fmt: skip
BASS = Voice(
    name="bass", instrument="Bass", centre=38, reach=4, entry=0.25, fullness=0.45, sustain=4.0,
    amplitude=0.85, hits=(2, 3), leap=0.5, grip=2, rooted=True, bright=((0.2, 0.6),),
)  # fmt: skip
KICK = Voice(
    name="kick", instrument="Kick", centre=33, entry=0.5, fullness=0.45, amplitude=0.8,
    grooves=("09928969", "09909296", "09629829", "09930929"),
)  # fmt: skip
SNARE = Voice(
    name="snare", instrument="Snare", centre=55, entry=0.6, fullness=0.4, amplitude=0.6,
    grooves=("99968927", "99918996", "99289917"),
)  # fmt: skip
HAT = Voice(
    name="hat", instrument="Hat", centre=113, entry=0.4, fullness=0.55, amplitude=0.7,
    grooves=("43142413", "81528152", "25135214"), bright=((0.04, 0.12),),
)  # fmt: skip

VOICES = (BELL, PLUCK, MALLET, PAD, BASS, KICK, SNARE, HAT)
MELODIES = range(4)
MOVING = (1, 2)  # pluck and mallet, which hardly ever rest for long
ENSEMBLE = (4, 3, 2, 1, 0)  # all that sing, from the bass up to the bell
