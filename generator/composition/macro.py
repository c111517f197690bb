"""Macros: one control that moves several parameters, each along its own range and curve."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.errors import PieceError, RangeError, UnknownNameError, UsageError
from generator.parameters import Parameter

PREFIX = "macro."

Targets = list[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Course:
    """What one parameter does while a macro goes from 0 to 1.

    low and high: its values at the ends, in its own unit; high may be the smaller one. curve: the
    exponent of the macro's position, above 0; the way between the ends is along the warp.
    """

    parameter_id: str
    low: float
    high: float
    curve: float = 1.0

    def value_at(self, position: float, parameter: Parameter) -> float:
        """Return the parameter's value for a position of the macro from 0 to 1."""
        if position in (0.0, 1.0):  # exactly, though the way through a warp may round
            return parameter.check(self.high if position else self.low)
        start, end = parameter.position(self.low), parameter.position(self.high)
        return parameter.value_at(start + (end - start) * position**self.curve)

    def check(self, parameter: Parameter) -> None:
        """Raise UsageError where the parameter cannot take this course."""
        if parameter.id.startswith(PREFIX) or not parameter.recalled:
            raise UsageError(f"no macro may move {parameter.id!r}: leave it out")
        if not self.curve > 0.0:
            raise RangeError(f"exponent {self.curve:g} of {parameter.id!r}: give one above 0")
        parameter.check(self.low)
        parameter.check(self.high)


@dataclass(frozen=True, slots=True)
class Macro:
    """A parameter from 0 to 1 that moves others, when it is moved."""

    parameter: Parameter
    courses: tuple[Course, ...]

    def targets(
        self, position: float, declared: Mapping[str, Parameter]
    ) -> list[tuple[str, float]]:
        """Return the ids and values that a position from 0 to 1 amounts to.

        declared: the parameters that there are, by id; what it lacks is left out.
        """
        return [
            (course.parameter_id, course.value_at(position, declared[course.parameter_id]))
            for course in self.courses
            if course.parameter_id in declared
        ]

    def check(self, declared: Mapping[str, Parameter], *, complete: bool) -> None:
        """Raise PieceError, naming macro and parameter, for a course that cannot be taken.

        complete: whether a parameter that is not declared is an error too.
        """
        for course in self.courses:
            key = course.parameter_id
            try:
                if key in declared:
                    course.check(declared[key])
                elif complete:
                    raise UnknownNameError("parameter", key, declared)
            except UsageError as error:
                raise PieceError(f"{self.parameter.id}: {error}") from None
