"""Faders: the usual controls of the live generators, declared by one scheme."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from generator.composition.piece import Piece
from generator.errors import UnknownNameError
from generator.parameters import Parameter, Warp


class Fader(NamedTuple):
    """One control: its range, where it starts, its warp, unit and description."""

    minimum: float
    maximum: float
    default: float
    description: str
    warp: Warp = Warp.LINEAR
    unit: str = ""
    name: str = ""  # of the control, where it is another than that of the argument


def _share(default: float, description: str, name: str = "") -> Fader:
    return Fader(0.0, 1.0, default, description, name=name)


def _number(low: int, high: int, default: int, description: str, unit: str = "") -> Fader:
    return Fader(low, high, default, description, Warp.INTEGER, unit)


def _button(description: str) -> Fader:
    return Fader(0.0, 1.0, 0.0, description, Warp.TOGGLE)


FADERS: dict[str, dict[str, Fader]] = {
    "memory": {
        "deja_vu": _share(0.5, "0 always new, 0.5 a locked loop, 1 the same shuffled"),
        "length": _number(1, 16, 8, "how long the loop is", "steps"),
    },
    "spread": {
        "bias": _share(0.5, "where the values lie, from low to high"),
        "width": _share(0.58, "from constant through bell and flat to a coin"),
    },
    "steps": {
        "amount": _share(0.5, "from gliding through all degrees down to the root", "steps"),
    },
    "jitter": {"amount": _share(0.0, "how far onsets stray from their beats", "jitter")},
    "lock": {
        "chance": _share(0.0, "0 locked, 0.1 drifting, 0.5 random, 1 turned over", "lock"),
        "length": _number(2, 16, 8, "how long the loop is", "steps"),
        "write_0": _button("writes a 0"),
        "write_1": _button("writes a 1"),
    },
    "drum_map": {
        "x": _share(0.0, "from four to the bar through backbeat and break to clave"),
        "y": _share(0.0, "from plain through pushed and busy to turned round"),
        "chaos": _share(0.0, "how far chance moves the map at each step"),
        "accent": _share(0.75, "level above which a hit has an accent"),
        "density": _share(0.4, "how many hits of this drum sound"),
    },
    "lane": {
        "divider": _number(1, 16, 1, "how long each step lasts", "readings"),
        "direction": _number(0, 4, 0, "0 forward, 1 reverse, 2 ping-pong, 3 drunk, 4 random"),
        "chance": _share(1.0, "that a step is taken up"),
    },
    "two_loops": {"morph": _button("nudges every step that is not 0")},
    "orbit": {"edition": _number(0, 99, 0, "which drawing of the loops' lengths")},
    "stations": {
        "increment": Fader(-64.0, 64.0, 1.0, "how much further the next stretch starts"),
        "rate": Fader(-4.0, 4.0, 1.0, "how fast the source is read"),
    },
    "phasing": {
        "hold": _number(0, 32, 6, "how long the player stays in step", "repetitions"),
        "glide": _number(1, 32, 4, "how long it takes to win a step", "repetitions"),
    },
    "metric_gate": {
        "density": _share(0.5, "chance of a hit"),
        "weight": _share(0.75, "from off the beat to on the beat"),
    },
    "harmony": {
        "rate": _share(0.5, "chance of the next chord"),
        "smoothness": _share(0.85, "how little the voices move"),
    },
    "follow": {
        "interval": Fader(-14.0, 14.0, 2.0, "how far from the leader", Warp.INTEGER, "tones"),
        "chance": _share(1.0, "that a note is followed", "follow"),
        "delay_beats": Fader(0.0, 8.0, 0.0, "how much later", unit="beats", name="delay"),
    },
    "mutating": {
        "share": _share(0.2, "of the notes that change", "mutation"),
        "every": _number(1, 64, 4, "how long between changes", "bars"),
    },
    "repeating": {
        "chance": _share(0.5, "that something played comes again", "repeat"),
        "bars": _number(1, 8, 1, "how much comes again", "bars"),
        "history": _number(1, 64, 8, "how far back it may lie", "bars"),
    },
    "freezable": {
        "freeze": _button("repeats what was just heard"),
        "bars": _number(1, 16, 1, "how much is repeated", "bars"),
        "mutation": _share(0.0, "of the notes that change at each repetition"),
    },
}


def declare(
    piece: Piece, generator: Callable[..., Any] | str, name: str, *faders: str, **defaults: float
) -> dict[str, Any]:
    """Declare a generator's usual faders on a piece and return them, to be given to it.

    name: of what they control; each becomes the parameter NAME.FADER. faders: which of them, all
    without any. defaults: where they start, by argument. One that is declared already is shared.
    Raises UnknownNameError for a generator or fader that there is not, RangeError for a default out
    of range.

    >>> from generator.patterns.memory import memory
    >>> piece = Piece("remembering")
    >>> row = memory(**declare(piece, memory, "tune", deja_vu=0.4))
    >>> [(each.id, each.default) for each in piece.parameters]
    [('tune.deja_vu', 0.4), ('tune.length', 8)]
    """
    kind = generator if isinstance(generator, str) else generator.__name__
    known = FADERS.get(kind)
    if known is None:
        raise UnknownNameError("generator", kind, FADERS)
    for asked in (*faders, *defaults):
        if asked not in known:
            raise UnknownNameError(f"fader of {kind}", asked, known)
    return {
        argument: _declared(
            piece, f"{name}.{fader.name or argument}", fader, defaults.get(argument)
        )
        for argument, fader in known.items()
        if argument in faders or not faders
    }


def _declared(piece: Piece, parameter_id: str, fader: Fader, default: float | None) -> Parameter:
    for each in piece.parameters:
        if each.id == parameter_id:
            return each
    return piece.parameter(
        parameter_id,
        fader.minimum,
        fader.maximum,
        fader.default if default is None else default,
        unit=fader.unit,
        warp=fader.warp,
        description=fader.description,
    )
