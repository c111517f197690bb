"""Keyboard maps: which key of a MIDI keyboard plays which degree of a tuning, after Scala's."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from generator.errors import UsageError
from generator.theory.tuning import MIDDLE_C, Tuning
from generator.units import frequency_hz, pitch_of

MAXIMUM_SIZE = 10_000
MIDDLE_KEY = 60
HIGHEST_KEY = 127


@dataclass(frozen=True, slots=True)
class KeyboardMap:
    """Which degree of a tuning each key of a MIDI keyboard plays, and how high one of them is.

    degrees: for consecutive keys from middle_key on; None for a key that is not mapped, also those
    that are left out at the end. The pattern repeats every `size` keys, an interval apart that is
    that of the degree formal_octave; 0 stands for the tuning's period. Size 0: every key a degree,
    middle_key the first. reference_key, mapped, has the frequency reference_hz. Keys outside
    first_key to last_key are not mapped. Raises UsageError where these do not fit.

    >>> white = KeyboardMap(degrees=(0, None, 1, None, 2, 3, None, 4, None, 5, None, 6), size=12)
    >>> from generator.theory.tunings import edo
    >>> [white.pitch(key, edo(7)) for key in (60, 61, 72)]
    [60.0, None, 72.0]
    """

    degrees: tuple[int | None, ...] = ()
    size: int = 0
    first_key: int = 0
    last_key: int = HIGHEST_KEY
    middle_key: int = MIDDLE_KEY
    reference_key: int = MIDDLE_KEY
    reference_hz: float = frequency_hz(MIDDLE_C)
    formal_octave: int = 0

    def __post_init__(self) -> None:
        """Refuse a map that says nothing or that contradicts itself."""
        if not 0 <= len(self.degrees) <= self.size <= MAXIMUM_SIZE:
            given = f"{len(self.degrees)} degrees for a map of {self.size} keys"
            raise UsageError(f"{given}: give at most that many, and at most {MAXIMUM_SIZE:,}")
        if self.first_key > self.last_key:
            keys = f"{self.first_key} to {self.last_key}"
            raise UsageError(f"keys {keys}: the first one is higher than the last one")
        if not (isfinite(self.reference_hz) and self.reference_hz > 0.0):
            raise UsageError(f"reference frequency {self.reference_hz:g} Hz: give one above 0")
        if self._above_middle(self.reference_key, _NO_TUNING) is None:
            raise UsageError(
                f"reference key {self.reference_key} is not mapped: map it, or another"
            )

    @classmethod
    def of(cls, tuning: Tuning) -> KeyboardMap:
        """Return the map that plays a tuning from middle C on, degree by degree, at its own pitch.

        >>> round(KeyboardMap.of(Tuning("", (), tonic=69.0)).reference_hz, 9)
        440.0
        """
        return cls(reference_hz=frequency_hz(tuning.tonic))

    def pitch(self, key: int, tuning: Tuning) -> float | None:
        """Return the pitch of a MIDI key in a tuning, or None where the key is not mapped.

        The pitch is in semitones (69 is 440 Hz). The tuning's own tonic does not matter.

        >>> from generator.theory.tunings import edo
        >>> KeyboardMap(reference_key=69, reference_hz=440.0).pitch(70, edo(24))
        69.5
        """
        if not self.first_key <= key <= self.last_key:
            return None
        above = self._above_middle(key, tuning)
        return None if above is None else self._middle(tuning) + above

    def tuned(self, tuning: Tuning) -> Tuning:
        """Return the tuning with its first degree where this map puts it.

        >>> from generator.theory.tunings import edo
        >>> KeyboardMap(reference_key=69, reference_hz=432.0).tuned(edo(12)).pitch(9) < 69
        True
        """
        return tuning.on(self._middle(tuning))

    def _middle(self, tuning: Tuning) -> float:
        """Return the pitch of degree 0."""
        above = self._above_middle(self.reference_key, tuning)
        return pitch_of(self.reference_hz) - (above or 0.0)

    def _above_middle(self, key: int, tuning: Tuning) -> float | None:
        """Return how many semitones a key lies above degree 0, or None if it is not mapped."""
        away = key - self.middle_key
        if not self.size:
            return tuning.pitch(away) - tuning.tonic
        patterns, place = divmod(away, self.size)
        degree = self.degrees[place] if place < len(self.degrees) else None
        if degree is None:
            return None
        octave = tuning.pitch(self.formal_octave or len(tuning)) - tuning.tonic
        return tuning.pitch(degree) - tuning.tonic + patterns * octave


_NO_TUNING = Tuning("", ())
