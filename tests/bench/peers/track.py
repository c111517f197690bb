"""The click track that every peer plays: sixteenths, a quarter faster from the middle on."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

CLICKS_A_BEAT = 4
QUICKENING = 1.25
STEP_PART = 0.25  # of the run: when the wall clock is set


@dataclass(frozen=True, slots=True)
class Track:
    """Sixteenths at a tempo, for so many seconds, beside so many threads that never rest."""

    tempo_bpm: float
    seconds: float
    threads: int = 0

    @property
    def then_bpm(self) -> float:
        """The tempo of the second half."""
        return self.tempo_bpm * QUICKENING

    @property
    def change_beat(self) -> int:
        """The beat from which the second tempo holds."""
        return max(1, round(self.seconds / 2.0 * self.tempo_bpm / 60.0))

    @property
    def change_click(self) -> int:
        """The click on that beat."""
        return self.change_beat * CLICKS_A_BEAT

    def onset_seconds(self, click: int) -> float:
        """Return when a click is due, counted from the first."""
        slow = min(click, self.change_click) * interval_seconds(self.tempo_bpm)
        return slow + max(0, click - self.change_click) * interval_seconds(self.then_bpm)

    def grid(self, clicks: int) -> list[float]:
        """Return when the first so many clicks are due, in seconds."""
        return [self.onset_seconds(click) for click in range(clicks)]

    @property
    def due(self) -> list[float]:
        """The clicks that are due before the end, in seconds."""
        most = int(self.seconds / interval_seconds(self.then_bpm)) + 2
        return [onset for onset in self.grid(most) if onset < self.seconds]

    def to_text(self) -> str:
        """Return it as one argument of a command."""
        return json.dumps(asdict(self))

    @classmethod
    def from_text(cls, text: str) -> Track:
        """Return the track that an argument describes."""
        fields: dict[str, Any] = json.loads(text)
        return cls(**fields)


def interval_seconds(tempo_bpm: float) -> float:
    """Return the time from one sixteenth to the next."""
    return 60.0 / tempo_bpm / CLICKS_A_BEAT
