"""The transport: tempo and its ramps, pauses, and where the beginning lies."""

from __future__ import annotations

from math import ceil, inf

from generator.control.commands import Over
from generator.errors import RangeError
from generator.timing.tempo import TempoMap

ON_THE_BEAT = 1e-6
LONGEST_TICK_BEATS = 1000.0
BEFORE = 0.5  # of a sample: onsets are rounded to whole ones


class Transport:
    """Where the beat is, in samples. tempo_bpm: as it was last set; a ramp is on its way there.

    paused: the beat is held. stopped: it waits at the beginning. began_sample: where that lies.
    Where ticks move it, the beat waits before each one until that comes.
    """

    def __init__(self, tempo_bpm: float, sample_rate: int) -> None:
        self.tempo_map = TempoMap(tempo_bpm)
        self.paused = False
        self.stopped = False
        self.began_sample = 0
        self._rate = sample_rate
        self._tempo_bpm = tempo_bpm
        self._ramp_end_sample = 0
        self._awaited_beat: float | None = None

    def beat_at(self, sample: float) -> float:
        """Return the beat at a sample; 0 before the beginning."""
        return max(0.0, self.tempo_map.beat_at(sample / self._rate))

    def sample_at(self, beat: float) -> float:
        """Return the sample of a beat, infinity while a pause keeps it waiting."""
        seconds = self.tempo_map.seconds_at(beat)
        return inf if seconds == inf else round(seconds * self._rate)

    def tempo_at(self, sample: int) -> float:
        """Return the tempo at a sample; that which waits, during a pause."""
        return self.tempo_map.tempo_at(sample / self._rate)

    def next_multiple(self, beats: float, sample: int) -> float:
        """Return the first beat from a sample on that is a multiple of so many beats."""
        return ceil(self.beat_at(sample) / beats - ON_THE_BEAT) * beats

    def beat_from(self, sample: int, unit: float) -> float:
        """Return the first multiple of so many beats from a sample on, be it a sample before."""
        slack = self.tempo_at(sample) / (60.0 * self._rate)
        return max(0.0, ceil((self.beat_at(sample) - slack) / unit) * unit)

    def samples_of(self, length: float, over: Over, sample: int) -> int:
        """Return a length in seconds or beats as samples, by the tempo at a sample."""
        seconds = length
        if over is Over.BEATS:
            seconds = length * 60.0 / self.tempo_at(sample)
        return max(1, round(seconds * self._rate))

    def set_tempo(self, tempo_bpm: float, sample: int, ramp_samples: int = 0) -> None:
        """Move to a tempo, at once or linearly in time; a pause keeps it waiting."""
        self._tempo_bpm = tempo_bpm
        self._ramp_end_sample = sample + ramp_samples
        if not self.paused:
            self._move(sample)

    def _move(self, sample: float) -> None:
        """Go to the tempo that is set, within what is left of its ramp."""
        left_samples = self._ramp_end_sample - sample
        seconds = sample / self._rate
        if left_samples > 0:
            self.tempo_map.ramp_over_seconds(self._tempo_bpm, left_samples / self._rate, seconds)
        else:
            self.tempo_map.set_tempo(self._tempo_bpm, seconds)
        if self._awaited_beat is not None:
            awaited_seconds = self.tempo_map.seconds_at(self._awaited_beat)
            self.tempo_map.pause(awaited_seconds - BEFORE / self._rate)

    def tick(self, beats: float, sample: int) -> None:
        """Be at the beat that is awaited, and go on for so many beats, to wait for the next tick.

        The first one of all comes at the very first sample, and only lets the beginning wait for
        another. Raises RangeError, also where the music has not waited for ticks from there on.
        """
        if not 0.0 <= beats <= LONGEST_TICK_BEATS:
            raise RangeError(f"a tick of {beats:g} beats: give 0 to {LONGEST_TICK_BEATS:g}")
        if self._awaited_beat is None:
            if sample:
                raise RangeError("a tick that nothing waits for: play with another --clock")
            self._awaited_beat = 0.0
            self._move(sample)
        elif not self.paused:
            seconds, half_seconds = sample / self._rate, BEFORE / self._rate
            half_beats = half_seconds * self.tempo_at(sample) / 60.0
            beat = self._awaited_beat - half_beats
            self.tempo_map.leap(beat, seconds - half_seconds, half_seconds)
            self._awaited_beat += beats
            self._move(sample - BEFORE)

    def pause(self, sample: int) -> None:
        """Hold the beat: what would come on this sample waits too."""
        if not self.paused:
            self.paused = True
            self.tempo_map.pause((sample - BEFORE) / self._rate)

    def resume(self, sample: int) -> None:
        """Let the beat go on: what waited to come on the sample of the pause comes on this one."""
        if self.paused:
            self.paused = False
            self._move(sample - BEFORE)

    def begin(self, sample: int) -> None:
        """Count from a new beginning: beat 0 is here."""
        self.began_sample = sample
        self.tempo_map = TempoMap(self.tempo_at(sample), sample / self._rate)
        self.paused = self.stopped = False
        if self._awaited_beat is not None:
            self._awaited_beat = 0.0
        self._move(sample)

    def stop(self, sample: int) -> None:
        """Go back to the beginning, and wait there."""
        self.begin(sample)
        self.pause(sample)
        self.stopped = True

    def align(self, beat: float, by_sample: int, sample: int) -> None:
        """Reach a beat exactly at a sample, by another tempo until then.

        Raises RangeError where that tempo would be out of range, or the sample has passed.
        """
        if by_sample <= sample:
            raise RangeError(f"beat {beat:g} cannot be reached by a sample that has passed")
        if not self.paused:
            rate = self._rate
            self.tempo_map.align(beat, by_sample / rate, sample / rate, self._tempo_bpm)

    def forget_before(self, sample: int) -> None:
        """Forget the tempo before a sample."""
        self.tempo_map.forget_before(sample / self._rate)
