"""Lattice: eight voices on one count, composed note by note by rules."""

from __future__ import annotations

from functools import partial

from generator.composition import Piece
from generator.parameters import Warp
from generator.pieces.lattice.playing import conduct, voice_part
from generator.pieces.lattice.rules import RULES
from generator.pieces.lattice.voices import VOICES
from generator.pieces.lattice.world import World

piece = Piece(
    "lattice",
    title="Lattice",
    description=(
        "Four melodies, a bass and drums share one count; rules compose, vary and recall their "
        "lines. Steer density and energy, and how readily each kind of rule acts."
    ),
    tempo_bpm=108.0,
    state=partial(World, RULES),
    ends=True,
    sections="a letter for earlier material, a mood (still, calm, flowing, full), or next",
)
piece.use("root", "mode", "density", "energy", variation=0.4)
piece.parameter(
    "movement",
    0.0,
    1.0,
    0.6,
    description="how readily voices come and go, lines grow and shrink, the music rises and falls",
)
piece.parameter("chords", 0.0, 1.0, 0.5, description="chance of a new chord at each bar")
piece.parameter("mimicry", 0.0, 1.0, 0.05, description="chance that one melody takes up another's")
piece.parameter("renewal", 0.0, 1.0, 0.2, description="chance of new lines at each section")
piece.parameter("recall", 0.0, 1.0, 0.2, description="chance of earlier lines at each section")
piece.parameter(
    "looseness", 0.0, 40.0, 16.0, unit="ms", description="how far melodies stray from the grid"
)
piece.parameter(
    "sections",
    1,
    9999,
    64,
    warp=Warp.INTEGER,
    description="how many sections pass before the piece may end",
)
piece.macro(
    "intensity", "from a few soft notes to all there is",
    density=(0.1, 0.9), energy=(0.0, 1.0), dynamics=(0.5, 1.5),
)  # fmt: skip
piece.macro(
    "brightness", "from muffled to clear", 1.0,
    filter__cutoff=(250.0, 20_000.0), reverb__cutoff=(500.0, 7_000.0),
)  # fmt: skip
piece.macro(
    "space", "from close by to far away",
    reverb__level=(-30.0, 6.0, 0.263), delay__level=(-30.0, 6.0, 0.263), reverb__size=(0.5, 1.0),
)  # fmt: skip
piece.macro(
    "motion", "from long notes in a standing pattern to short ones in change",
    legato=(2.0, 0.5), movement=(0.2, 1.0), chords=(0.0, 1.0), variation=(0.0, 0.8),
)  # fmt: skip

PLACES = {  # level in dB, pan, reverb, delay
    "bell": (-5.0, 0.70, 0.45, 0.25),
    "pluck": (-0.5, 0.36, 0.25, 0.18),
    "mallet": (-1.5, 0.64, 0.22, 0.05),
    "pad": (0.0, 0.42, 0.40, 0.0),
    "bass": (1.5, 0.50, 0.05, 0.0),
    "kick": (-2.0, 0.50, 0.03, 0.0),
    "snare": (-1.0, 0.47, 0.15, 0.0),
    "hat": (-2.0, 0.60, 0.08, 0.0),
}

piece.default(master__level=0.0, reverb__size=0.75)
piece.add("count", conduct, "", sounding=False)
for index, voice in enumerate(VOICES):
    level_db, pan, reverb, delay = PLACES[voice.name]
    piece.add(
        voice.name,
        voice_part(index),
        voice.instrument,
        level_db=level_db,
        pan=pan,
        reverb=reverb,
        delay=delay,
        pitched=voice.reach > 0,
    )
