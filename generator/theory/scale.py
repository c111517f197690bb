"""Scales: named rows of steps on a tonic.

The church modes after Glarean, Dodekachordon (1547), with the locrian of later theory; modes 1 to 3
of limited transposition after Messiaen, Technique de mon langage musical (1944); the Japanese
scales after Malm, Japanese Music and Musical Instruments (1959) and, for hirajoshi, Kostka and
Payne, Tonal Harmony (1984); the others as in Persichetti, Twentieth-Century Harmony (1961).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

from generator.errors import UnknownNameError
from generator.theory.pitch import LETTERS, OCTAVE, class_name, pitch_named, spelled

CHURCH_MODES = {
    "ionian": (0, 2, 4, 5, 7, 9, 11),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "aeolian": (0, 2, 3, 5, 7, 8, 10),
    "locrian": (0, 1, 3, 5, 6, 8, 10),
}
STEPS = CHURCH_MODES | {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "harmonic minor": (0, 2, 3, 5, 7, 8, 11),
    "melodic minor": (0, 2, 3, 5, 7, 9, 11),
    "harmonic major": (0, 2, 4, 5, 7, 8, 11),
    "double harmonic": (0, 1, 4, 5, 7, 8, 11),
    "hungarian minor": (0, 2, 3, 6, 7, 8, 11),
    "phrygian dominant": (0, 1, 4, 5, 7, 8, 10),
    "lydian dominant": (0, 2, 4, 6, 7, 9, 10),
    "neapolitan minor": (0, 1, 3, 5, 7, 8, 11),
    "enigmatic": (0, 1, 4, 6, 8, 10, 11),
    "major pentatonic": (0, 2, 4, 7, 9),
    "minor pentatonic": (0, 3, 5, 7, 10),
    "blues": (0, 3, 5, 6, 7, 10),
    "whole tone": (0, 2, 4, 6, 8, 10),
    "octatonic": (0, 1, 3, 4, 6, 7, 9, 10),
    "messiaen 3": (0, 2, 3, 4, 6, 7, 8, 10, 11),
    "hirajoshi": (0, 2, 3, 7, 8),
    "in": (0, 1, 5, 7, 8),
    "yo": (0, 2, 5, 7, 9),
    "chromatic": tuple(range(OCTAVE)),
}


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
        """Return a scale of STEPS on a tonic, a pitch or its name; raises UnknownNameError."""
        if name not in STEPS:
            raise UnknownNameError("scale", name, STEPS)
        return cls(name, STEPS[name], pitch_named(tonic) if isinstance(tonic, str) else tonic)

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
