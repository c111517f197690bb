"""Listening to a performance: what is committed, told to whoever writes or draws it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from generator.composition.event import Event
from generator.engine.protocol import Engine, Voice


class Log(Protocol):
    """What is told of a performance, in order of commitment. It must not raise."""

    def note(self, event: Event) -> None:
        """Take a note."""
        ...

    def section(self, name: str, beat: float, onset_sample: int) -> None:
        """Take the beginning of a section."""
        ...

    def channel(self, onset_sample: int, channel: str, value: float) -> None:
        """Take the change of a channel."""
        ...


class Logs:
    """Several logs as one; it also counts the notes."""

    def __init__(self, logs: Sequence[Log] = ()) -> None:
        self.events = 0
        self._logs = list(logs)

    def note(self, event: Event) -> None:
        """Pass a note on."""
        self.events += 1
        for log in self._logs:
            log.note(event)

    def section(self, name: str, beat: float, onset_sample: int) -> None:
        """Pass the beginning of a section on."""
        for log in self._logs:
            log.section(name, beat, onset_sample)

    def channel(self, onset_sample: int, channel: str, value: float) -> None:
        """Pass the change of a channel on."""
        for log in self._logs:
            log.channel(onset_sample, channel, value)


class LoggedEngine:
    """An engine that tells a log what it is given and passes it on to another engine."""

    def __init__(self, engine: Engine, log: Log) -> None:
        self.sample_rate = engine.sample_rate
        self._engine = engine
        self._log = log

    def plays(self, instrument: str) -> bool:
        """Whether the other engine plays this instrument."""
        return self._engine.plays(instrument)

    def sets(self, channel: str) -> bool:
        """Whether the other engine lets this channel be set."""
        return self._engine.sets(channel)

    def note(self, event: Event, voice: int = 0) -> None:
        """Play and log a note."""
        self._engine.note(event, voice)
        self._log.note(event)

    def set_channel(self, onset_sample: int, channel: str, value: float) -> None:
        """Set and log a channel."""
        self._engine.set_channel(onset_sample, channel, value)
        self._log.channel(onset_sample, channel, value)

    def fade(self, onset_sample: int, seconds: float) -> None:
        """Fade."""
        self._engine.fade(onset_sample, seconds)

    def release(self, onset_sample: int) -> None:
        """Release."""
        self._engine.release(onset_sample)

    def end_voices(self, onset_sample: int, voices: Sequence[Voice]) -> None:
        """End these notes."""
        self._engine.end_voices(onset_sample, voices)

    def silence(self, onset_sample: int) -> None:
        """Silence."""
        self._engine.silence(onset_sample)
