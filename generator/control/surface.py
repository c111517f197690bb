"""What a controller sees of a performance, whatever it is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from generator.control.commands import Command
from generator.control.status import Status
from generator.parameters import Parameter


@dataclass(frozen=True, slots=True)
class Subject:
    """What is being played.

    piece: its name. parts: those that sound, in order. pieces: the bundled ones, by name.
    declared: every parameter in the order of display, macros (`macro.NAME`) among them.
    bar_beats: the beats in a bar. macros: the parameters that each macro moves, by id. unpitched:
    the parts that are percussion.
    """

    piece: str
    title: str
    parts: tuple[str, ...]
    pieces: tuple[str, ...]
    declared: tuple[Parameter, ...]
    bar_beats: float = 4.0
    macros: Mapping[str, Sequence[str]] = field(default_factory=dict)
    unpitched: tuple[str, ...] = ()
    by_id: Mapping[str, Parameter] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Index the parameters."""
        by_id = {parameter.id: parameter for parameter in self.declared}
        object.__setattr__(self, "by_id", by_id)


class Change(NamedTuple):
    """A parameter's new value, and who asked for just that; none for what followed from it."""

    parameter: str
    value: float
    source: str


class Surface(Protocol):
    """A performance as controllers see it. Everything may be used from any thread.

    `subject` is replaced by another object when another piece begins. `values` holds the
    parameters' present values by id. `status` is of the last frame, a thirtieth of a second.
    """

    @property
    def subject(self) -> Subject:
        """What is being played."""
        ...

    @property
    def values(self) -> Mapping[str, float]:
        """The present values of the parameters."""
        ...

    def status(self) -> Status:
        """Return how the performance stands."""
        ...

    def submit(self, command: Command) -> None:
        """Ask for a command."""
        ...

    def return_to_audio(self) -> None:
        """Play on with the audio that had gone, if it opens; raises UsageError where none has."""
        ...

    def sample_at(self, monotonic_seconds: float) -> int | None:
        """Return the session's sample at a time of `time.monotonic`; None before it plays."""
        ...
