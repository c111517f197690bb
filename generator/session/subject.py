"""What controllers are told of a setup."""

from __future__ import annotations

from generator import pieces
from generator.control.surface import Subject
from generator.session.setup import Setup


def subject_of(setup: Setup) -> Subject:
    """Return what is being played, as controllers see it."""
    piece = setup.piece
    return Subject(
        piece=piece.name,
        title=piece.title,
        parts=tuple(part.name for part in piece.parts if part.sounding),
        pieces=tuple(pieces.names()),
        declared=setup.parameters.declared,
        bar_beats=piece.meter.bar_beats,
        macros={
            key: tuple(course.parameter_id for course in macro.courses)
            for key, macro in setup.macros.items()
        },
        unpitched=tuple(part.name for part in piece.parts if part.sounding and not part.pitched),
    )
