"""What controllers are told of a setup."""

from __future__ import annotations

from dataclasses import replace

from generator import pieces
from generator.composition.piece import Piece
from generator.control.surface import Subject
from generator.parameters import Parameter
from generator.session.setup import Setup


def subject_of(setup: Setup) -> Subject:
    """Return what is being played, as controllers see it."""
    piece = setup.piece
    return Subject(
        piece=piece.name,
        title=piece.title,
        parts=tuple(part.name for part in piece.parts if part.sounding),
        pieces=tuple(pieces.names()),
        declared=tuple(_as_begun(parameter, piece) for parameter in setup.parameters.declared),
        bar_beats=piece.meter.bar_beats,
        macros={
            key: tuple(course.parameter_id for course in macro.courses)
            for key, macro in setup.macros.items()
        },
        unpitched=tuple(part.name for part in piece.parts if part.sounding and not part.pitched),
    )


def _as_begun(parameter: Parameter, piece: Piece) -> Parameter:
    """Return a parameter with the value at which the piece begins as its default."""
    return replace(parameter, default=piece.defaults.get(parameter.id, parameter.default))
