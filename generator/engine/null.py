"""Engines without sound: one that does nothing, one that remembers."""

from __future__ import annotations

from collections.abc import Sequence

from generator.composition.event import Event
from generator.engine.protocol import Voice

DEFAULT_SAMPLE_RATE = 48_000


class NullEngine:
    """An engine that plays nothing."""

    def __init__(self, sample_rate: int = DEFAULT_SAMPLE_RATE) -> None:
        self.sample_rate = sample_rate

    def plays(self, instrument: str) -> bool:
        """Return True: silence suits every instrument."""
        return True

    def sets(self, channel: str) -> bool:
        """Return True: nothing comes of it."""
        return True

    def note(self, event: Event, voice: int = 0) -> None:
        """Drop the note."""

    def set_channel(self, onset_sample: int, channel: str, value: float) -> None:
        """Drop the value."""

    def fade(self, onset_sample: int, seconds: float) -> None:
        """Drop the fade."""

    def release(self, onset_sample: int) -> None:
        """Drop the release."""

    def end_voices(self, onset_sample: int, voices: Sequence[Voice]) -> None:
        """Drop the request."""

    def silence(self, onset_sample: int) -> None:
        """Drop the panic."""


class RecordingEngine(NullEngine):
    """An engine that remembers what it was given, for tests and exports."""

    def __init__(self, sample_rate: int = DEFAULT_SAMPLE_RATE) -> None:
        super().__init__(sample_rate)
        self.events: list[Event] = []
        self.channels: list[tuple[int, str, float]] = []
        self.fades: list[tuple[int, float]] = []
        self.releases: list[int] = []
        self.silences: list[int] = []
        self.shed: list[tuple[int, list[Voice]]] = []

    def note(self, event: Event, voice: int = 0) -> None:
        """Remember the note."""
        self.events.append(event)

    def set_channel(self, onset_sample: int, channel: str, value: float) -> None:
        """Remember the value."""
        self.channels.append((onset_sample, channel, value))

    def fade(self, onset_sample: int, seconds: float) -> None:
        """Remember the fade."""
        self.fades.append((onset_sample, seconds))

    def release(self, onset_sample: int) -> None:
        """Remember the release."""
        self.releases.append(onset_sample)

    def end_voices(self, onset_sample: int, voices: Sequence[Voice]) -> None:
        """Remember the request."""
        self.shed.append((onset_sample, list(voices)))

    def silence(self, onset_sample: int) -> None:
        """Remember the panic."""
        self.silences.append(onset_sample)
