"""What the parts of the lattice share: the mode and chord in force, the lines, the form."""

from __future__ import annotations

from math import cos, pi
from random import Random

from generator.composition.rules import Rule, Rules
from generator.pieces.lattice.lines import CELL, Line, composed
from generator.pieces.lattice.voices import FOUNDATION, MELODIES, VOICES
from generator.theory import Progression, Scale, stacked

# How readily one root follows another: made for modes, where the seventh degree is no leading tone.
PROGRESSION = Progression(
    {
        0: {1: 2, 2: 1, 3: 4, 4: 2, 5: 3, 6: 3},
        1: {0: 3, 2: 1, 3: 1, 4: 4, 5: 1, 6: 2},
        2: {0: 1, 1: 1, 3: 3, 5: 4, 6: 1},
        3: {0: 4, 1: 3, 2: 1, 4: 3, 5: 1, 6: 2},
        4: {0: 4, 1: 1, 2: 1, 3: 2, 5: 3, 6: 1},
        5: {0: 1, 1: 2, 2: 2, 3: 4, 4: 2, 6: 3},
        6: {0: 4, 2: 2, 3: 2, 4: 1, 5: 3},
    }
)
MODES = ("ionian", "dorian", "phrygian", "lydian", "mixolydian", "aeolian")
MODE_WEIGHTS = (2, 4, 1, 3, 3, 4)  # no locrian: its tonic bears no perfect fifth
LOWEST_C = 24
DEGREES = 64
KEPT = 8


class World:
    """The shared state. The conductor alone changes it; the voices read it.

    scale is the mode in force, tables the pitch of each degree by footing. lines and levels are
    by voice: a line's slots sound whose rank is below the voice's level. step counts from the
    beginning of the section and ends before section_steps.
    """

    def __init__(self, rules: tuple[Rule, ...], random: Random) -> None:
        self.rules = Rules(rules)
        self.seed_mode = random.choices(MODES, MODE_WEIGHTS)[0]
        self.tonic = LOWEST_C + random.randrange(12)
        self.step = self.count = self.section_steps = self.sections = 0
        self.over = False
        self.energy = self.target = 0.0
        self.sounding = {3, random.choice((0, 1, 2))}
        self.levels = [0.0] * len(VOICES)
        self.controls: list[tuple[float, ...]] = [()] * len(VOICES)
        self.loudness = 0.0
        self.tide, self.tide_sections, self.crest = 0.0, 8.0, 0.9
        self.material, self.latest, self.visits = "A", "A", 0
        self.memory: dict[str, list[Line]] = {}
        self.set_mode(self.seed_mode)
        self.lines = [self.fresh_line(voice, random) for voice in range(len(VOICES))]

    def set_mode(self, name: str) -> None:
        """Put a mode in force; the chord becomes its tonic."""
        self.scale = Scale.named(name, self.tonic)
        self.progression = PROGRESSION.within(self.scale)
        self.centres = [self.scale.degree(voice.centre) for voice in VOICES]
        if VOICES[FOUNDATION + 1].reach == 0:  # percussion is tuned to the tonic
            self.centres[FOUNDATION + 1 :] = [round(c / 7) * 7 for c in self.centres[FOUNDATION + 1 :]]
        self.set_chord(0)

    def set_chord(self, root: int) -> None:
        """Put the chord on a scale degree in force."""
        self.root = root
        chord = {degree % 7 for degree in stacked(root)}
        pitches = [self.scale.pitch(degree) for degree in range(DEGREES)]
        self.tables = (pitches, self._snapped(pitches, chord), self._snapped(pitches, {root}))

    def _snapped(self, pitches: list[int], classes: set[int]) -> list[int]:
        """Return for each degree the pitch of the nearest degree of these classes."""
        firm = [degree for degree in range(DEGREES) if degree % 7 in classes]
        return [pitches[min(firm, key=lambda f: abs(f - degree))] for degree in range(DEGREES)]

    def fresh_line(self, voice: int, random: Random) -> Line:
        """Return a newly composed line for a voice."""
        length = CELL * random.choices((1, 2, 3, 4), (2, 4, 2, 2))[0]
        return composed(VOICES[voice], self.centres[voice], length, random)
