"""A hand, what it plays, and a clock that a test moves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from generator.control.commands import Action, Command
from generator.control.surface import Subject
from gui.hand import Hand
from tests.control.surface import KeepingSurface, desk_of, subject_of

MOVES = {"macro.bright": ("cutoff", "density")}
SUBJECT = replace(subject_of(), macros=MOVES)


class DrivingSurface(KeepingSurface):
    """Applies what it is asked for when the session would tell: at once, or when it is let.

    Its macro moves as the session's do: `density` to the macro's position, `cutoff` to a thousand
    times it. A reroll is due at the next bar.
    """

    def __init__(self, subject: Subject | None = None) -> None:
        super().__init__(subject)
        self.late = False
        self._untold: list[tuple[str, float, str]] = []
        self._rerolled: list[float] = []

    def submit(self, command: Command) -> None:
        super().submit(command)
        if command.action is Action.SET and command.subject in self.subject.macros:
            self.change("density", command.value, "")
            self.change("cutoff", 1000.0 * command.value + 20.0, "")
        if command.action is Action.REROLL:
            self._rerolled.append(command.value)

    def change(self, key: str, value: float, source: str) -> None:
        if self.late:
            self._untold.append((key, value, source))
        else:
            super().change(key, value, source)

    def tell(self) -> None:
        """Let what is asked for take effect."""
        for each in self._untold:
            super().change(*each)
        self._untold.clear()

    def next_bar(self) -> None:
        """Let the piece begin anew."""
        for seed in self._rerolled:
            self.change("seed", seed, "")
        self._rerolled.clear()


class Scene:
    """A hand, what it plays, and a clock that a test moves."""

    def __init__(self, folder: Path) -> None:
        self.seconds = 100.0
        self.surface = DrivingSurface(SUBJECT)
        self.desk = desk_of(self.surface, folder)
        self.hand = Hand(self.desk, lambda: self.seconds)

    def undo(self) -> str | None:
        return self.hand.history.undo()

    def redo(self) -> str | None:
        return self.hand.history.redo()

    def values(self, *keys: str) -> tuple[float, ...]:
        return tuple(self.surface.values[key] for key in keys)

    def drag(self, key: str, *values: float) -> None:
        self.hand.grip(key)
        for value in values:
            self.hand.move(key, value)
        self.hand.let_go(key)

    def corners(self, *densities: float) -> None:
        """Store snapshots, from 1 on, that differ in their density."""
        present = self.surface.values["density"]
        for name, density in enumerate(densities, start=1):
            self.surface.values["density"] = density
            self.desk.store(str(name))
        self.surface.values["density"] = present
