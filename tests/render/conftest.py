"""A performance and an engine of plain arithmetic, so that every sample is known beforehand."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

import numpy as np
import pytest

from generator.composition.event import Event
from generator.engine.protocol import Engine
from generator.engine.ring import Frames
from generator.render.about import About

RATE = 48_000
REVERB_DECAY_SECONDS = 0.05


class SineEngine:
    """Plays each note as a sine that dies away after its end; a note must come in time."""

    def __init__(self, sample_rate: int = RATE, ksmps: int = 32, stems: Sequence[str] = ()) -> None:
        self.sample_rate = sample_rate
        self.ksmps = ksmps
        self.channels = 2
        self.stem_names = tuple(stems)
        self.position = 0
        self.asked: list[int] = []
        self.fades: list[tuple[int, float]] = []
        self.values: list[tuple[int, str, float]] = []
        self._notes: list[Event] = []
        self._unread: dict[str, list[Frames]] = {name: [] for name in ("", *self.stem_names)}

    def plays(self, instrument: str) -> bool:
        return instrument == "Sine"

    def sets(self, channel: str) -> bool:
        return True

    def note(self, event: Event, voice: int = 0) -> None:
        assert event.onset_sample >= self.position, "a note was committed after its time"
        self._notes.append(event)

    def set_channel(self, onset_sample: int, channel: str, value: float) -> None:
        self.values.append((onset_sample, channel, value))

    def fade(self, onset_sample: int, seconds: float) -> None:
        self.fades.append((onset_sample, seconds))

    def silence(self, onset_sample: int) -> None:
        raise AssertionError("no panic in these tests")

    def perform(self, frames: int) -> None:
        self.asked.append(frames)
        count = -(-frames // self.ksmps) * self.ksmps
        place = np.arange(self.position, self.position + count)
        self._unread[""].append(self._sum(place, self._notes))
        for name in self.stem_names:
            notes = [note for note in self._notes if note.part == name]
            self._unread[name].append(self._sum(place, notes))
        self.position += count

    def read(self) -> Frames:
        return self.read_stem("")

    def read_stem(self, name: str) -> Frames:
        blocks, self._unread[name] = self._unread[name], []
        return np.concatenate(blocks)

    def _sum(self, place: np.ndarray, notes: Sequence[Event]) -> Frames:
        total = np.zeros((len(place), 2))
        for note in notes:
            total += self._sine(place - note.onset_sample, note)[:, None] * [1.0, 0.5]
        return total

    def _sine(self, since: np.ndarray, note: Event) -> np.ndarray:
        seconds = np.maximum(since, 0) / self.sample_rate
        over = np.maximum(since - note.duration_samples, 0) / self.sample_rate
        wave = note.amplitude * np.sin(2.0 * np.pi * note.frequency_hz * seconds)
        return wave * np.exp(-over / REVERB_DECAY_SECONDS) * (since >= 0)


@dataclass
class KnownEnding:
    end_sample: int | None
    final_sample: int | None
    until_silence: bool = True


class ListPerformance:
    """Plays a list of events on an engine; the end becomes known with the last of them."""

    def __init__(self, events: Sequence[Event], engine: Engine, ending: KnownEnding) -> None:
        self.horizons: list[int] = []
        self._events = list(events)
        self._engine = engine
        self._known = ending
        self.ending = KnownEnding(None, None, ending.until_silence)

    def advance(self, horizon_sample: int) -> None:
        self.horizons.append(horizon_sample)
        while self._events and self._events[0].onset_sample < horizon_sample:
            self._engine.note(self._events.pop(0))
        if not self._events:
            self.ending = self._known


def make_event(onset_sample: int, part: str = "lead", **changes: object) -> Event:
    event = Event(
        onset_sample=onset_sample,
        duration_samples=6000,
        instrument="Sine",
        amplitude=0.25,
        frequency_hz=440.0,
        pan=0.5,
        part_number=1,
        controls=(),
        part=part,
        beat=onset_sample * 2.0 / RATE,
        pitch=69.0,
        duration_beats=0.25,
    )
    return event._replace(**changes)


@pytest.fixture
def event() -> Callable[..., Event]:
    return make_event


@pytest.fixture
def engine_of() -> type[SineEngine]:
    return SineEngine


@pytest.fixture
def performance_of() -> type[ListPerformance]:
    return ListPerformance


@pytest.fixture
def ending() -> type[KnownEnding]:
    return KnownEnding


@pytest.fixture
def about() -> About:
    parts = ("lead", "bass")
    versions = {"csound": "6.18.1", "ctcsound": "6.17.1"}
    return About("Night Loops", "loops", 7, 4.0, parts, {"tempo": 120.0}, versions)


@pytest.fixture
def noise() -> Callable[..., Frames]:
    def make(frames: int, channels: int = 2, peak: float = 0.5, seed: int = 1) -> Frames:
        return np.random.default_rng(seed).uniform(-peak, peak, (frames, channels))

    return make


@pytest.fixture
def file_limit() -> Callable[[int], AbstractContextManager[None]]:
    """Let no file grow beyond a size, as a full disk would."""

    @contextmanager
    def limit(most_bytes: int) -> Iterator[None]:
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    return limit
