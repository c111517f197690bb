"""Engines without sound: one that does nothing, one that remembers."""

from __future__ import annotations

from generator.composition.event import Event

DEFAULT_SAMPLE_RATE = 48_000


class NullEngine:
    """An engine that plays nothing."""

    def __init__(self, sample_rate: int = DEFAULT_SAMPLE_RATE) -> None:
        self.sample_rate = sample_rate

    def plays(self, instrument: str) -> bool:
        """Return True: silence suits every instrument."""
        return True

    def note(self, event: Event) -> None:
        """Drop the note."""

    def set_channel(self, onset_sample: int, channel: str, value: float) -> None:
        """Drop the value."""

    def fade(self, onset_sample: int, seconds: float) -> None:
        """Drop the fade."""

    def release(self, onset_sample: int) -> None:
        """Drop the release."""

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

    def note(self, event: Event) -> None:
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

    def silence(self, onset_sample: int) -> None:
        """Remember the panic."""
        self.silences.append(onset_sample)
