"""What a composer writes with: notes, rests, parts and pieces."""

from __future__ import annotations

from generator.composition.event import Event
from generator.composition.heard import HeardNote, HeardNotes
from generator.composition.live import Live
from generator.composition.macro import Macro
from generator.composition.note import Note, Rest
from generator.composition.notes import notes
from generator.composition.piece import Meter, Part, PartFunction, Piece, Step
from generator.composition.rules import Rule, Rules
from generator.composition.standard import Key
from generator.composition.sway import Sway

__all__ = [
    "Event",
    "HeardNote",
    "HeardNotes",
    "Key",
    "Live",
    "Macro",
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
    "notes",
]
