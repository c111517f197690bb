"""The gate: everything that reaches an engine passes here, or is refused with a reason.

Most failures of Csound are crashes that Python cannot catch, so they must not arise: a NaN, an
unknown instrument, a burst, thousands of voices, an event far ahead of the clock.
"""

from __future__ import annotations

from math import isfinite

from generator.composition.event import Event
from generator.composition.piece import MAXIMUM_PARTS
from generator.engine.protocol import Engine
from generator.engine.voices import Voices
from generator.errors import NoteError, RangeError, UnknownNameError

AHEAD_SAMPLES = 48_000  # a second, or less
LONGEST_SAMPLES = 1 << 44
HIGHEST_HZ = 100_000.0
MAXIMUM_CONTROLS = 9  # p8 to p16
LARGEST = 1e10
BURST_SAMPLES = 2400
BURST_EVENTS = 2500


class Gate:
    """Passes on to an engine what it can take; raises NoteError, RangeError or UnknownNameError.

    What passes depends on nothing but what came before it, so that a replay passes the same.
    horizon_sample: what is committed lies before it; nothing may be queued much further ahead.
    stolen: how many notes had to end because there were too many.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.horizon_sample = 0
        self.stolen = 0
        self._voices = Voices()
        self._burst = 0
        self._burst_events = 0

    def note(self, event: Event) -> None:
        """Play a note."""
        onset, duration, instrument, amplitude, frequency, pan, part_number, controls = event[:8]
        try:
            fit = (
                0 <= onset <= self.horizon_sample + AHEAD_SAMPLES
                and 0 < duration <= LONGEST_SAMPLES
                and 0.0 <= amplitude <= 1.0
                and 0.0 < frequency <= HIGHEST_HZ
                and 0.0 <= pan <= 1.0
                and 1 <= part_number <= MAXIMUM_PARTS
                and (not controls or sum(map(abs, controls)) <= LARGEST)  # no NaN is
                and len(controls) <= MAXIMUM_CONTROLS
            )
        except TypeError:
            fit = False
        if not fit:
            raise NoteError(_explained(event, self.horizon_sample + AHEAD_SAMPLES))
        if not self.engine.plays(instrument):
            raise NoteError(f"no instrument named {instrument!r}")
        burst = onset // BURST_SAMPLES
        if burst != self._burst:
            self._burst, self._burst_events = burst, 0
        elif self._burst_events >= BURST_EVENTS:
            raise NoteError(f"more than {BURST_EVENTS} notes start within {BURST_SAMPLES} samples")
        self._burst_events += 1
        voice, stolen = self._voices.begin(event)
        if stolen is not None:
            self.stolen += 1
            self.engine.end_voices(onset, [stolen])
        self.engine.note(event, voice)

    def set_channel(self, onset_sample: int, channel: str, value: float) -> None:
        """Set a channel of the orchestra."""
        if not self.engine.sets(channel):
            raise UnknownNameError("channel", channel, ())
        if not (isinstance(value, int | float) and isfinite(value) and abs(value) <= LARGEST):
            raise RangeError(f"{channel} cannot be {value!r:.40}: give a number up to {LARGEST:g}")
        self.engine.set_channel(self._checked(onset_sample), channel, value)

    def fade(self, onset_sample: int, seconds: float) -> None:
        """Fade everything that sounds to silence."""
        self.engine.fade(onset_sample, seconds)

    def release(self, onset_sample: int) -> None:
        """Let go of every sounding note."""
        self.engine.release(self._checked(onset_sample))
        self._voices.clear()

    def silence(self, onset_sample: int) -> None:
        """Stop every sounding note and empty the effects."""
        self.engine.silence(self._checked(onset_sample))
        self._voices.clear()

    def shed(self, onset_sample: int, count: int) -> int:
        """End so many sounding notes, the quietest and oldest first; return how many it were."""
        shed = self._voices.shed(count, self._checked(onset_sample))
        if shed:
            self.engine.end_voices(onset_sample, shed)
        return len(shed)

    def sounding(self, sample: int) -> int:
        """Return how many notes sound at a sample."""
        return self._voices.sounding(sample)

    def _checked(self, onset_sample: int) -> int:
        latest_sample = self.horizon_sample + AHEAD_SAMPLES
        if not 0 <= onset_sample <= latest_sample:
            raise RangeError(f"sample {onset_sample} is not within 0 to {latest_sample}")
        return onset_sample


def _explained(event: Event, latest_sample: int) -> str:
    """Return which of an event's values cannot be played."""
    ranges = (
        ("onset_sample", 0, latest_sample),
        ("duration_samples", 1, LONGEST_SAMPLES),
        ("amplitude", 0.0, 1.0),
        ("frequency_hz", 0.0, HIGHEST_HZ),
        ("pan", 0.0, 1.0),
        ("part_number", 1, MAXIMUM_PARTS),
    )
    for name, low, high in ranges:
        value = getattr(event, name)
        if not (isinstance(value, int | float) and low <= value <= high):
            return f"{name} {value!r:.40} is not playable: give {low:g} to {high:g}"
    return f"controls {event.controls!r:.80} are not playable: give at most 9 finite numbers"
