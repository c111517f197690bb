"""What there is to play: pieces with their parts and parameters, as JSON can carry it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from generator import pieces
from generator.composition.piece import Part, Piece
from generator.engine import orchestra
from generator.engine.orchestra import Orchestra
from generator.parameters import Parameter
from generator.session.setup import declarations


def catalogue() -> list[dict[str, Any]]:
    """Return the bundled pieces, each as `describe` does."""
    sound = orchestra.load()
    return [describe(pieces.load(name), sound) | {"name": name} for name in pieces.names()]


def describe(piece: Piece, sound: Orchestra) -> dict[str, Any]:
    """Return a piece: its parts with their instruments, its parameters and its defaults.

    A parameter that the piece starts at another value than the one declared shows that value.
    """
    return {
        "name": piece.name,
        "title": piece.title,
        "description": piece.description,
        "tempo_bpm": piece.tempo_bpm,
        "meter": f"{piece.meter.numerator}/{piece.meter.denominator}",
        "ends": piece.ends,
        "parts": [_part(part) for part in piece.parts if part.sounding],
        "parameters": [_parameter(each, piece) for each in declarations(piece, sound)],
    }


def _part(part: Part) -> dict[str, Any]:
    return {"name": part.name, "instrument": part.instrument, "start_beat": part.start_beat}


def _parameter(parameter: Parameter, piece: Piece) -> dict[str, Any]:
    own = parameter.id in {declared.id for declared in piece.parameters}
    default = piece.defaults.get(parameter.id, parameter.default)
    return asdict(parameter) | {"default": default, "own": own}
