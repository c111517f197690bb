"""Shaping: what the session's parameters do to the notes of every piece."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from generator.composition.note import (
    MAXIMUM_DURATION_BEATS,
    MAXIMUM_PITCH,
    MINIMUM_DURATION_BEATS,
    Note,
)
from generator.composition.standard import DYNAMICS, LEGATO, REGISTER, SHAPING, density_id
from generator.timing.line import Line

MIDDLE_AMPLITUDE = 0.4
OCTAVE = 12
ALL = 1.0


class Shaping:
    """Register, dynamics, legato and each part's density, between a note and its event.

    The values for all parts are read by `read`, not note by note: they stand still while the
    scheduler advances. A part's density is read where it steps: there may be thousands of parts.
    own: ids that shape nothing, because piece or orchestra have given them another meaning.
    """

    __slots__ = ("_densities", "_neutral", "_parameters", "_values")

    def __init__(
        self, parameters: Mapping[str, float], parts: Iterable[str], own: Collection[str] = ()
    ) -> None:
        self._neutral = {
            each.id: each.default
            for each in SHAPING
            if each.id in parameters and each.id not in own
        }
        densities = map(density_id, parts)
        self._densities = {key for key in densities if key in parameters and key not in own}
        self._parameters = parameters
        self.read()

    def read(self) -> bool:
        """Take up the present values; return whether they leave what sounds as composed."""
        present = self._parameters
        self._values = {key: present[key] for key in self._neutral}
        return self._values == self._neutral

    def sounds(self, line: Line) -> bool:
        """Return whether a part's present step sounds; the part's own stream has no say in it."""
        key = line.density_id
        if key not in self._densities:
            return True
        density = self._parameters[key]
        return density >= ALL or line.sieve.random() < density

    def shaped(self, note: Note, line: Line) -> Note:
        """Return a playable note in its register, as loud and as long as it is to sound."""
        values = self._values
        octaves = values.get(REGISTER.id, 0.0) if line.part.pitched else 0.0
        length = note.duration_beats * values.get(LEGATO.id, 1.0)
        return note._replace(
            pitch=folded(note.pitch + OCTAVE * octaves) if octaves else note.pitch,
            duration_beats=min(MAXIMUM_DURATION_BEATS, max(MINIMUM_DURATION_BEATS, length)),
            amplitude=contrasted(note.amplitude, values.get(DYNAMICS.id, 1.0)),
        )


def folded(pitch: float) -> float:
    """Return a pitch moved by octaves until it can be played."""
    while pitch < 0.0:
        pitch += OCTAVE
    while pitch > MAXIMUM_PITCH:
        pitch -= OCTAVE
    return pitch


def contrasted(amplitude: float, contrast: float) -> float:
    """Return an amplitude whose distance in dB from 0.4 is so many times what it was, at most 1.

    Silence stays silent.
    """
    if contrast == 1.0 or amplitude == 0.0:
        return amplitude
    return float(min(1.0, MIDDLE_AMPLITUDE * (amplitude / MIDDLE_AMPLITUDE) ** contrast))
