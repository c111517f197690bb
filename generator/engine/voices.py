"""Which notes sound: each has a voice of its own until it ends."""

from __future__ import annotations

from generator.composition.event import Event
from generator.engine.protocol import Voice

MAXIMUM_VOICES = 1024


def voice_fraction(voice: int) -> float:
    """Return what p1 has beyond the instrument's number, so that this one note can be ended."""
    return (voice + 1) / (2 * MAXIMUM_VOICES)


class Voices:
    """Gives every note a number below 1024 that no other sounding note has.

    A note counts until its written end; some end sooner by themselves, and what is released after
    it is for the orchestra to bound (maxalloc).
    """

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Take note that nothing sounds any more."""
        self._last = -1
        self._ends = [-1] * MAXIMUM_VOICES
        self._events: list[Event | None] = [None] * MAXIMUM_VOICES

    def begin(self, event: Event) -> tuple[int, Voice | None]:
        """Return the voice for a note, and the oldest sounding one where that must end for it."""
        onset_sample, ends = event[0], self._ends
        voice, stolen = (self._last + 1) % MAXIMUM_VOICES, None
        if ends[voice] > onset_sample:
            voice, stolen = self._next(voice, onset_sample)
        self._last = voice
        ends[voice] = onset_sample + event[1]
        self._events[voice] = event
        return voice, stolen

    def _next(self, first: int, onset_sample: int) -> tuple[int, Voice | None]:
        """Return the next voice that is free; with none, the oldest, and that it must end."""
        for step in range(1, MAXIMUM_VOICES):
            voice = (first + step) % MAXIMUM_VOICES
            if self._ends[voice] <= onset_sample:
                return voice, None
        sounding = self._sounding(onset_sample)
        oldest = min(sounding, key=lambda voice: sounding[voice].onset_sample)
        return oldest, (sounding[oldest].instrument, oldest)

    def shed(self, count: int, onset_sample: int) -> list[Voice]:
        """Take so many voices away from what sounds at a sample: the quietest, then the oldest."""
        sounding = self._sounding(onset_sample)
        ranked = sorted(
            (event.amplitude, event.onset_sample, voice) for voice, event in sounding.items()
        )
        shed = [voice for _, _, voice in ranked[:count]]
        for voice in shed:
            self._ends[voice] = -1
        return [(sounding[voice].instrument, voice) for voice in shed]

    def sounding(self, sample: int) -> int:
        """Return how many notes sound at a sample."""
        return len(self._sounding(sample))

    def _sounding(self, onset_sample: int) -> dict[int, Event]:
        return {
            voice: event
            for voice, event in enumerate(self._events)
            if event is not None and self._ends[voice] > onset_sample
        }
