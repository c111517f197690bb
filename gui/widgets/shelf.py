"""The shelf: which snapshots the piece has, and what they are called."""

from __future__ import annotations

from collections.abc import Callable

from generator.control.snapshots import Bank
from gui.frame import Frame


class Shelf:
    """The names of the stored snapshots, and the words that the player has given them."""

    def __init__(self, bank: Callable[[], Bank]) -> None:
        self._bank = bank
        self.words: dict[str, str] = {}

    def see(self, frame: Frame) -> None:
        """Take note of what is stored now."""
        labels = self._bank().labels(frame.subject.piece)
        self.words = {name: labels.get(name, "") for name in frame.snapshots}

    def holds(self, name: str) -> bool:
        """Whether a snapshot is stored."""
        return name in self.words

    def called(self, name: str) -> str:
        """Return a snapshot's name with the words for it, if there are any."""
        return f"{name} {self.words.get(name, '')}".rstrip()
