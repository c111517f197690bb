"""A part in performance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random
from traceback import extract_tb
from types import FrameType, GeneratorType
from typing import Any

from generator.composition.live import Live
from generator.composition.origin import origin_of, told_origin
from generator.composition.piece import Part, Step
from generator.composition.provenance import TracedLive
from generator.composition.standard import density_id
from generator.errors import NoteError
from generator.patterns.streams import stream

MAXIMUM_STEPS_AT_ONE_BEAT = 10_000


class Line:
    """A part in performance: its generator, its live state and the beat it has reached.

    The beat is a compensated sum (Kahan 1965), so that parts with different periods agree on
    every common beat after hours.
    """

    __slots__ = (
        *("_carry", "_sieve", "_stalled", "_trace"),
        *("beat", "density_id", "live", "order", "part", "played", "steps"),
    )

    def __init__(self, part: Part, live: Live, order: int) -> None:
        self.part = part
        self.live = live
        self.order = order
        self.beat = part.start_beat
        self.played = live.heard.row(part.name)
        self.steps: Iterator[Step] = iter(part.function(live))
        self.density_id = density_id(part.name)
        self._trace = live.trace if isinstance(live, TracedLive) else None
        self._sieve: Random | None = None
        self._carry = 0.0
        self._stalled = 0

    @property
    def sieve(self) -> Random:
        """The stream that decides which notes of the part sound; the part itself never draws."""
        if self._sieve is None:
            self._sieve = stream(self.live.seed, f"{self.part.name}/density")
        return self._sieve

    def take_over(self, other: Line) -> None:
        """Go on from the beat that another line has reached, in its place."""
        self.beat, self._carry, self.order = other.beat, other._carry, other.order

    def follow(self, part: Part, order: int, parameters: Mapping[str, float]) -> None:
        """Go on as this part, which does the same, of a piece that has been edited."""
        self.part, self.order = part, order
        self.live.follow(parameters)

    def step(self) -> Step:
        """Return what the part yields at its beat; raises StopIteration at its end."""
        self.live.beat = self.beat
        if self._trace is not None:
            self._trace.begin()
        return next(self.steps)

    @property
    def rule(self) -> str:
        """What makes the part's notes: the innermost generator at work, and its line."""
        name, path, line = origin_of(self.part.function)
        frame = _innermost(self.steps)
        if frame is not None and told_origin(self.part.function) is None:
            name = frame.f_code.co_qualname.replace(".<locals>", "")
            path, line = frame.f_code.co_filename, frame.f_lineno
        return f"{name}, {path.rpartition('/')[2]}:{line}"

    @property
    def provenance(self) -> dict[str, Any]:
        """What made the notes of this step, as an event has it: its rule, draws and readings."""
        told = {"rule": self.rule}
        trace = self._trace
        return told if trace is None else told | {"draws": trace.draws, "readings": trace.readings}

    def move_on(self, beats: float) -> None:
        """Move to the beat of the next step; raises NoteError for a part that never moves."""
        if beats == 0.0:
            self._count_stall()
            return
        self._stalled = 0
        step = beats - self._carry
        beat = self.beat + step
        self._carry = (beat - self.beat) - step
        self.beat = self.played.due_beat = beat

    def place(self, error: BaseException) -> str:
        """Return file:line of the composer's own code that an error came from."""
        _, path, first = origin_of(self.part.function)
        lines = [at.lineno for at in extract_tb(error.__traceback__) if at.filename == path]
        frame = getattr(self.steps, "gi_frame", None)
        if not lines and frame is not None and frame.f_code.co_filename == path:
            lines = [frame.f_lineno]
        return f"{path}:{lines[-1] if lines else first}"

    def _count_stall(self) -> None:
        self._stalled += 1
        if self._stalled > MAXIMUM_STEPS_AT_ONE_BEAT:
            raise NoteError(f"{self._stalled} steps at beat {self.beat:g}: give a step above 0")


def _innermost(steps: object) -> FrameType | None:
    """Return the frame of the generator that others wait for (`yield from`); None without any."""
    frame = None
    while isinstance(steps, GeneratorType):
        frame, steps = steps.gi_frame, steps.gi_yieldfrom
    return frame
