"""What chord root follows what, by weight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from generator.errors import UsageError
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

    >>> Progression({0: {4: 1.0}, 4: {0: 1.0}}).following(0, Random(1))
    4
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
