"""What a session tells about itself, once a frame."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Mishap(NamedTuple):
    """What a session counts and should not have to: the field of Status, in a word, in full."""

    name: str
    word: str
    says: str


MISHAPS = (
    Mishap("late", "late", "notes that came late and were moved"),
    Mishap("dropped", "dropped", "notes that came too late to be played"),
    Mishap("refused", "refused", "notes and commands that are no good"),
    Mishap("faults", "faults", "errors of parts"),
    Mishap("clipped", "clipped", "samples of the output beyond full scale"),
    Mishap("broken", "NaN", "blocks of sound left out for a NaN or worse"),
    Mishap("xruns", "xruns", "times the audio device was not served in time"),
    Mishap("shed", "shed", "voices ended because the machine could not keep up"),
    Mishap("restarts", "restarts", "engines that died and were started again"),
)


@dataclass(slots=True)
class Status:
    """A snapshot of a session.

    sample and seconds: how far the clock is. bar and beat count from 1; beats counts all beats
    since the piece began, from 0. section_sample: where the section began. margin_ms: the smallest
    distance so far between a commit and its onset, None before the first. latest: each part's last
    onset in samples, far below 0 before its first. meters: peaks of the left and the right output,
    then of every part, 0 to 1. cpu_percent: how much of one core the engine process takes;
    audio_percent: how much of it Csound's own thread does, None where that is not known. xruns:
    None where the audio module does not tell. gap_ms: the longest the committing thread has been
    away, None before it knows. trouble: what is wrong with the piece now, with file and line, ""
    for nothing. What late, dropped, clipped and so on are: see MISHAPS.
    """

    sample: int = 0
    seconds: float = 0.0
    bar: int = 1
    beat: float = 1.0
    beats: float = 0.0
    tempo_bpm: float = 0.0
    section: str = ""
    section_sample: int = 0
    paused: bool = False
    ending: bool = False
    events: int = 0
    late: int = 0
    dropped: int = 0
    refused: int = 0
    faults: int = 0
    margin_ms: float | None = None
    latest: dict[str, int] = field(default_factory=dict)
    muted: list[str] = field(default_factory=list)
    meters: list[float] = field(default_factory=list)
    cpu_percent: float = 0.0
    audio_percent: float | None = None
    xruns: int | None = None
    clipped: int = 0
    broken: int = 0
    shed: int = 0
    restarts: int = 0
    gap_ms: float | None = None
    trouble: str = ""

    def mishaps(self) -> dict[str, int]:
        """Return how often each mishap has happened, by its word; what has not is left out."""
        return {each.word: count for each in MISHAPS if (count := getattr(self, each.name))}
