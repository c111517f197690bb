"""What a file says of the music in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator import __version__


@dataclass(frozen=True, slots=True)
class About:
    """The music of a run: where it comes from and with which values.

    bar_beats: the length of a bar in beats; meter: its numerator and denominator. parts: names in
    order of their numbers; unpitched: those of percussion. versions: those of Csound and ctcsound,
    which only the engine knows.
    """

    title: str
    piece: str
    seed: int
    bar_beats: float = 4.0
    parts: tuple[str, ...] = ()
    parameters: Mapping[str, float] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    meter: tuple[int, int] = (4, 4)
    unpitched: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """All of it in one line of text."""
        return f"{self.title}: piece {self.piece}, seed {self.seed}, Scoretime {__version__}"

    @property
    def tags(self) -> dict[str, str]:
        """The tags of its audio files."""
        return {
            "title": self.title,
            "software": f"Scoretime {__version__}",
            "comment": f"piece {self.piece}, seed {self.seed}",
        }

    def place(self, beat: float) -> str:
        """Return where a beat lies, as bar and beat counted from 1."""
        bar, within = divmod(beat, self.bar_beats)
        return f"bar {int(bar) + 1} beat {within + 1.0:.6g}"
