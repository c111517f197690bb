"""What has to be settled before a session starts: piece, orchestra, parameters."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import CodeType
from typing import Any

from generator.composition.macro import Macro
from generator.composition.piece import Piece
from generator.composition.standard import ORDER, REGISTER, SHAPING, part_density
from generator.engine import mixer, orchestra
from generator.engine.orchestra import Orchestra
from generator.errors import OrchestraError
from generator.parameters import Parameter, ParameterSet
from generator.pieces import load
from generator.session.sameness import Prints, prints_of
from generator.session.version import Version

Loaded = tuple[Piece, Prints]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a user chose: a piece (name or path), a seed, settings as typed, an orchestra.

    values: parameters as they stood before; those that there are no more do not count.
    """

    piece: str
    seed: int
    tempo_bpm: float | None = None
    settings: tuple[tuple[str, str], ...] = ()
    csd: str | None = None
    values: tuple[tuple[str, float], ...] = ()

    @classmethod
    def from_message(cls, message: dict[str, Any]) -> Choice:
        """Return the choice that a message carries."""
        pairs = {name: tuple((k, v) for k, v in message[name]) for name in ("settings", "values")}
        return cls(**message | pairs)


@dataclass(frozen=True, slots=True)
class Setup:
    """A piece with the orchestra that plays it and its parameters as they start.

    macros: those of the piece, by the ids of their parameters. version: the digest of a piece of
    one's own that may be edited while it plays, "" for others; prints: what tells its parts from
    those of another version.
    """

    piece: Piece
    orchestra: Orchestra
    parameters: ParameterSet
    macros: Mapping[str, Macro] = field(default_factory=dict)
    version: str = ""
    prints: Prints = field(default_factory=Prints)

    @property
    def seed(self) -> int:
        """What the piece is composed from."""
        return int(self.parameters[mixer.SEED.id])

    @property
    def own_ids(self) -> frozenset[str]:
        """The ids to which the piece or an orchestra of one's own gives a meaning."""
        return _own_ids(self.piece, self.orchestra)


def prepare(choice: Choice, version: Version | None = None) -> Setup:
    """Load what was chosen; raises UsageError, PieceError or OrchestraError.

    version: of a piece of one's own, where its file may have changed since it was chosen.
    """
    piece, prints = (load(choice.piece), Prints()) if version is None else loaded(version)
    setup = settled(piece, orchestra.load(Path(choice.csd) if choice.csd else None))
    if version is not None:
        setup = replace(setup, version=version.digest, prints=prints)
    parameters = setup.parameters
    parameters.set(mixer.SEED.id, choice.seed)
    if choice.tempo_bpm is not None:
        parameters.set(mixer.TEMPO.id, choice.tempo_bpm)
    for key, value in choice.values:
        if key in parameters:
            parameters.set(key, parameters.declaration(key).clip(value))
    for key, text in choice.settings:
        _start(setup, key, text)
    return setup


def loaded(version: Version, codes: Mapping[str, CodeType] | None = None) -> Loaded:
    """Run a version of a piece, compiled already or not; raises PieceError."""
    piece, modules = version.run(codes)
    return piece, prints_of(piece, modules)


def settled(piece: Piece, sound: Orchestra) -> Setup:
    """Return a piece on an orchestra, with its parameters where the piece starts them.

    Raises PieceError, UsageError or OrchestraError for a piece that cannot be played so.
    """
    _check_instruments(piece, sound)
    parameters = ParameterSet(declarations(piece, sound))
    for key, value in piece.defaults.items():
        if sound.bundled or key in parameters:
            parameters.set(key, value)
    for macro in piece.macros:
        macro.check(_by_id(parameters), complete=sound.bundled)
    macros = {macro.parameter.id: macro for macro in piece.macros}
    return Setup(piece, sound, parameters, macros)


def _start(setup: Setup, key: str, text: str) -> None:
    """Let a parameter, and with a macro all that it moves, start as a user typed it."""
    parameters = setup.parameters
    value = parameters.set(key, parameters.declaration(key).parse(text))
    if key in setup.macros:
        for target, moved in setup.macros[key].targets(value, _by_id(parameters)):
            parameters.set(target, moved)


def _by_id(parameters: ParameterSet) -> dict[str, Parameter]:
    return {parameter.id: parameter for parameter in parameters.declared}


def declarations(piece: Piece, sound: Orchestra) -> list[Parameter]:
    """Return every parameter of a piece played by an orchestra, in the order of display."""
    tempo = replace(mixer.TEMPO, default=mixer.TEMPO.check(piece.tempo_bpm))
    own = _own_ids(piece, sound)
    return [
        *(tempo, mixer.SWING, mixer.SEED),
        *_standard(piece, own),
        *piece.parameters,
        *(macro.parameter for macro in piece.macros),
        *(mixer.MASTER if sound.bundled else sound.parameters),
        *_strips(piece, sound, own),
    ]


def _standard(piece: Piece, own: Collection[str]) -> list[Parameter]:
    """Return the standard parameters that act in a piece, in their order."""
    found = piece.used | {each.id: each for each in SHAPING if each.id not in own}
    if not any(part.sounding and part.pitched for part in piece.parts):
        found.pop(REGISTER.id, None)
    return [found[key] for key in ORDER if key in found]


def _strips(piece: Piece, sound: Orchestra, own: Collection[str]) -> Iterator[Parameter]:
    """Yield the parameters of each part; on an orchestra of one's own only its density."""
    for part in piece.parts:
        density = part_density(part.name)
        for each in mixer.part_parameters(part) if sound.bundled else [density]:
            if part.sounding and not (each == density and density.id in own):
                yield each


def _own_ids(piece: Piece, sound: Orchestra) -> frozenset[str]:
    """Return the ids to which a piece, or an orchestra of one's own, gives a meaning."""
    channels = [] if sound.bundled else sound.parameters
    return frozenset(parameter.id for parameter in (*piece.parameters, *channels))


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
    audible = audible_parts(piece, parameters)
    return {
        mixer.audible_channel(part): float(audible[part.name])
        for part in piece.parts
        if part.name in audible
    }


def audible_parts(piece: Piece, parameters: Mapping[str, float]) -> dict[str, bool]:
    """Return whether each part that has a mute and a solo switch is heard by them."""
    names = [part.name for part in piece.parts if f"{part.name}.mute" in parameters]
    soloed = any(parameters[f"{name}.solo"] for name in names)
    return {
        name: not parameters[f"{name}.mute"] and (not soloed or bool(parameters[f"{name}.solo"]))
        for name in names
    }


def _check_instruments(piece: Piece, sound: Orchestra) -> None:
    instruments = sound.instruments
    for part in piece.parts:
        if part.sounding and part.instrument not in instruments:
            raise OrchestraError(
                f"{sound.path}: part {part.name!r} plays instrument {part.instrument!r}, which is "
                f"not among its instruments: {', '.join(instruments) or 'none'}"
            )
