"""The seam between the session and what makes sound."""

from __future__ import annotations

from typing import Protocol

from generator.composition.event import Event


class Engine(Protocol):
    """What plays events. All samples count from the session's start."""

    sample_rate: int

    def plays(self, instrument: str) -> bool:
        """Whether the orchestra has an instrument of this name."""
        ...

    def note(self, event: Event) -> None:
        """Play a note at its onset sample."""
        ...

    def set_channel(self, onset_sample: int, channel: str, value: float) -> None:
        """Set a channel of the orchestra at a sample."""
        ...

    def fade(self, onset_sample: int, seconds: float) -> None:
        """Fade everything that sounds to silence, from a sample on, and stay silent."""
        ...

    def release(self, onset_sample: int) -> None:
        """Let go of every sounding note, from a sample on; effects ring out."""
        ...

    def silence(self, onset_sample: int) -> None:
        """Stop every sounding note and empty the effects (panic); later notes sound again."""
        ...
