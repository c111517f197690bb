"""What a composer writes with: notes, rests, parts and pieces."""

from __future__ import annotations

from generator.composition.event import Event
from generator.composition.live import Live
from generator.composition.note import Note, Rest
from generator.composition.piece import Meter, Part, PartFunction, Piece, Step
from generator.composition.rules import Rule, Rules
from generator.composition.sway import Sway

__all__ = [
    "Event",
    "Live",
    "Meter",
    "Note",
    "Part",
    "PartFunction",
    "Piece",
    "Rest",
    "Rule",
    "Rules",
    "Step",
    "Sway",
]
