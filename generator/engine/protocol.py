"""The seam between the session and what makes sound."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from generator.composition.event import Event

Voice = tuple[str, int]  # an instrument and the number of a voice


class DeclaredChannel(NamedTuple):
    """A control channel as the orchestra declares it."""

    name: str
    default: float
    minimum: float
    maximum: float


class Engine(Protocol):
    """What plays events. All samples count from the session's start."""

    sample_rate: int

    def plays(self, instrument: str) -> bool:
        """Whether the orchestra has an instrument of this name."""
        ...

    def sets(self, channel: str) -> bool:
        """Whether a channel of this name may be set."""
        ...

    def note(self, event: Event, voice: int = 0) -> None:
        """Play a note at its onset sample; `end_voices` knows it by its voice, 0 to 1023."""
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

    def end_voices(self, onset_sample: int, voices: Sequence[Voice]) -> None:
        """End these notes at a sample, without their releases."""
        ...

    def silence(self, onset_sample: int) -> None:
        """Stop every sounding note and empty the effects (panic); later notes sound again."""
        ...
