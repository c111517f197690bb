"""Chords: thirds on the degrees of a scale, what follows what, and how voices move between them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from random import Random

from generator.errors import UsageError
from generator.theory.pitch import OCTAVE
from generator.theory.scale import Scale

OFTEN, SOMETIMES, SELDOM = 6.0, 3.0, 1.0

# Usual root progressions, after Piston, Harmony (1941), chapter 3; degrees count from 0.
PISTON: Mapping[int, Mapping[int, float]] = {
    0: {3: OFTEN, 4: OFTEN, 5: SOMETIMES, 1: SELDOM, 2: SELDOM},
    1: {4: OFTEN, 3: SOMETIMES, 5: SOMETIMES, 0: SELDOM, 2: SELDOM},
    2: {5: OFTEN, 3: SOMETIMES, 0: SELDOM, 1: SELDOM, 4: SELDOM},
    3: {4: OFTEN, 0: SOMETIMES, 1: SOMETIMES, 2: SELDOM, 5: SELDOM},
    4: {0: OFTEN, 5: SOMETIMES, 3: SOMETIMES, 1: SELDOM, 2: SELDOM},
    5: {1: OFTEN, 4: OFTEN, 2: SOMETIMES, 3: SOMETIMES, 0: SELDOM},
    6: {0: OFTEN, 2: SOMETIMES, 5: SELDOM},
}


@dataclass(frozen=True, slots=True)
class Progression:
    """A weighted table of what chord root, as a scale degree, follows which.

    Raises UsageError for a root that nothing follows and for a weight that is no weight.
    """

    weights: Mapping[int, Mapping[int, float]] = field(default_factory=lambda: PISTON)

    def __post_init__(self) -> None:
        """Refuse a table that could get stuck."""
        for root, row in self.weights.items():
            if not row or min(row.values()) < 0.0 or not 0.0 < sum(row.values()) < float("inf"):
                raise UsageError(f"chord {root}: give it followers with weights of 0 or more")
            if unknown := row.keys() - self.weights.keys():
                raise UsageError(f"chord {root}: its follower {min(unknown)} has no row of its own")

    def following(self, root: int, random: Random) -> int:
        """Return a root that follows another, drawn by weight."""
        row = self.weights[root]
        return random.choices(list(row), weights=list(row.values()))[0]

    def within(self, scale: Scale) -> Progression:
        """Return the table without roots whose triad has no perfect fifth in the scale.

        >>> sorted(Progression().within(Scale.named("ionian")).weights)
        [0, 1, 2, 3, 4, 5]
        """
        firm = {root for root in self.weights if scale.pitch(root + 4) - scale.pitch(root) == 7}
        rows = {root: {k: w for k, w in self.weights[root].items() if k in firm} for root in firm}
        return Progression(rows)


def stacked(root: int, size: int = 3) -> tuple[int, ...]:
    """Return the scale degrees of a chord of thirds on a root.

    >>> stacked(0), stacked(4, size=4)
    ((0, 2, 4), (4, 6, 8, 10))
    """
    return tuple(root + 2 * third for third in range(size))


def classes_of(scale: Scale, degrees: Collection[int]) -> tuple[int, ...]:
    """Return the pitch classes of degrees of a scale, in their order."""
    return tuple(scale.pitch(degree) % OCTAVE for degree in degrees)


def voiced(classes: Sequence[int], low: int) -> tuple[int, ...]:
    """Return pitches for pitch classes in close position upwards from a pitch.

    >>> voiced((0, 4, 7), 62)
    (72, 76, 79)
    """
    pitches = []
    for pitch_class in classes:
        low += (pitch_class - low) % OCTAVE
        pitches.append(low)
    return tuple(pitches)


def led(previous: Sequence[int], classes: Sequence[int]) -> tuple[int, ...]:
    """Return the voicing of pitch classes that moves the previous voices least.

    There must be as many classes as voices, 1 to 6; repeat one to double it. The smallest sum of
    motions, each voice by at most a tritone (after Tymoczko, The Geometry of Musical Chords, 2006).

    >>> led((60, 64, 67), (5, 9, 0))
    (60, 65, 69)
    """
    if len(previous) != len(classes):
        raise UsageError(f"{len(previous)} voices cannot take {len(classes)} pitch classes")
    ways = (tuple(map(_nearest_of_class, previous, order)) for order in permutations(classes))
    return min(ways, key=lambda voicing: (_motion(previous, voicing), voicing))


def _nearest_of_class(pitch: int, pitch_class: int) -> int:
    half = OCTAVE // 2
    return pitch + (pitch_class - pitch + half) % OCTAVE - half


def _motion(before: Sequence[int], after: Sequence[int]) -> int:
    return sum(abs(a - b) for a, b in zip(before, after, strict=True))
