"""What has been heard: the notes that each part has played, for parts that answer them."""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

from generator.composition.note import Note

KEPT_NOTES, KEPT_BEATS = 4096, 1024.0


class HeardNote(NamedTuple):
    """A note that was played, as its part yielded it, and the beat at which it did."""

    beat: float
    note: Note


class Row(deque[tuple[float, Note]]):
    """The beats and notes that a part has played, oldest first.

    The last 4,096 of them, and none that is more than 1,024 beats older than the last: a sparse
    piece that plays for months remembers no more of it than a busy one.

    due_beat: when the part steps next, as far as its last step tells.
    """

    due_beat = 0.0

    def __init__(self) -> None:
        super().__init__(maxlen=KEPT_NOTES)

    def add(self, beat: float, note: Note) -> None:
        """Add a note that is played at a beat."""
        self.append((beat, note))
        while self[0][0] < beat - KEPT_BEATS:
            self.popleft()


class HeardNotes:
    """The notes of every part since the piece began, as far as a Row keeps them."""

    def __init__(self) -> None:
        self._rows: dict[str, Row] = {}

    def row(self, part_name: str) -> Row:
        """Return what a part has played; it grows by itself."""
        return self._rows.setdefault(part_name, Row())

    def since(self, part_name: str, beat: float) -> list[HeardNote]:
        """Return what a part has played from a beat on, oldest first; nothing for no such part.

        >>> heard = HeardNotes()
        >>> heard.row("bass").extend(HeardNote(beat, Note(40.0)) for beat in range(8))
        >>> [each.beat for each in heard.since("bass", 6.0)]
        [6, 7]
        """
        found: list[HeardNote] = []
        for each in reversed(self._rows.get(part_name, ())):
            if each[0] < beat:
                break
            found.append(HeardNote._make(each))
        return found[::-1]
