"""What is being learnt: which parameter or action waits for a controller to move."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.control.monitor import Binding


class Lesson:
    """One target waits at most, until its bindings are others than they were."""

    def __init__(self) -> None:
        self._target = ""
        self._before: list[Binding] = []

    def begin(self, target: str, bindings: Sequence[Binding]) -> None:
        """Take note that a target waits; another one waits no more."""
        self._target, self._before = target, bindings_of(target, bindings)

    def end(self) -> None:
        """Take note that nothing waits any more."""
        self._target = ""

    def waits(self, target: str, bindings: Sequence[Binding]) -> bool:
        """Whether a target still waits."""
        if target != self._target:
            return False
        if bindings_of(target, bindings) != self._before:
            self.end()
        return target == self._target


def bindings_of(target: str, bindings: Sequence[Binding]) -> list[Binding]:
    """Return the bindings of a target."""
    return [each for each in bindings if each.target == target]
