"""What the parts of the lattice share: the mode and chord in force, the lines, the form."""

from __future__ import annotations

from random import Random

from generator.composition import Rule, Rules
from generator.pieces.lattice.lines import CELL, Line, composed
from generator.pieces.lattice.voices import MOVING, PAD, VOICES, Voice
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
MODE_WEIGHTS = (2, 4, 1, 3, 3, 4)  # no locrian: no perfect fifth stands on its tonic
LOWEST_C = 12
DEGREES = 72
NEAREST = (0, -1, 1, -2, 2, -3, 3)
MOODS = ("still", "calm", "flowing", "full")

Pitches = list[int]


class World:
    """The shared state; the conductor alone changes it, the voices read it.

    scale: the mode in force. tables: the pitch of every degree, by footing. lines and levels, by
    voice: a slot sounds where its rank is below the level. step counts from the beginning of the
    section, count from that of the piece. energy moves after target, which the tide carries.
    """

    def __init__(self, rules: tuple[Rule, ...], random: Random) -> None:
        self.rules = Rules(rules)
        self.seed_mode = random.choices(MODES, MODE_WEIGHTS)[0]
        self.tonic = LOWEST_C + random.randrange(12)
        self.step = self.section_steps = self.count = self.sections = 0
        self.closing = self.over = False
        self.tide, self.tide_sections, self.crest = 0.0, random.uniform(6.0, 10.0), 0.9
        self.target = self.energy = 0.2
        self.heard, self.loudness = (-1.0, -1.0), 0.0
        self.sounding = {VOICES.index(PAD), random.choice(MOVING)}
        self.levels = [0.0] * len(VOICES)
        self.controls: list[tuple[float, ...]] = [()] * len(VOICES)
        self.set_mode(self.seed_mode)
        self.lines = [self.new_line(index, random) for index in range(len(VOICES))]
        self.material, self.materials = "A", 1
        self.memory: dict[str, list[Line]] = {}

    def set_mode(self, name: str) -> None:
        """Put a mode in force, with its tonic as the chord."""
        self.scale = Scale.named(name, self.tonic)
        self.progression = PROGRESSION.within(self.scale)
        self.centres = [self._centre(voice) for voice in VOICES]
        self._tables = [self._tables_of(root) for root in range(7)]
        self.habits: dict[int, int] = {}
        self.set_chord(0)

    def set_chord(self, root: int) -> None:
        """Put the chord on a scale degree in force."""
        self.root = root
        self.tables = self._tables[root]

    def new_line(self, index: int, random: Random) -> Line:
        """Return a newly composed line for a voice."""
        voice = VOICES[index]
        return composed(voice, self.centres[index], CELL * random.choice(voice.cells), random)

    @property
    def section_name(self) -> str:
        """The material of the section, as a letter, and its mood."""
        return f"{self.material} {MOODS[min(3, int(4 * self.target))]}"

    def _centre(self, voice: Voice) -> int:
        """Return the degree that a voice keeps near; percussion is tuned to the tonic."""
        degree = self.scale.degree(voice.centre)
        return degree if voice.reach else 7 * round(degree / 7)

    def _tables_of(self, root: int) -> tuple[Pitches, Pitches, Pitches]:
        pitches = [self.scale.pitch(degree) for degree in range(DEGREES)]
        chord = {degree % 7 for degree in stacked(root)}
        return pitches, _snapped(pitches, chord), _snapped(pitches, {root})


def _snapped(pitches: Pitches, classes: set[int]) -> Pitches:
    """Return for every degree the pitch of the nearest degree of these classes."""
    near = (
        next(degree + away for away in NEAREST if (degree + away) % 7 in classes)
        for degree in range(DEGREES)
    )
    return [pitches[max(0, min(degree, DEGREES - 1))] for degree in near]
