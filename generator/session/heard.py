"""Notes as the front hears of them, with what made each."""

from __future__ import annotations

from functools import lru_cache
from sys import intern
from typing import Any, NamedTuple

from generator.composition.event import Event
from generator.composition.provenance import Draws, Readings
from generator.render.score import i_line

CONTROLS, DRAWS, READINGS = map(Event._fields.index, ("controls", "draws", "readings"))
NAMES = tuple(map(Event._fields.index, ("instrument", "part", "rule")))


class Heard(NamedTuple):
    """A committed note. rule: what made it, `melody, voices.py:57`; `by hand` for a player's."""

    event: Event
    rule: str

    def line(self, sample_rate: int) -> str:
        """Return the note as Csound's score has it, to be read."""
        return i_line(self.event, sample_rate)

    @property
    def bare(self) -> Heard:
        """The note without what was drawn and read for it, to be kept for long."""
        return self._replace(event=self.event._replace(draws=(), readings=()))


def to_message(event: Event) -> list[Any]:
    """Return a note as JSON can carry it."""
    return [*event]


def heard_from_message(message: list[Any]) -> Heard:
    """Return the note that a message carries.

    What comes again with other notes is the same object: the window keeps thousands of them.
    """
    for place in NAMES:
        message[place] = intern(message[place])
    message[CONTROLS] = tuple(message[CONTROLS])
    message[DRAWS] = _named(message[DRAWS])
    message[READINGS] = _shared(_named(message[READINGS]))
    event = Event._make(message)
    return Heard(event, event.rule)


def _named(row: list[list[Any]]) -> Draws:
    return tuple((intern(name), value) for name, value in row)


@lru_cache(maxsize=256)
def _shared(readings: Readings) -> Readings:
    return readings
