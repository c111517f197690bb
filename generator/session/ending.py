"""Where a performance ends: at a duration, a bar, the piece's own end, or when it is stopped."""

from __future__ import annotations

from dataclasses import dataclass

DEFAULT_TAIL_SECONDS = 10.0
FADE_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Extent:
    """How long to play.

    duration_seconds or bars: where the music ends, if not by itself. tail_seconds: how long the
    effects may ring out; None means until silence, 10 s at most.
    """

    duration_seconds: float | None = None
    bars: int | None = None
    tail_seconds: float | None = None


class Ending:
    """The end of a performance in samples, once it is known.

    end_sample: no note starts from here on. final_sample: the last sample at the latest, just
    after a short fade; a performance that falls silent before may stop there. A duration counts
    from where the music begins.
    """

    def __init__(self, extent: Extent, bar_beats: float, sample_rate: int) -> None:
        self.end_sample: int | None = None
        self.final_sample: int | None = None
        self.end_beat = None if extent.bars is None else extent.bars * bar_beats
        self.until_silence = extent.tail_seconds is None
        self._rate = sample_rate
        self._tail_seconds = (
            DEFAULT_TAIL_SECONDS if extent.tail_seconds is None else extent.tail_seconds
        )
        self.fade_samples = round(FADE_SECONDS * sample_rate)
        self.fade_due = True
        self._duration_seconds = extent.duration_seconds
        self._begun = False
        self.begin(0)

    def wait(self) -> None:
        """Put the end off: from the very first sample on, the music waits to begin."""
        self._begun = False
        self.end_sample = self.final_sample = None

    def begin(self, sample: int) -> None:
        """Count from here if the music has not begun before."""
        if not self._begun and self._duration_seconds is not None and self.end_sample is None:
            self.end_at(sample + round(self._duration_seconds * self._rate))
        self._begun = True

    def end_at(self, end_sample: int) -> None:
        """End the music at a sample; the tail follows."""
        self.end_sample = end_sample
        self.final_sample = end_sample + round(self._tail_seconds * self._rate)

    def end_after(self, last_sample: int) -> None:
        """End after the last note; a tail shorter than the fade is as long as the fade."""
        self.end_at(last_sample)
        self.final_sample = last_sample + max(
            self.fade_samples, round(self._tail_seconds * self._rate)
        )

    def stop_at(self, onset_sample: int) -> None:
        """End with a short fade from a sample on."""
        if self.final_sample is None or onset_sample < self.final_sample - self.fade_samples:
            self.end_sample = onset_sample
            self.final_sample = onset_sample + self.fade_samples
            self.until_silence = False

    def fade_sample(self, horizon_sample: int) -> int | None:
        """Return where the fade starts, once, when the horizon has reached it."""
        if self.final_sample is None or not self.fade_due:
            return None
        start = max(0, self.final_sample - self.fade_samples)
        if start >= horizon_sample:
            return None
        self.fade_due = False
        return start
