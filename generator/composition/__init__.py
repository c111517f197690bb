"""What a composer writes with: notes, rests, parts and pieces."""

from __future__ import annotations

from generator.composition.event import Event
from generator.composition.live import Live
from generator.composition.note import Note, Rest
from generator.composition.piece import Meter, Part, Piece, Step

__all__ = ["Event", "Live", "Meter", "Note", "Part", "Piece", "Rest", "Step"]
