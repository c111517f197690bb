"""The time axis of the piano roll: where samples and beats lie on it, as they were heard."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from math import ceil, floor
from typing import NamedTuple

from gui.frame import Frame

KEPT_SECONDS = 64.0
MOST_BEATS = 64.0  # in one step: beyond that it was a leap
LEAP_SECONDS = 0.5
UNSEEN_BEATS = 0.5  # that may have passed when a new beginning is told
NEARLY = 1e-6


class Beat(NamedTuple):
    """A beat. bar: the number of the bar that begins with it, 0 within a bar."""

    key: tuple[int, int, int]
    place: float
    bar: int


class Section(NamedTuple):
    """Where a section began."""

    place: float
    name: str


class Timeline:
    """Places in seconds of music since the roll began: pauses take no room.

    Only the present beat and tempo are known at any time, so beats stay where they were passed,
    and those to come lie where the present tempo would put them. now: the place that is performed.
    """

    def __init__(self, sample_rate: int = 0, origin_sample: float = 0.0) -> None:
        self.now = 0.0
        self.beats: deque[Beat] = deque()
        self.sections: deque[Section] = deque()
        self._rate = sample_rate
        self._origin_sample = self._sample = origin_sample  # it moves on while the music pauses
        self._bar_beats = 4.0
        self._tempo_bpm = 120.0
        self._run = 0  # beats are counted anew in every run
        self._next = (0, 0)  # the bar, and the beat in it, that is passed next
        self._seen: tuple[float, float] | None = None  # the last place and beat that were told
        self._moving = False
        self._named = ("", 0)  # the last section, and its first sample

    def fits(self, frame: Frame) -> bool:
        """Whether a frame goes on with this: neither rewound nor counted anew by other audio."""
        rate, beats = frame.audio.sample_rate, frame.status.beats
        if not rate or self._is_unknown(frame):
            return True
        if rate != self._rate:
            return False
        if frame.sample < self._sample - LEAP_SECONDS * rate:
            return False
        rewound = self._seen is not None and beats < self._seen[1] - NEARLY
        return not (rewound and frame.status.paused)

    def see(self, frame: Frame) -> None:
        """Take note of a frame."""
        if not frame.audio.sample_rate or self._is_unknown(frame):
            return
        if frame.status.paused:
            self._origin_sample += max(frame.sample - self._sample, 0.0)
        self._sample = frame.sample
        self.now = max(self.now, self.place(frame.sample))
        self._bar_beats = frame.subject.bar_beats
        self._tempo_bpm = max(frame.status.tempo_bpm, 1.0)
        self._meet(self.place(frame.status.sample), frame.status.beats)
        self._name(frame.status.section, frame.status.section_sample)
        self._forget(self.now - KEPT_SECONDS)

    def _is_unknown(self, frame: Frame) -> bool:
        """Whether the present sample is not told: another engine is about to take over."""
        return frame.sample <= 0.0 < self._sample

    def place(self, sample: float) -> float:
        """Return where a sample lies."""
        return (sample - self._origin_sample) / self._rate if self._rate else 0.0

    def place_of(self, beat: float) -> float:
        """Return where the present tempo puts a beat."""
        place, present = self._seen or (self.now, 0.0)
        return place + (beat - present) * 60.0 / self._tempo_bpm

    def coming(self, until: float) -> Iterator[Beat]:
        """Yield the beats to come before a place."""
        bar, within = self._next
        while (place := self.place_of(self._beat(bar, within))) < until:
            yield self._line(bar, within, place)
            bar, within = self._after(bar, within)

    def _meet(self, place: float, beat: float) -> None:
        """Take note of where a beat is, and put down those that were passed on the way."""
        before = self._seen
        self._seen = place, beat
        if before is None or not (0.0 <= beat - before[1] < MOST_BEATS):
            self._run += 1
            self._next = self._first_from(max(beat - UNSEEN_BEATS, 0.0))
            self._moving = False
        elif beat > before[1]:
            slope = (place - before[0]) / (beat - before[1]) if self._moving else 0.0
            self._pass(place, beat, slope if slope > 0.0 else 60.0 / self._tempo_bpm)
            self._moving = True
        elif place > before[0] + NEARLY:
            self._moving = False

    def _pass(self, place: float, beat: float, seconds_per_beat: float) -> None:
        bar, within = self._next
        while (passed := self._beat(bar, within)) <= beat:
            at = place - (beat - passed) * seconds_per_beat
            self.beats.append(self._line(bar, within, at))
            bar, within = self._next = self._after(bar, within)

    def _name(self, section: str, onset_sample: int) -> None:
        """Mark a section that has begun, at its first sample."""
        if section and (section, onset_sample) != self._named:
            self._named = section, onset_sample
            self.sections.append(Section(self.place(onset_sample), section))

    def _forget(self, place: float) -> None:
        while self.beats and self.beats[0].place < place:
            self.beats.popleft()
        while len(self.sections) > 1 and self.sections[1].place < place:
            self.sections.popleft()

    def _beat(self, bar: int, within: int) -> float:
        return bar * self._bar_beats + within

    def _first_from(self, beat: float) -> tuple[int, int]:
        bar = floor(beat / self._bar_beats + NEARLY)
        within = max(ceil(beat - bar * self._bar_beats - NEARLY), 0)
        return (bar, within) if within < self._bar_beats - NEARLY else (bar + 1, 0)

    def _after(self, bar: int, within: int) -> tuple[int, int]:
        within += 1
        return (bar, within) if within < self._bar_beats - NEARLY else (bar + 1, 0)

    def _line(self, bar: int, within: int, place: float) -> Beat:
        return Beat((self._run, bar, within), place, 0 if within else bar + 1)
