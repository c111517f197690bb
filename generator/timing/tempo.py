"""The tempo map: beats to seconds and back, exactly, through steps, ramps and pauses."""

from __future__ import annotations

from math import inf
from typing import NamedTuple

from generator.errors import RangeError
from generator.timing.segments import (
    SECONDS_PER_MINUTE,
    BeatRamp,
    Constant,
    Hold,
    SecondRamp,
    Segment,
)

SLOWEST_BPM = 1.0
FASTEST_BPM = 2000.0


class Placed(NamedTuple):
    """A segment and where it starts."""

    start_beat: float
    start_seconds: float
    shape: Segment


class TempoMap:
    """Tempo over a session; changes are anchored in seconds, so beat phase is continuous.

    A change erases what was planned after its anchor. Segments that ended before the last change
    are forgotten once nothing can ask for them (`forget_before`), so a long piece stays small.
    start_seconds: where beat 0 lies; earlier beats are negative, at the same tempo.
    """

    def __init__(self, tempo_bpm: float, start_seconds: float = 0.0) -> None:
        self._placed = [Placed(0.0, start_seconds, Constant(_checked(tempo_bpm)))]

    @property
    def placed(self) -> list[Placed]:
        """Its segments in order; a change makes a new list."""
        return self._placed

    def seconds_at(self, beat: float) -> float:
        """Return the seconds at which a beat falls; infinity while a pause keeps it waiting."""
        start_beat, start_seconds, shape = self._placed[-1]
        if beat <= start_beat:
            start_beat, start_seconds, shape = self._segment_before(beat)
        return start_seconds + shape.seconds(beat - start_beat)

    def seconds_between(self, beat: float, later_beat: float) -> float:
        """Return the seconds from one beat to a later one, over a pause by the tempo that waits."""
        start_beat, _, shape = self._placed[-1]
        if beat > start_beat:
            return shape.seconds(later_beat - start_beat) - shape.seconds(beat - start_beat)
        seconds = self.seconds_at(later_beat) - self.seconds_at(beat)
        return seconds if seconds < inf else 60.0 * (later_beat - beat) / shape.tempo_bpm(0.0)

    def beat_at(self, seconds: float) -> float:
        """Return the beat that is reached at a time in seconds."""
        start_beat, start_seconds, shape = self._segment_at(seconds)
        return start_beat + shape.beats(seconds - start_seconds)

    def tempo_at(self, seconds: float) -> float:
        """Return the tempo in beats a minute at a time in seconds."""
        _, start_seconds, shape = self._segment_at(seconds)
        return shape.tempo_bpm(seconds - start_seconds)

    def set_tempo(self, tempo_bpm: float, at_seconds: float) -> None:
        """Step to a tempo (1 to 2000 beats a minute) at a time in seconds."""
        self._place(at_seconds, Constant(_checked(tempo_bpm)))

    def ramp_over_beats(self, tempo_bpm: float, beats: float, at_seconds: float) -> None:
        """Move linearly in beats to a tempo, over a number of beats above 0."""
        start_bpm = self.tempo_at(at_seconds)
        slope = (_checked(tempo_bpm) - start_bpm) / _length(beats, "beats")
        if slope == 0.0:
            return self.set_tempo(tempo_bpm, at_seconds)
        ramp = BeatRamp(start_bpm, slope)
        self._place(at_seconds, ramp)
        self._place(at_seconds + ramp.seconds(beats), Constant(tempo_bpm))

    def ramp_over_seconds(self, tempo_bpm: float, seconds: float, at_seconds: float) -> None:
        """Move linearly in time to a tempo, over a number of seconds above 0."""
        start_bpm = self.tempo_at(at_seconds)
        slope = (_checked(tempo_bpm) - start_bpm) / _length(seconds, "seconds")
        self._place(at_seconds, SecondRamp(start_bpm, slope))
        self._place(at_seconds + seconds, Constant(tempo_bpm))

    def align(self, beat: float, by_seconds: float, at_seconds: float, tempo_bpm: float) -> None:
        """Reach a beat exactly at a time, from `at_seconds` on at the tempo that this takes.

        From then on the tempo is `tempo_bpm`. Raises RangeError, and leaves all as it was, where
        no tempo from 1 to 2000 beats a minute gets there.
        """
        after = Constant(_checked(tempo_bpm))
        seconds = by_seconds - at_seconds
        beats = beat - self.beat_at(at_seconds)
        wanted_bpm = beats * SECONDS_PER_MINUTE / seconds if seconds > 0.0 else inf
        if not SLOWEST_BPM <= wanted_bpm <= FASTEST_BPM:
            raise RangeError(
                f"{beats:g} beats in {seconds:g} s would be {wanted_bpm:g} beats a minute: "
                f"give a beat for which it is {SLOWEST_BPM:g} to {FASTEST_BPM:g}"
            )
        self._place(at_seconds, Constant(wanted_bpm))
        self._placed = [*self._placed, Placed(beat, by_seconds, after)]

    def leap(self, beat: float, at_seconds: float, within_seconds: float) -> None:
        """Be at a later beat at a time; what lies between comes in the short time before it."""
        tempo_bpm = self.tempo_at(at_seconds)
        before_seconds = at_seconds - within_seconds
        beats = beat - self.beat_at(before_seconds)
        if beats > 0.0:
            self._place(before_seconds, Constant(beats * SECONDS_PER_MINUTE / within_seconds))
        self._placed = [*self._placed, Placed(beat, at_seconds, Constant(tempo_bpm))]

    def pause(self, at_seconds: float) -> None:
        """Stop the beat at a time in seconds."""
        self._place(at_seconds, Hold(self.tempo_at(at_seconds)))

    def resume(self, at_seconds: float) -> None:
        """Let the beat go on from where a pause stopped it."""
        self.set_tempo(self.tempo_at(at_seconds), at_seconds)

    def forget_before(self, seconds: float) -> None:
        """Drop the segments that ended before a time in seconds."""
        later = [placed for placed in self._placed if placed.start_seconds > seconds]
        self._placed = [self._segment_at(seconds), *later]

    def _segment_before(self, beat: float) -> Placed:
        """Return the segment that leads up to a beat; a pause begins after its beat."""
        placed = self._placed
        return next((each for each in reversed(placed) if each.start_beat < beat), placed[0])

    def _segment_at(self, seconds: float) -> Placed:
        placed = self._placed
        index = len(placed) - 1
        while index and placed[index].start_seconds > seconds:
            index -= 1
        return placed[index]

    def _place(self, at_seconds: float, shape: Segment) -> None:
        """Let a shape begin; the list is replaced whole, so other threads may read meanwhile."""
        beat = self.beat_at(at_seconds)
        earlier = [placed for placed in self._placed if placed.start_seconds < at_seconds]
        self._placed = [*earlier, Placed(beat, at_seconds, shape)]


def _checked(tempo_bpm: float) -> float:
    if not SLOWEST_BPM <= tempo_bpm <= FASTEST_BPM:
        raise RangeError(
            f"tempo {tempo_bpm:g} is out of range: "
            f"give {SLOWEST_BPM:g} to {FASTEST_BPM:g} beats a minute"
        )
    return tempo_bpm


def _length(value: float, unit: str) -> float:
    if not value > 0.0:
        raise RangeError(f"a ramp over {value:g} {unit} has no length: give more than 0")
    return value
