"""What there is to play: pieces with their parts and parameters, as JSON can carry it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from generator import pieces
from generator.composition.piece import Part, Piece
from generator.engine import orchestra
from generator.engine.orchestra import Orchestra
from generator.parameters import Parameter
from generator.session.setup import declarations

EXAMPLES = Path(__file__).parents[1] / "examples"  # files to read and to play, no modules


def catalogue() -> list[dict[str, Any]]:
    """Return the bundled pieces, each as `describe` does."""
    sound = orchestra.load()
    return [describe(pieces.load(name), sound) | {"name": name} for name in pieces.names()]


def describe(piece: Piece, sound: Orchestra) -> dict[str, Any]:
    """Return a piece: its parts with their instruments, its parameters and its defaults.

    A parameter that the piece starts at another value than the one declared shows that value; one
    is its own where the piece declares it or takes it up.
    """
    return {
        "name": piece.name,
        "title": piece.title,
        "description": piece.description,
        "tempo_bpm": piece.tempo_bpm,
        "meter": f"{piece.meter.numerator}/{piece.meter.denominator}",
        "ends": piece.ends,
        "sections": piece.sections,
        "parts": [_part(part) for part in piece.parts if part.sounding],
        "parameters": [_parameter(each, piece) for each in declarations(piece, sound)],
    }


def _part(part: Part) -> dict[str, Any]:
    return {"name": part.name, "instrument": part.instrument, "start_beat": part.start_beat}


def _parameter(parameter: Parameter, piece: Piece) -> dict[str, Any]:
    own = {*piece.used, *(each.id for each in piece.parameters)}
    own |= {macro.parameter.id for macro in piece.macros}
    default = piece.defaults.get(parameter.id, parameter.default)
    return asdict(parameter) | {"default": default, "own": parameter.id in own}
