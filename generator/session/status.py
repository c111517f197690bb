"""What a session tells about itself, once a frame."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Status:
    """A snapshot of a session.

    sample and seconds: how far the clock is. bar and beat count from 1. margin_ms: the smallest
    distance so far between a commit and its onset, None before the first. latest: each part's
    last onset in samples, far below 0 before its first.
    """

    sample: int = 0
    seconds: float = 0.0
    bar: int = 1
    beat: float = 1.0
    tempo_bpm: float = 0.0
    section: str = ""
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
