"""What the controls of one MIDI device are bound to, and what they do when they move."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from generator.control.midi.controls import Control, Kind, Touch, touch_at
from generator.control.surface import Change
from generator.control.targets import SNAPSHOT, Targets, detent
from generator.parameters import Parameter

NEAR = 0.02
HALF = 0.5


class Mode(StrEnum):
    """How a control acts on its target."""

    PICKUP = "pickup"  # nothing happens until it comes by where the parameter stands
    JUMP = "jump"  # the parameter goes where the control is; a note's velocity counts
    TOGGLE = "toggle"  # a press switches between the two ends
    TRIGGER = "trigger"  # a press does the action
    TWOS = "twos"  # endless: 1 is one up, 127 one down (two's complement)
    OFFSET = "offset"  # endless: 65 is one up, 63 one down (binary offset)
    SIGN = "sign"  # endless: 1 is one up, 65 one down (sign and magnitude)
    EITHER = "either"  # endless: 1 is one up; twos or sign, as the first step down will tell


STEPS: dict[Mode, Callable[[int], int]] = {
    Mode.TWOS: lambda value: value - 128 if value >= 64 else value,
    Mode.OFFSET: lambda value: value - 64,
    Mode.SIGN: lambda value: 64 - value if value >= 64 else value,
    Mode.EITHER: lambda value: STEPS[Mode.TWOS if value >= 96 else Mode.SIGN](value),
}


@dataclass(frozen=True, slots=True)
class Binding:
    """A control, what it is bound to, and how it acts."""

    control: Control
    target: str
    mode: Mode


@dataclass(slots=True)
class Grip:
    """How a control holds its parameter.

    place: where the control is, from 0 to 1, once it has moved. held: it has picked the parameter
    up. aim: where an endless control has brought the parameter, which may not be told back yet.
    told: the value that was last sent to the control.
    """

    place: float | None = None
    held: bool = False
    aim: float | None = None
    told: int | None = None


class Bindings:
    """The bindings of one device.

    source: who asks, when a control moves a parameter. A binding whose target the present piece
    has not does nothing.
    """

    def __init__(self, device: str, targets: Targets, bindings: Iterable[Binding] = ()) -> None:
        self.source = f"midi:{device}"
        self._targets = targets
        self._bound: dict[Control, Binding] = {each.control: each for each in bindings}
        self._grips: dict[Control, Grip] = {}

    def __contains__(self, control: object) -> bool:
        return control in self._bound

    def __iter__(self) -> Iterator[Binding]:
        return iter(tuple(self._bound.values()))

    def bind(self, binding: Binding) -> None:
        """Bind a control, whatever it was bound to before."""
        self._bound[binding.control] = binding
        self._grips.pop(binding.control, None)

    def forget(self, target: str) -> bool:
        """Free every control of a target; return whether there was one."""
        freed = [each.control for each in self if each.target == target]
        for control in freed:
            del self._bound[control]
            self._grips.pop(control, None)
        return bool(freed)

    # -- a control moves

    def act(self, touch: Touch) -> str:
        """Do what a moved control is bound to, and return that, "" for nothing.

        A program change that is bound to nothing recalls the snapshot of its number, from 1. Raises
        as the desk does.
        """
        binding = self._bound.get(touch.control)
        if binding is None:
            is_program = touch.control.kind is Kind.PROGRAM
            name = str(touch.control.number + 1)
            stored = is_program and self._targets.recall_if_stored(name)
            return f"{SNAPSHOT}{name}" if stored else ""
        grip = self._grip(touch.control)
        parameter = self._targets.parameter(binding.target)
        if self._targets.is_action(binding.target):
            if _pressed(touch, grip):
                self._targets.act(binding.target)
        elif parameter is not None:
            position = self._position(binding, touch, grip, parameter)
            if position is not None:
                self._let_go(binding)
                self._targets.move(parameter, position, self.source)
        grip.place, grip.told = touch.position, touch.value
        return binding.target

    def _position(
        self, binding: Binding, touch: Touch, grip: Grip, parameter: Parameter
    ) -> float | None:
        """Return where a touch moves a parameter to; None if it stays."""
        mode, present = binding.mode, self._targets.place(parameter)
        if mode in STEPS:
            start = present if grip.aim is None else grip.aim
            moved = start + STEPS[mode](touch.value) * detent(parameter)
            grip.aim = min(1.0, max(0.0, moved))
            return grip.aim
        if mode is Mode.PICKUP:
            grip.held = grip.held or _meets(touch.position, grip.place, present)
            return touch.position if grip.held else None
        if mode is Mode.JUMP:
            released = touch.control.kind is Kind.NOTE and touch.value == 0
            return None if released else touch.position
        return float(present < HALF) if _pressed(touch, grip) else None

    def _let_go(self, binding: Binding) -> None:
        """Let the other controls of a target pick it up anew."""
        for each in self:
            if each.target == binding.target and each.control != binding.control:
                grip = self._grip(each.control)
                grip.held, grip.aim = False, None

    def _grip(self, control: Control) -> Grip:
        return self._grips.setdefault(control, Grip())

    # -- a parameter moves

    def changed(self, changes: Iterable[Change]) -> Iterator[Touch]:
        """Yield where motor faders and lamps have to go after changes from elsewhere.

        Controls that no longer are where their parameter is let go of it. The lamp of a control
        that toggles is told of its own changes too.
        """
        latest = {each.parameter: each for each in changes}
        for binding in self if latest else ():
            change = latest.get(binding.target)
            parameter = self._targets.parameter(binding.target)
            if change is None or parameter is None:
                continue
            if change.source != self.source or binding.mode is Mode.TOGGLE:
                yield from self._follow(binding, parameter.position(change.value))

    def _follow(self, binding: Binding, position: float) -> Iterator[Touch]:
        grip = self._grip(binding.control)
        grip.aim = None
        grip.held = grip.held and grip.place is not None and abs(position - grip.place) <= NEAR
        touch = touch_at(binding.control, position)
        if touch.value != grip.told or binding.mode is Mode.TOGGLE:
            grip.told = touch.value
            yield touch


def _meets(position: float, before: float | None, present: float) -> bool:
    """Whether a control has come near a place, or has passed it since before."""
    passed = before is not None and (before - present) * (position - present) <= 0.0
    return passed or abs(position - present) <= NEAR


def _pressed(touch: Touch, grip: Grip) -> bool:
    """Whether a touch is a press; some buttons send the same value at each and no release."""
    if touch.control.kind in (Kind.NOTE, Kind.PROGRAM):
        return touch.value > 0
    was_down = grip.place is not None and grip.place >= HALF
    return touch.position >= HALF and (not was_down or touch.position == grip.place)
