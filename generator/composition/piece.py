"""Pieces and parts: what a composer declares."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from generator.composition.live import Live
from generator.composition.macro import PREFIX, Course, Macro
from generator.composition.note import Note, Rest
from generator.composition.standard import PLAYED
from generator.errors import PieceError
from generator.parameters import Parameter, Warp

MAXIMUM_PARTS = 16
MOST_UNITS, UNITS = 255, tuple(2**power for power in range(11))  # of a bar; to a whole note

Step = Note | Rest | list[Note]
PartFunction = Callable[[Live], Iterator[Step]]


@dataclass(frozen=True, slots=True)
class Meter:
    """A time signature; a beat is always a quarter note.

    numerator: 1 to 255. denominator: a power of 2 up to 1024. Raises PieceError for others.
    """

    numerator: int = 4
    denominator: int = 4

    def __post_init__(self) -> None:
        if self.numerator not in range(1, MOST_UNITS + 1) or self.denominator not in UNITS:
            raise PieceError(
                f"metre {self.numerator}/{self.denominator}: give 1 to {MOST_UNITS} units to a "
                f"bar, and 1, 2, 4, 8 … {UNITS[-1]} to a whole note"
            )

    @property
    def bar_beats(self) -> float:
        """The length of a bar in beats."""
        return 4.0 * self.numerator / self.denominator


@dataclass(frozen=True, slots=True)
class Part:
    """One musical line: a generator function, the instrument it plays and its place in the mix.

    number: 1 to 16, its channel strip. level_db, pan (0 to 1), reverb and delay (sends, 0 to 1)
    are the strip's defaults. start_beat: when its first step comes. sounding: False for a part
    that only steers others; the piece ends when all sounding parts have ended. pitched: False for
    percussion, which keeps its pitch whatever the register.
    """

    name: str
    function: PartFunction
    instrument: str
    number: int
    start_beat: float = 0.0
    level_db: float = 0.0
    pan: float = 0.5
    reverb: float = 0.2
    delay: float = 0.0
    sounding: bool = True
    pitched: bool = True


class Piece:
    """A generative piece: its parts, its own parameters and the state that its parts share.

    `state`, where given, is called once a performance with the piece's random stream; parts see
    the result as `live.state`. `ends` says that it comes to an end by itself. `sections` says what
    can be asked for by name: a part that can go there takes it from `live.take_section`. The ids
    of its parameters must not collide with the session's; only those that shape notes (register,
    dynamics, legato, PART.density) may be given another meaning.
    """

    def __init__(
        self,
        name: str,
        *,
        title: str = "",
        description: str = "",
        tempo_bpm: float = 120.0,
        meter: Meter | None = None,
        state: Callable[[Random], Any] | None = None,
        ends: bool = False,
        sections: str = "",
    ) -> None:
        self.name = name
        self.title = title or name
        self.description = description
        self.tempo_bpm = tempo_bpm
        self.meter = meter or Meter()
        self.state = state
        self.ends = ends
        self.sections = sections
        self.parts: list[Part] = []
        self.parameters: list[Parameter] = []
        self.used: dict[str, Parameter] = {}
        self.macros: list[Macro] = []
        self.defaults: dict[str, float] = {}

    def parameter(
        self,
        parameter_id: str,
        minimum: float,
        maximum: float,
        default: float,
        *,
        unit: str = "",
        warp: Warp = Warp.LINEAR,
        choices: tuple[str, ...] = (),
        description: str = "",
    ) -> Parameter:
        """Declare a parameter that the parts read as `live[parameter_id]`."""
        declared = Parameter(
            id=parameter_id,
            name=parameter_id.replace("_", " "),
            minimum=minimum,
            maximum=maximum,
            default=default,
            unit=unit,
            warp=warp,
            choices=choices,
            description=description,
        )
        self.parameters.append(declared)
        return declared

    def use(self, *ids: str, **defaults: float | str) -> None:
        """Take up standard parameters, some with a default of the piece's own.

        `piece.use("root", "mode", density=0.7)`; there are root, mode, density, energy, variation.
        Raises PieceError for any other.
        """
        for key in dict.fromkeys((*ids, *defaults)):
            if key not in PLAYED:
                raise PieceError(f"{key!r} is no standard parameter: use {', '.join(PLAYED)}")
            declared, default = PLAYED[key], defaults.get(key)
            if isinstance(default, str):
                default = declared.parse(default)
            self.used[key] = declared if default is None else replace(declared, default=default)

    def macro(
        self, name: str, description: str = "", default: float = 0.5, /, **courses: Sequence[float]
    ) -> Macro:
        """Declare a control from 0 to 1 that moves several parameters (dots written `__`).

        Each goes from one value to another, in its own unit, along its own warp; a third number is
        the exponent of the curve: `piece.macro("rise", energy=(0.1, 1.0, 2.0))`. Nothing is set
        before the macro is moved. What is wrong with a course is found when the piece is prepared.
        """
        parameter = Parameter(f"{PREFIX}{name}", name, 0.0, 1.0, default, description=description)
        course = (Course(_with_dots(key), *numbers) for key, numbers in courses.items())
        declared = Macro(parameter, tuple(course))
        self.macros.append(declared)
        return declared

    def default(self, **values: float) -> None:
        """Start the session's parameters of these ids (dots written `__`) at other values."""
        self.defaults |= {_with_dots(key): value for key, value in values.items()}

    def part(self, name: str, instrument: str, **options: Any) -> Callable[[PartFunction], Part]:
        """Return a decorator that makes a generator function a part (options: see Part)."""

        def declare(function: PartFunction) -> Part:
            return self.add(name, function, instrument, **options)

        return declare

    def add(self, name: str, function: PartFunction, instrument: str, **options: Any) -> Part:
        """Add a part; raises PieceError for a name taken or more than 16 parts."""
        if any(part.name == name for part in self.parts):
            raise PieceError(f"piece {self.name!r} has two parts named {name!r}: rename one")
        if len(self.parts) >= MAXIMUM_PARTS:
            raise PieceError(f"piece {self.name!r} has more than {MAXIMUM_PARTS} parts")
        part = Part(name, function, instrument, number=len(self.parts) + 1, **options)
        self.parts.append(part)
        return part


def _with_dots(keyword: str) -> str:
    return keyword.replace("__", ".")
