"""What the parts of the lattice share: the mode and chord in force, the lines, the form."""

from __future__ import annotations

from math import asin, pi, sin, sqrt
from random import Random

from generator.composition import Key, Live, Rule, Rules
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
RISING, FALLING = 0.7, 0.3  # shares of a tide
LOWEST, HEIGHT = 0.1, 0.9  # of the energy that a tide aims at

Pitches = list[int]


class World:
    """The shared state; the conductor alone changes it, the voices read it.

    key: the mode in force. tables: the pitch of every degree, by footing. lines and levels, by
    voice: a slot sounds where its rank is below the level. step counts from the beginning of the
    section, count from that of the piece. energy moves after target, which the tide carries.
    asked: the section that a player wants to come next.
    """

    def __init__(self, rules: tuple[Rule, ...], random: Random) -> None:
        self.rules = Rules(rules)
        seed_mode = random.choices(MODES, MODE_WEIGHTS)[0]
        self.tonic = LOWEST_C + random.randrange(12)
        self.key = Key(Scale.named(seed_mode, self.tonic))
        self.step = self.section_steps = self.count = self.sections = 0
        self.closing = self.over = False
        self.asked = ""
        self.tide, self.tide_sections, self.crest = 0.0, random.uniform(6.0, 10.0), 0.9
        self.target = self.energy = 0.2
        self.heard: tuple[float, ...] = ()
        self.loudness = 0.0
        self.sounding = {VOICES.index(PAD), random.choice(MOVING)}
        self.levels = [0.0] * len(VOICES)
        self.controls: list[tuple[float, ...]] = [()] * len(VOICES)
        self.root = 0
        self.habits: dict[int, int] = {}
        self.centres = [self._centre(voice) for voice in VOICES]
        self._tune()
        self.lines = [self.new_line(index, random) for index in range(len(VOICES))]
        self.material, self.materials = "A", 1
        self.memory: dict[str, list[Line]] = {}

    @property
    def scale(self) -> Scale:
        """The scale in force."""
        return self.key.scale

    def follow(self, live: Live) -> None:
        """Put the key that is asked for in force; only percussion is tuned anew, lines stay."""
        if self.key.follow(live):
            for index, voice in enumerate(VOICES):
                if not voice.reach:
                    self.centres[index] = self._centre(voice)
            self._tune()

    def _tune(self) -> None:
        """Put the scale in force; the chord stays on its degree where it has a fifth there."""
        self.progression = PROGRESSION.within(self.scale)
        firm = self.progression.weights
        self.habits = {a: b for a, b in self.habits.items() if a in firm and b in firm}
        self._tables = [self._tables_of(root) for root in range(7)]
        self.set_chord(self.root if self.root in firm else 0)

    def set_chord(self, root: int) -> None:
        """Put the chord on a scale degree in force."""
        self.root = root
        self.tables = self._tables[root]

    def new_line(self, index: int, random: Random) -> Line:
        """Return a newly composed line for a voice."""
        voice = VOICES[index]
        return composed(voice, self.centres[index], CELL * random.choice(voice.cells), random)

    def raise_tide(self) -> None:
        """Carry the target on: it rises for long and falls faster."""
        rise = self.tide / RISING if self.tide < RISING else (1.0 - self.tide) / FALLING
        self.target = LOWEST + HEIGHT * self.crest * sin(0.5 * pi * rise) ** 2

    def flow_to(self, mood: str) -> None:
        """Go to a mood at once: the tide rises on from there, with the voices that like it."""
        self.target = self.energy = (MOODS.index(mood) + 0.5) / len(MOODS)
        self.crest = 1.0
        self.tide = RISING * asin(sqrt((self.target - LOWEST) / HEIGHT)) / (0.5 * pi)
        self.sounding = {i for i, voice in enumerate(VOICES) if voice.entry <= self.target}

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
