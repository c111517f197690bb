"""What the parts of Phase share: the pattern and chord in force, and the stages of the process."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from generator.composition import Key, Live
from generator.patterns.streams import stream
from generator.theory import Scale, classes_of, led, stacked, voiced

STEP_BEATS = 0.25
SOLO_REPETITIONS = 4
MODES = ("dorian", "mixolydian", "lydian", "aeolian", "ionian")
HANDS = ((-1, 0, 1, 2), (3, 4, 5, 6, 7))
LENGTHS = (8, 10, 12)
FEWEST_DEGREES = 5
TRIES = 100
ROOTS = (0, 0, 3, 4, 5)
ALONE, HOLDS, GLIDES = "alone", "holds", "glides"
ASKED = re.compile(r"\s*(\d{1,4})?\s*(alone|ahead|together)?(?:\D*(\d{1,4}))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """A stretch of the process: the second player is silent, holds or glides, `shift` ahead."""

    kind: str
    shift: int
    start_beat: float
    beats: float

    @property
    def end_beat(self) -> float:
        """Where the next stage begins, unless this one is left early."""
        return self.start_beat + self.beats


class Process:
    """The shared state. The conductor alone begins movements and stages.

    pattern: degrees of the scale. order: of each of its places, how many come in before it as the
    pattern fills. root: the degree on which the chord stands. place: which of the movement's
    sections it is: alone, ahead by 0 and so on, together.
    """

    def __init__(self, random: Random) -> None:
        self.movement, self.over = 0, False
        self.place = 0
        self.stage = Stage(ALONE, 0, 0.0, 0.0)
        self.tonic = random.randrange(57, 65)
        self.key = Key(Scale.named(MODES[0], self.tonic))
        self._whims = random
        self.begin_movement(random)

    @property
    def scale(self) -> Scale:
        """The scale in force."""
        return self.key.scale

    @property
    def last_place(self) -> int:
        """The place of the section in which they are together again."""
        return len(self.pattern) + 1

    @property
    def section_name(self) -> str:
        """The movement, and how the players stand to each other."""
        if self.place == 0:
            return f"{self.movement} alone"
        if self.place == self.last_place:
            return f"{self.movement} together"
        return f"{self.movement} ahead by {self.place - 1}"

    def begin_movement(self, random: Random, number: int | None = None) -> None:
        """Take a new pattern in a mode on another tonic."""
        self.movement = self.movement + 1 if number is None else number
        self.place = 0
        self.tonic = 57 + (self.tonic - 57 + random.choice((3, 5))) % 8
        self.key.settle(Scale.named(random.choice(MODES), self.tonic))
        self.pattern = composed(random)
        self.order = list(range(len(self.pattern)))
        stream(0, f"{self.pattern}").shuffle(self.order)
        self.root = 0
        self.chord = voiced(classes_of(self.scale, stacked(0)), self.scale.tonic - 13)

    def begin_stage(self, live: Live, kind: str, repetitions: float, root: int = 0) -> None:
        """Begin so many repetitions over a chord."""
        shift = max(0, self.place - 1) % len(self.pattern)
        beats = int(repetitions) * len(self.pattern) * STEP_BEATS
        self.stage = Stage(kind, shift, live.beat, beats)
        self._stand_on(root)

    def _stand_on(self, root: int) -> None:
        self.root = root
        self.chord = led(self.chord, classes_of(self.scale, stacked(root)))

    def follow(self, live: Live) -> None:
        """Put the key that is asked for in force; pattern and chord stay on their degrees."""
        if self.key.follow(live):
            self._stand_on(self.root)

    def depart(self, variation: float, root: int) -> int:
        """Return the root of the next chord, at variation 0 always the tonic, from 0.5 on `root`.

        Beyond 0.5 the pattern may change in a note too, surely so at 1.
        """
        changes, moves = self._whims.random(), self._whims.random()
        if changes < 2.0 * variation - 1.0:
            self.pattern = varied(self.pattern, self._whims)
        return root if moves < 2.0 * variation else 0

    def pitch(self, place: int) -> int:
        """Return the pitch at a place of the pattern, which goes round."""
        return self.scale.pitch(self.pattern[place % len(self.pattern)])

    def sounds(self, place: int, density: float) -> bool:
        """Return whether a place of the pattern is heard: at density 0 two are, at 1 all."""
        length = len(self.pattern)
        return self.order[place % length] <= 1 + density * (length - 2)

    def go_to(self, asked: str, random: Random) -> bool:
        """Go to the section asked for, as it is named, or in part; return False if there is none.

        The number of the present movement with no more than that begins it anew.
        """
        found = ASKED.match(asked)
        movement, name, shift = found.groups() if found else (None, None, None)
        if movement is None and name is None:
            return False
        if movement is not None and (name is None or int(movement) != self.movement):
            self.begin_movement(random, int(movement))
        places = {"ahead": 1 + int(shift or 0), "together": self.last_place}
        self.place = min(places.get((name or "").lower(), 0), self.last_place)
        return True


def composed(random: Random) -> list[int]:
    """Return degrees for two hands in turn that no rotation leaves as they are."""
    length = random.choice(LENGTHS)
    while True:
        hands = [random.choices(hand, k=length // 2) for hand in HANDS]
        row = [degree for pair in zip(*hands, strict=True) for degree in pair]
        if _is_distinct(row):
            return row


def varied(row: list[int], random: Random) -> list[int]:
    """Return a pattern with one note changed, such that no rotation leaves it as it is."""
    for _ in range(TRIES):
        place = random.randrange(len(row))
        degree = random.choice(HANDS[place % 2])
        other = [*row[:place], degree, *row[place + 1 :]]
        if other != row and _is_distinct(other):
            return other
    return row


def _is_distinct(row: list[int]) -> bool:
    rotations = {tuple(row[turn:] + row[:turn]) for turn in range(len(row))}
    return len(rotations) == len(row) and len(set(row)) >= FEWEST_DEGREES
