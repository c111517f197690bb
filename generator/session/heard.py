"""Notes as the front hears of them, with what made each."""

from __future__ import annotations

from typing import Any, NamedTuple

from generator.composition.event import Event
from generator.render.score import i_line

CONTROLS, DRAWS, READINGS = map(Event._fields.index, ("controls", "draws", "readings"))


class Heard(NamedTuple):
    """A committed note. rule: what made it, `melody, voices.py:57`; `by hand` for a player's."""

    event: Event
    rule: str

    def line(self, sample_rate: int) -> str:
        """Return the note as Csound's score has it, to be read."""
        return i_line(self.event, sample_rate)


def to_message(event: Event) -> list[Any]:
    """Return a note as JSON can carry it."""
    return [*event]


def heard_from_message(message: list[Any]) -> Heard:
    """Return the note that a message carries."""
    message[CONTROLS] = tuple(message[CONTROLS])
    for row in (DRAWS, READINGS):
        message[row] = tuple(map(tuple, message[row]))
    event = Event._make(message)
    return Heard(event, event.rule)
