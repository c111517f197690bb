"""The eight voices of the lattice: what each is, how it moves and how it is heard."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice and its habits.

    centre: the pitch that it keeps near, in semitones; reach: how many scale degrees it strays.
    hits: how many of eight slots its cells stress, one drawn from these. grooves: for percussion,
    cells instead, a digit a slot: 0 sounds nearly always, 9 hardly ever. leap: its chance to leap
    instead of stepping. rooted: stressed slots take the chord's root. fullness: how much of a line
    sounds at middle density. sustain: its longest note, in steps. bright: p-fields p8 on as
    brightness rises from 0 to 1.
    """

    name: str
    instrument: str
    centre: int
    amplitude: float
    fullness: float
    sustain: float
    reach: int = 4
    hits: tuple[int, ...] = ()
    grooves: tuple[str, ...] = ()
    leap: float = 0.2
    rooted: bool = False
    bright: tuple[tuple[float, float], ...] = ()

    def controls(self, brightness: float) -> tuple[float, ...]:
        """Return the p-fields from p8 on for a brightness of 0 to 1."""
        return tuple(dull + brightness * (brilliant - dull) for dull, brilliant in self.bright)


BELL = Voice(
    "bell", "Bell", 82, 0.42, 0.30, 12.0, hits=(2, 3), leap=0.35, bright=((0.2, 0.6),)
)  # fmt: skip
PLUCK = Voice(
    "pluck", "Pluck", 72, 0.62, 0.52, 4.0, hits=(3, 5), leap=0.2, bright=((0.25, 0.75),)
)  # fmt: skip
MALLET = Voice(
    "mallet", "Mallet", 62, 0.55, 0.60, 3.0, hits=(3, 5), leap=0.3, bright=((0.25, 0.8),)
)  # fmt: skip
PAD = Voice(
    "pad", "Pad", 53, 0.55, 0.26, 10.0, reach=3, hits=(1, 2), leap=0.15,
    bright=((0.5, 0.3), (1.2, 0.8), (0.2, 0.6)),
)  # fmt: skip
BASS = Voice(
    "bass", "Bass", 38, 0.6, 0.42, 4.0, reach=4, hits=(2, 3), leap=0.3, rooted=True,
    bright=((0.2, 0.6),),
)  # fmt: skip
KICK = Voice(
    "kick", "Kick", 31, 0.62, 0.45, 1.0, reach=0,
    grooves=("09928969", "09909296", "09629829", "09930929"),
)  # fmt: skip
SNARE = Voice(
    "snare", "Snare", 55, 0.40, 0.38, 1.0, reach=0,
    grooves=("99968927", "99918996", "99289917"),
)  # fmt: skip
HAT = Voice(
    "hat", "Hat", 113, 0.34, 0.55, 1.0, reach=0,
    grooves=("43142413", "81528152", "25135214"), bright=((0.04, 0.11),),
)  # fmt: skip

VOICES = (BELL, PLUCK, MALLET, PAD, BASS, KICK, SNARE, HAT)
MELODIES = range(4)
FOUNDATION = VOICES.index(BASS)
DRUMS = range(5, 8)
