"""Scales in any tuning: some of its degrees, on a root."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from generator.errors import RangeError, UsageError
from generator.theory.names import Names
from generator.theory.pitch import class_name, pitch_named
from generator.theory.scale import STEPS, SYNONYMS
from generator.theory.tuning import MIDDLE_C, Tuning
from generator.theory.tunings import tuning_named
from generator.theory.tunings.modes import HOMES

NEAR_PERIOD_CENTS = 50.0
ROWS = Names("scale", {name: ("12-edo", steps) for name, steps in STEPS.items()} | HOMES, SYNONYMS)


@dataclass(frozen=True)
class TunedScale:
    """Some degrees of a tuning, in steps above a root, that repeat with its period.

    steps: rising, from 0 to below the number of the tuning's degrees. root: a degree of the tuning.
    It can do all that a Scale can. In an unequal tuning another root has other intervals, as on a
    keyboard. Raises UsageError for other steps.

    >>> dorian = TunedScale.named("dorian", "D4", tuning_named("quarter-comma meantone"))
    >>> [round(dorian.pitch(degree), 2) for degree in (-1, 0, 1, 2, 7)]
    [60.0, 61.93, 63.86, 65.03, 73.93]
    >>> print(dorian.on("F4"))
    F dorian in quarter comma meantone
    """

    name: str
    tuning: Tuning
    steps: tuple[int, ...]
    root: int = 0

    def __post_init__(self) -> None:
        """Refuse steps that are none."""
        _ = self.row

    @classmethod
    def named(
        cls, name: str, tonic: float | str = MIDDLE_C, tuning: Tuning | None = None
    ) -> TunedScale:
        """Return a scale by name, with its tonic where the tuning comes nearest to a pitch.

        name: one of theory.STEPS, or a maqam, makam or Bohlen-Pierce mode of HOMES. Without a
        tuning: the one that it is written in, on the tonic itself. In a tuning of another size the
        steps fall on the nearest degrees. Raises UnknownNameError, and UsageError where two of
        them would fall on one, or the tuning has another period.

        >>> round(TunedScale.named("maqam rast", "C4").pitch(2), 3)
        63.5
        >>> TunedScale.named("major", "C4", tuning_named("31-edo")).steps
        (0, 5, 10, 13, 18, 23, 28)
        """
        known = ROWS.name(name)
        home, steps = tuning_named(ROWS[known][0]), ROWS[known][1]
        pitch = float(pitch_named(tonic)) if isinstance(tonic, str) else tonic
        if tuning is None:
            return cls(known, home.on(pitch), steps)
        root = tuning.degree(pitch)
        return cls(known, tuning, _fitted(known, home, steps, tuning, root), root)

    @cached_property
    def row(self) -> Tuning:
        """Its degrees as a tuning of their own."""
        return self.tuning.subset(self.steps, self.root, self.name)

    @property
    def tonic(self) -> float:
        """The pitch of degree 0."""
        return self.row.tonic

    def __str__(self) -> str:
        return f"{class_name(round(self.tonic))} {self.name} in {self.tuning}"

    def __len__(self) -> int:
        return len(self.steps)

    def __contains__(self, pitch: float) -> bool:
        return pitch in self.row

    def pitch(self, degree: float) -> float:
        """Return the pitch of a degree; that of 2.5 lies in the middle between 2 and 3."""
        return self.row.pitch(degree)

    def degree(self, pitch: float) -> int:
        """Return the degree nearest to a pitch, the lower one of two equally near."""
        return self.row.degree(pitch)

    def nearest(self, pitch: float) -> float:
        """Return the pitch of the scale nearest to a pitch, the lower one of two equally near."""
        return self.row.nearest(pitch)

    def pitches(self, low: float, high: float) -> list[float]:
        """Return the pitches of the scale from low to high, both included."""
        return self.row.pitches(low, high)

    def on(self, tonic: float | str) -> TunedScale:
        """Return the scale on the degree of its tuning that is nearest to a pitch."""
        pitch = pitch_named(tonic) if isinstance(tonic, str) else tonic
        return replace(self, root=self.tuning.degree(pitch))

    def chord(self, root: int, size: int = 3, step: int = 2) -> tuple[float, ...]:
        """Return the pitches of a chord on a degree, every second one of the scale or every `step`.

        >>> just = TunedScale.named("major", "C4", tuning_named("just"))
        >>> [round(pitch, 3) for pitch in just.chord(0)]
        [60.0, 63.863, 67.02]
        """
        return tuple(self.pitch(root + step * place) for place in range(size))


def generated(divisions: int, generator: int, size: int, below: int = 0) -> tuple[int, ...]:
    """Return the steps of a scale of an equal tuning: a chain of one interval, in one period.

    divisions: of the period. generator: the interval, in divisions. size: how many notes; below:
    how many of them lie before the root in the chain. Raises RangeError for numbers below 1 and
    UsageError where the chain comes round to a note that is there.

    >>> generated(19, generator=11, size=7, below=1)
    (0, 3, 6, 8, 11, 14, 17)
    """
    if divisions < 1 or not 1 <= size <= divisions:
        raise RangeError(f"{size} of {divisions} degrees: give 1 to all of them")
    steps = sorted({fifth * generator % divisions for fifth in range(-below, size - below)})
    if len(steps) < size or steps[0] != 0:
        raise UsageError(
            f"{size} steps of {generator} in {divisions}, {below} below: "
            f"they are {len(steps)} degrees{'' if steps[0] == 0 else ' without the root'}"
        )
    return tuple(steps)


def moment_sizes(divisions: int, generator: int) -> tuple[int, ...]:
    """Return the sizes at which a chain makes a moment of symmetry.

    There are two widths of step, and every interval of so many steps comes in two widths (Wilson
    1975; Carey and Clampitt 1989). divisions: of the period; generator: an interval in divisions.

    >>> moment_sizes(31, 18)
    (2, 3, 5, 7, 12, 19)
    """
    chain = [place * generator % divisions for place in range(divisions)]
    sizes = range(2, len(set(chain)))
    return tuple(size for size in sizes if _is_moment(chain[:size]))


def _is_moment(chain: list[int]) -> bool:
    """Return whether the generator spans as many steps wherever it stands."""
    ranks = {note: rank for rank, note in enumerate(sorted(chain))}
    return len({(ranks[high] - ranks[low]) % len(chain) for low, high in pairwise(chain)}) == 1


def _fitted(
    name: str, home: Tuning, steps: Sequence[int], tuning: Tuning, root: int
) -> tuple[int, ...]:
    """Return the steps of a scale in another tuning than the one that it is written in."""
    if abs(home.period_cents - tuning.period_cents) > NEAR_PERIOD_CENTS:
        raise UsageError(
            f"scale {name!r} repeats after {home.period_cents:.0f} cents, tuning "
            f"{tuning.name!r:.60} after {tuning.period_cents:.0f}: take another"
        )
    if len(tuning) == len(home):
        return tuple(steps)
    tonic = tuning.pitch(root)
    fitted = [tuning.degree(tonic + home.pitch(step) - home.tonic) - root for step in steps]
    if len(set(fitted)) < len(steps):
        raise UsageError(
            f"scale {name!r} does not fit tuning {tuning.name!r:.60}: "
            f"some of its {len(steps)} steps fall on the same of {len(tuning)} degrees"
        )
    return tuple(fitted)
