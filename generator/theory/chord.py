"""Chords as values, and thirds on the degrees of a scale."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from generator.theory.pitch import OCTAVE
from generator.theory.scale import Scale

FIFTH = 7


@dataclass(frozen=True, slots=True)
class Chord:
    """A chord without its octaves: pitch classes from 0 (C) to 11 (B).

    `classes` count up from the root (third, fifth, seventh, then what stands above); `bass` is the
    lowest class, not always one of them. A chord of no classes is N.C., no chord, and is false.

    >>> bool(Chord("N.C.", 0, (), 0)), Chord("C/G", 0, (0, 4, 7), 7).intervals
    (False, (0, 4, 7))
    """

    name: str
    root: int
    classes: tuple[int, ...]
    bass: int

    def __len__(self) -> int:
        return len(self.classes)

    def __str__(self) -> str:
        return self.name

    @property
    def intervals(self) -> tuple[int, ...]:
        """The classes in semitones above the root, 0 to 11."""
        return tuple((pitch_class - self.root) % OCTAVE for pitch_class in self.classes)

    def transposed(self, semitones: int) -> Chord:
        """Return the chord moved by semitones; its name stays with them in brackets.

        >>> Chord("G", 7, (7, 11, 2), 7).transposed(2).classes
        (9, 1, 4)
        """
        root, bass, *classes = (
            (pitch_class + semitones) % OCTAVE
            for pitch_class in (self.root, self.bass, *self.classes)
        )
        return Chord(f"{self.name}[{semitones:+d}]", root, tuple(classes), bass)

    def reduced(self, voices: int) -> tuple[int, ...]:
        """Return the classes to sound with so many voices, the bass first.

        Left out first are a perfect fifth, then the root, then what stands above the seventh from
        the bottom up, as in Levine, The Jazz Piano Book (1989); never the bass.

        >>> Chord("C9", 0, (0, 4, 7, 10, 2), 0).reduced(3)
        (0, 4, 10)
        """
        inner = [pitch_class for pitch_class in self.classes if pitch_class != self.bass]
        fifth = (self.root + FIFTH) % OCTAVE
        for spare in (fifth, self.root, *self.classes[4:], *self.classes[::-1]):
            if 1 + len(inner) > max(voices, 1) and spare in inner:
                inner.remove(spare)
        return (self.bass, *inner) if self.classes else ()


NO_CHORD = Chord("N.C.", 0, (), 0)


def stacked(root: int, size: int = 3) -> tuple[int, ...]:
    """Return the scale degrees of a chord of thirds on a root.

    >>> stacked(0), stacked(4, size=4)
    ((0, 2, 4), (4, 6, 8, 10))
    """
    return tuple(root + 2 * third for third in range(size))


def classes_of(scale: Scale, degrees: Collection[int]) -> tuple[int, ...]:
    """Return the pitch classes of degrees of a scale, in their order.

    >>> classes_of(Scale.named("major", "C4"), stacked(4, size=4))
    (7, 11, 2, 5)
    """
    return tuple(scale.pitch(degree) % OCTAVE for degree in degrees)
