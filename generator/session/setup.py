"""What has to be settled before a session starts: piece, orchestra, parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.composition.piece import Piece
from generator.engine import mixer, orchestra
from generator.engine.orchestra import Orchestra
from generator.errors import OrchestraError
from generator.parameters import Parameter, ParameterSet
from generator.pieces import load


@dataclass(frozen=True, slots=True)
class Choice:
    """What a user chose: a piece (name or path), a seed, settings as typed, an orchestra."""

    piece: str
    seed: int
    tempo_bpm: float | None = None
    settings: tuple[tuple[str, str], ...] = ()
    csd: str | None = None


@dataclass(frozen=True, slots=True)
class Setup:
    """A piece with the orchestra that plays it and its parameters as they start."""

    piece: Piece
    orchestra: Orchestra
    parameters: ParameterSet
    seed: int


def prepare(choice: Choice) -> Setup:
    """Load what was chosen; raises UsageError, PieceError or OrchestraError."""
    piece = load(choice.piece)
    sound = orchestra.load(Path(choice.csd) if choice.csd else None)
    _check_instruments(piece, sound)
    parameters = ParameterSet(declarations(piece, sound))
    for key, value in piece.defaults.items():
        parameters.set(key, value)
    if choice.tempo_bpm is not None:
        parameters.set(mixer.TEMPO.id, choice.tempo_bpm)
    for key, text in choice.settings:
        parameters.set(key, parameters.declaration(key).parse(text))
    return Setup(piece, sound, parameters, choice.seed)


def declarations(piece: Piece, sound: Orchestra) -> list[Parameter]:
    """Return every parameter of a piece played by an orchestra, in the order of display."""
    tempo = replace(mixer.TEMPO, default=mixer.TEMPO.check(piece.tempo_bpm))
    declared = [tempo, mixer.SWING, *piece.parameters]
    if not sound.bundled:
        return declared + sound.parameters
    strips = [mixer.part_parameters(part) for part in piece.parts if part.sounding]
    return [*declared, *mixer.MASTER, *(parameter for strip in strips for parameter in strip)]


def channel_values(setup: Setup) -> dict[str, float]:
    """Return the orchestra's channels that the parameters set, with their present values."""
    parameters = setup.parameters
    values = {
        parameter.channel: parameters[parameter.id]
        for parameter in parameters.declared
        if parameter.channel is not None
    }
    return values | audible_channels(setup.piece, parameters)


def audible_channels(piece: Piece, parameters: Mapping[str, float]) -> dict[str, float]:
    """Return the channels that carry what the mute and solo switches amount to."""
    parts = [part for part in piece.parts if f"{part.name}.mute" in parameters]
    soloed = any(parameters[f"{part.name}.solo"] for part in parts)
    return {
        mixer.audible_channel(part): float(
            not parameters[f"{part.name}.mute"]
            and (not soloed or bool(parameters[f"{part.name}.solo"]))
        )
        for part in parts
    }


def _check_instruments(piece: Piece, sound: Orchestra) -> None:
    instruments = sound.instruments
    for part in piece.parts:
        if part.sounding and part.instrument not in instruments:
            raise OrchestraError(
                f"{sound.path}: part {part.name!r} plays instrument {part.instrument!r}, which is "
                f"not among its instruments: {', '.join(instruments) or 'none'}"
            )
