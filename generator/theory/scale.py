"""Scales: named rows of steps on a tonic; the rows and their sources stand in scale_table."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

from generator.theory.names import Names
from generator.theory.pitch import LETTERS, OCTAVE, class_name, pitch_named, spelled
from generator.theory.scale_table import CHURCH_MODES, STEPS, SYNONYMS

__all__ = ["CHURCH_MODES", "SCALES", "STEPS", "SYNONYMS", "Scale"]

SCALES = Names("scale", STEPS, SYNONYMS)


@dataclass(frozen=True, slots=True)
class Scale:
    """A row of steps, in semitones above a tonic (a pitch), that repeats in every octave.

    Degrees count from 0, the tonic itself, and may be negative or pass the octave.

    >>> dorian = Scale.named("dorian", "D4")
    >>> [dorian.pitch(degree) for degree in (-1, 0, 1, 7)]
    [60, 62, 64, 74]
    >>> 65 in dorian, 66 in dorian, dorian.nearest(66)
    (True, False, 65)
    """

    name: str
    steps: tuple[int, ...]
    tonic: int = 60

    @classmethod
    def named(cls, name: str, tonic: int | str = 60) -> Scale:
        """Return a scale of STEPS on a tonic, a pitch or its name.

        Case, spaces, hyphens and underscores do not matter, and a synonym leads to the name in
        STEPS. Raises UnknownNameError with the nearest three names.

        >>> str(Scale.named("Natural_Minor", "A4")), Scale.named("messiaen2").steps
        ('A minor', (0, 1, 3, 4, 6, 7, 9, 10))
        """
        known = SCALES.name(name)
        return cls(known, STEPS[known], pitch_named(tonic) if isinstance(tonic, str) else tonic)

    def __contains__(self, pitch: float) -> bool:
        return (pitch - self.tonic) % OCTAVE in self.steps

    def __len__(self) -> int:
        return len(self.steps)

    def __str__(self) -> str:
        return f"{self.names[0]} {self.name}"

    def pitch(self, degree: int) -> int:
        """Return the pitch of a degree."""
        octave, index = divmod(degree, len(self.steps))
        return self.tonic + OCTAVE * octave + self.steps[index]

    def degree(self, pitch: float) -> int:
        """Return the degree nearest to a pitch, the lower one of two equally near."""
        octave, above = divmod(pitch - self.tonic, OCTAVE)
        index = bisect_left(self.steps, above)
        upper = int(octave) * len(self.steps) + index
        if self.pitch(upper) - pitch < pitch - self.pitch(upper - 1):
            return upper
        return upper - 1

    def nearest(self, pitch: float) -> int:
        """Return the pitch of the scale nearest to a pitch, the lower one of two equally near."""
        return self.pitch(self.degree(pitch))

    def on(self, tonic: int) -> Scale:
        """Return the scale on another tonic."""
        return replace(self, tonic=tonic)

    def pitches(self, low: int, high: int) -> list[int]:
        """Return the pitches of the scale from low to high, both included.

        >>> Scale.named("yo", "C4").pitches(58, 70)
        [60, 62, 65, 67, 69]
        """
        return [pitch for pitch in range(low, high + 1) if pitch in self]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its pitch classes; where there are seven, each has a letter of its own.

        >>> Scale.named("lydian", "Eb4").names
        ('Eb', 'F', 'G', 'A', 'Bb', 'C', 'D')
        """
        classes = [(self.tonic + step) % OCTAVE for step in self.steps]
        if len(classes) != len(LETTERS):
            return tuple(class_name(pitch) for pitch in classes)
        return min((_lettered(classes, letter) for letter in LETTERS), key=_accidentals)


def _lettered(classes: list[int], tonic_letter: str) -> tuple[str, ...]:
    letters = sorted(LETTERS, key=lambda letter: (LETTERS[letter] - LETTERS[tonic_letter]) % OCTAVE)
    return tuple(map(spelled, classes, letters))


def _accidentals(names: tuple[str, ...]) -> int:
    return sum(len(name) - 1 for name in names)
