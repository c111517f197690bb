"""Parameters: every control is declared once, and everything that shows or sets it follows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import exp, isfinite, log
from types import MappingProxyType

from generator.errors import RangeError, UnknownNameError, UsageError

ON_WORDS = frozenset({"on", "true", "yes"})
OFF_WORDS = frozenset({"off", "false", "no"})


class Warp(StrEnum):
    """How a position from 0 to 1 on a control maps to the parameter's range."""

    LINEAR = "linear"
    EXPONENTIAL = "exponential"
    DECIBEL = "decibel"
    INTEGER = "integer"
    CHOICE = "choice"
    TOGGLE = "toggle"


WHOLE = frozenset({Warp.INTEGER, Warp.CHOICE, Warp.TOGGLE})


@dataclass(frozen=True, slots=True)
class Parameter:
    """One control: its identity, range, unit and the warp of its fader.

    `channel` names the Csound channel of a *sounding* parameter; a *generative* one has none
    and is read by parts at their next event. recalled: whether snapshots keep it.
    """

    id: str
    name: str
    minimum: float
    maximum: float
    default: float
    unit: str = ""
    warp: Warp = Warp.LINEAR
    step: float = 0.0
    choices: tuple[str, ...] = ()
    description: str = ""
    channel: str | None = None
    recalled: bool = True

    def __post_init__(self) -> None:
        """Refuse a declaration whose numbers contradict each other."""
        if not self.minimum < self.maximum:
            raise UsageError(f"{self.id}: minimum {self.minimum} is not below {self.maximum}")
        if self.warp is Warp.EXPONENTIAL and self.minimum <= 0.0:
            raise UsageError(f"{self.id}: an exponential warp needs a minimum above 0")
        self.check(self.default)

    def check(self, value: float) -> float:
        """Return the value as a float of this parameter.

        Raises RangeError for a value that is not finite or lies outside the range.
        """
        number = float(value)
        if not (isfinite(number) and self.minimum <= number <= self.maximum):
            bounds = f"{self.minimum:.16g} to {self.maximum:.16g} {self.unit}".rstrip()
            raise RangeError(f"{self.id} = {number:.16g} is out of range: give {bounds}")
        return float(round(number)) if self.warp in WHOLE else number

    def clip(self, value: float) -> float:
        """Return the nearest value of this parameter; raises RangeError for one not finite."""
        if isfinite(value):
            value = min(self.maximum, max(self.minimum, value))
        return self.check(value)

    def parse(self, text: str) -> float:
        """Return the value that a user typed: a number, a choice's name, or on and off.

        Raises RangeError as `check` does, UsageError for a text that is no value.
        """
        word = text.strip().lower()
        choices = [choice.lower() for choice in self.choices]
        if word in choices:
            return float(choices.index(word))
        if self.warp is Warp.TOGGLE and word in ON_WORDS | OFF_WORDS:
            return float(word in ON_WORDS)
        try:
            return self.check(float(word))
        except ValueError:
            wanted = " | ".join(self.choices) or "a number"
            raise UsageError(f"{self.id} = {text!r} is no value: give {wanted}") from None

    def position(self, value: float) -> float:
        """Return where a value lies on the control, from 0 to 1."""
        if self.warp is Warp.EXPONENTIAL:
            return log(value / self.minimum) / log(self.maximum / self.minimum)
        return (value - self.minimum) / (self.maximum - self.minimum)

    def value_at(self, position: float) -> float:
        """Return the value at a position from 0 to 1 on the control; beyond it is clipped."""
        place = min(1.0, max(0.0, position))
        if place == 1.0:
            value = self.maximum  # which an exponential only comes near to
        elif self.warp is Warp.EXPONENTIAL:
            value = self.minimum * exp(place * log(self.maximum / self.minimum))
        else:
            value = self.minimum + place * (self.maximum - self.minimum)
        return self.clip(value)


class ParameterSet(Mapping[str, float]):
    """Declared parameters with their present values, by id."""

    def __init__(self, declared: Iterable[Parameter]) -> None:
        self._declared: dict[str, Parameter] = {}
        for parameter in declared:
            if parameter.id in self._declared:
                raise UsageError(f"parameter {parameter.id!r} is declared twice: rename one")
            self._declared[parameter.id] = parameter
        self._values = {key: parameter.default for key, parameter in self._declared.items()}
        self._view = MappingProxyType(self._values)

    def __getitem__(self, key: str) -> float:
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._declared)

    def __len__(self) -> int:
        return len(self._declared)

    @property
    def present(self) -> Mapping[str, float]:
        """The present values, as a view that follows every change and reads fast."""
        return self._view

    @property
    def declared(self) -> tuple[Parameter, ...]:
        """The declarations, in their order."""
        return tuple(self._declared.values())

    def declaration(self, key: str) -> Parameter:
        """Return the declaration of an id; raises UnknownNameError."""
        try:
            return self._declared[key]
        except KeyError:
            raise UnknownNameError("parameter", key, self._declared) from None

    def set(self, key: str, value: float) -> float:
        """Set one value and return it as stored; raises UnknownNameError or RangeError."""
        self._values[key] = checked = self.declaration(key).check(value)
        return checked
