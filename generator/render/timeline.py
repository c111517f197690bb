"""The beats of a whole run, as a file needs them: without standstill, from one beginning on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from math import inf
from typing import NamedTuple

from generator.timing.segments import Constant, Hold, Segment
from generator.timing.tempo import Placed, TempoMap

MICROSECONDS = 1_000_000
FASTEST_MICROSECONDS, SLOWEST_MICROSECONDS = 1, 0xFF_FFFF  # a beat, as a MIDI file can have it
LONGEST_CHORD_BEATS = 64
TOLERATED_TICKS = 0.25


class Stretch(NamedTuple):
    """A segment of tempo, and where it starts, in the beats and the seconds of the file."""

    start_beat: float
    start_seconds: float
    shape: Segment

    def seconds_at(self, beat: float) -> float:
        """Return the seconds at which a beat of the stretch falls."""
        return self.start_seconds + self.shape.seconds(beat - self.start_beat)


class Timeline:
    """Follows the tempo of a run, and tells where in its beats a second lies.

    `runs` has the segments of each beginning: a performance may go back to beat 0. In the file the
    beats go on; a pause, and the wait before the first beat, become whole bars, at a tempo at which
    they take as long.
    """

    def __init__(self, bar_beats: float) -> None:
        self.runs: list[list[Placed]] = []
        self._bar_beats = bar_beats
        self._map: TempoMap | None = None
        self._seen: list[Placed] = []

    def follow(self, tempo_map: TempoMap) -> None:
        """Take note of what a tempo map has become; another one is another beginning."""
        if tempo_map is not self._map:
            self._map = tempo_map
            self.runs.append([])
        elif tempo_map.placed is self._seen:
            return
        self._seen = tempo_map.placed
        run, start_seconds = self.runs[-1], self._seen[0].start_seconds
        while run and run[-1].start_seconds >= start_seconds:
            run.pop()
        run.extend(self._seen)

    def beat_at(self, seconds: float) -> float:
        """Return the beat of the present run at a time."""
        return self._map.beat_at(seconds) if self._map is not None else 0.0

    def reached(self, run: int) -> list[Placed]:
        """Return the segments of a beginning that came to pass before the next one."""
        later = self.runs[run + 1 :]
        end_seconds = later[0][0].start_seconds if later else inf
        return [placed for placed in self.runs[run] if placed.start_seconds < end_seconds]

    def stretches(self) -> list[Stretch]:
        """Return the whole run, in stretches that follow each other without a gap."""
        found: list[Stretch] = []
        beat = 0.0
        for placed, end_seconds in self._segments():
            start_seconds, length = placed.start_seconds, end_seconds - placed.start_seconds
            shape = placed.shape
            if isinstance(shape, Hold):
                shape = self._bars(shape, length)
            found.append(Stretch(beat, start_seconds, shape))
            if length < inf:
                beat += shape.beats(length)
        return found

    def _segments(self) -> Iterator[tuple[Placed, float]]:
        """Yield each segment that was reached, with its end."""
        reached = [placed for run in range(len(self.runs)) for placed in self.reached(run)]
        if reached and reached[0].start_seconds > 0.0:
            reached.insert(0, Placed(0.0, 0.0, Hold(reached[0].shape.tempo_bpm(0.0))))
        edges = pairwise([*(each.start_seconds for each in reached), inf])
        for placed, (start_seconds, end_seconds) in zip(reached, edges, strict=True):
            if start_seconds < end_seconds:
                yield placed, end_seconds

    def _bars(self, hold: Hold, seconds: float) -> Constant:
        """Return the tempo at which a pause takes whole bars, as near as can be to its own."""
        if seconds == inf:
            return Constant(hold.bpm)
        bars = max(1, round(seconds * hold.bpm / 60.0 / self._bar_beats))
        return Constant(60.0 * bars * self._bar_beats / seconds)


class Ticks:
    """A timeline in ticks: where seconds lie in them, and the tempi that let them last as long."""

    def __init__(self, timeline: Timeline, per_beat: int) -> None:
        self.beginnings = [run[0].start_seconds for run in timeline.runs]
        self._stretches = timeline.stretches() or [Stretch(0.0, 0.0, Constant(120.0))]
        self._starts = [each.start_seconds for each in self._stretches]
        self._per_beat = per_beat

    def at(self, seconds: float) -> int:
        """Return the tick nearest to a time."""
        stretch = self._stretches[max(0, bisect_right(self._starts, seconds) - 1)]
        beat = stretch.start_beat + stretch.shape.beats(seconds - stretch.start_seconds)
        return max(0, round(beat * self._per_beat))

    def tempos(self, end_tick: int) -> Iterator[tuple[int, int]]:
        """Yield the tempi up to a tick, each with its tick, in microseconds a beat.

        A step is one tempo, a ramp as many as keep every tick within a quarter of a tick of its
        time; so is what a tempo loses by its rounding to a microsecond.
        """
        seconds, tempo = 0.0, 0
        for stretch, start, end in self._spans(end_tick):
            for first, last in self._chords(stretch, start, end):
                began, ended = self._time(stretch, first), self._time(stretch, last)
                beats = (last - first) / self._per_beat
                wanted = _microseconds((ended - began) / beats)
                missed = seconds + wanted * beats / MICROSECONDS - ended
                if abs(missed) * (last - first) > TOLERATED_TICKS * (ended - began):
                    wanted = _microseconds((ended - seconds) / beats)
                if wanted != tempo:
                    tempo = wanted
                    yield first, tempo
                seconds += tempo * beats / MICROSECONDS

    def _spans(self, end_tick: int) -> Iterator[tuple[Stretch, int, int]]:
        """Yield the stretches that have a tick, with their first and the next one's."""
        starts = [round(each.start_beat * self._per_beat) for each in self._stretches]
        edges = pairwise([*starts, max(end_tick, starts[-1] + 1)])
        for stretch, (start, end) in zip(self._stretches, edges, strict=True):
            if max(0, start) < min(end, end_tick + 1):
                yield stretch, max(0, start), end

    def _chords(self, stretch: Stretch, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield ticks from start to end between which one tempo will do."""
        longest = LONGEST_CHORD_BEATS * self._per_beat
        while start < end:
            last = min(end, start + longest)
            while last - start > 1 and self._bulges(stretch, start, last):
                last = (start + last) // 2
            yield start, last
            start = last

    def _bulges(self, stretch: Stretch, start: int, end: int) -> bool:
        began, ended = self._time(stretch, start), self._time(stretch, end)
        middle = self._time(stretch, 0.5 * (start + end))
        bulge = abs(middle - 0.5 * (began + ended))
        return bulge * (end - start) > TOLERATED_TICKS * (ended - began)

    def _time(self, stretch: Stretch, tick: float) -> float:
        return stretch.seconds_at(tick / self._per_beat)


def _microseconds(seconds_a_beat: float) -> int:
    wanted = round(seconds_a_beat * MICROSECONDS)
    return min(max(FASTEST_MICROSECONDS, wanted), SLOWEST_MICROSECONDS)
