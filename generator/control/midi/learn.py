"""Learning: the next control that moves is bound."""

from __future__ import annotations

from itertools import pairwise

from generator.control.midi.bindings import STEPS, Binding, Mode
from generator.control.midi.controls import FINE_OFFSET, Control, Kind, Touch
from generator.control.targets import Targets
from generator.parameters import Warp

QUIET_SECONDS = 0.3
ENOUGH_VALUES = 6
FEWEST_STEPS = 3
LARGEST_STEP = 15
CENTRE = 64
PRESSED = (Kind.NOTE, Kind.PROGRAM)


class Learning:
    """Listens to one device until it can tell which control has moved, and of what kind it is.

    It has, after six values or 0.3 s of quiet. Turn an endless control to the right meanwhile:
    its first steps down may not tell which way its numbers go. mode: given, or found out.
    """

    def __init__(self, target: str, targets: Targets, mode: Mode | None = None) -> None:
        self._target = target
        self._targets = targets
        self._mode = mode
        self._control: Control | None = None
        self._values: list[int] = []
        self._heard_seconds = 0.0

    def hear(self, touch: Touch, seconds: float) -> None:
        """Take a touch; of other controls than the first one they are not heeded."""
        if self._control is None and not _is_release(touch):
            self._control = touch.control
        if touch.control == self._control:
            self._values.append(touch.value)
            self._heard_seconds = seconds
        elif self._control is not None and touch.control == _fine_half(self._control):
            self._control = self._control._replace(kind=Kind.CC14)

    def binding(self, seconds: float) -> Binding | None:
        """Return the binding once it is known."""
        control = self._control
        if control is None:
            return None
        quiet = seconds - self._heard_seconds >= QUIET_SECONDS
        if control.kind is Kind.CC and len(self._values) < ENOUGH_VALUES and not quiet:
            return None
        return Binding(control, self._target, self._mode or self._found_mode(control.kind))

    def _found_mode(self, kind: Kind) -> Mode:
        parameter = self._targets.parameter(self._target)
        if parameter is None:
            return Mode.TRIGGER
        if parameter.warp is Warp.TOGGLE:
            return Mode.TOGGLE if kind in PRESSED or self._comes_back() else Mode.JUMP
        if kind in PRESSED:
            return Mode.JUMP
        endless = endless_mode(self._values) if kind is Kind.CC else None
        return endless or Mode.PICKUP

    def _comes_back(self) -> bool:
        """Whether it was a button that springs back, or says the same at each press."""
        return len(self._values) > 1 and self._values[1] in (0, self._values[0])


def endless_mode(values: list[int]) -> Mode | None:
    """Return the mode of an endless control that sent these values; None if it is not endless.

    An absolute control sends a value only when it differs from the last; an endless one repeats.
    """
    repeats = sum(first == second for first, second in pairwise(values))
    if len(values) < FEWEST_STEPS or not repeats or 0 in values:
        return None
    fitting = [mode for mode in STEPS if _small(mode, values)]
    if Mode.EITHER in fitting and max(values) > CENTRE:
        fitting.remove(Mode.EITHER)
    return Mode.EITHER if Mode.EITHER in fitting else next(iter(fitting), None)


def _small(mode: Mode, values: list[int]) -> bool:
    return all(0 < abs(STEPS[mode](value)) <= LARGEST_STEP for value in values)


def _is_release(touch: Touch) -> bool:
    return touch.control.kind is Kind.NOTE and touch.value == 0


def _fine_half(control: Control) -> Control | None:
    """Return the control that sends the lower seven bits, if there can be one."""
    if control.kind is not Kind.CC or control.number >= FINE_OFFSET:
        return None
    return control._replace(number=control.number + FINE_OFFSET)
