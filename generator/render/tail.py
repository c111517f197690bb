"""The end of a performance's audio, the same live and rendered."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from generator.engine.ring import Frames

WINDOW_SECONDS = 0.1
QUIET_WINDOWS = 5
SILENCE = 10.0 ** (-90.0 / 20.0)
NEVER = 2**62


class Ending(Protocol):
    """What a performance says of its end; each sample is known before it is performed."""

    @property
    def end_sample(self) -> int | None:
        """Where the music ends and the tail starts."""
        ...

    @property
    def final_sample(self) -> int | None:
        """Where the tail ends at the latest."""
        ...

    @property
    def until_silence(self) -> bool:
        """Whether the tail may end earlier, once it is silent."""
        ...


class Tail:
    """Cuts a stream of blocks at the last sample of a performance.

    From `end_sample` on, windows of 0.1 s are looked at: after five in a row whose peaks lie
    under -90 dBFS the tail is over, rounded up to a whole control cycle (as Csound's own files
    are); otherwise it is over at `final_sample`. The windows are anchored at `end_sample`, so the
    size of the blocks plays no role. A tail of fixed length ends exactly at `final_sample`.
    """

    def __init__(self, sample_rate: int, ksmps: int) -> None:
        self.frames = 0
        self.finished = False
        self._ksmps = ksmps
        self._window = max(1, round(WINDOW_SECONDS * sample_rate))
        self._end: int | None = None
        self._silent_sample = NEVER
        self._quiet = 0
        self._peak = 0.0

    def trim(self, block: Frames, ending: Ending) -> Frames:
        """Return what of the next frames belongs to the performance."""
        if self.finished:
            return block[:0]
        stop = self._stop(block, ending)
        kept = block[: max(0, min(len(block), stop - self.frames))]
        self.finished = self.frames + len(block) >= stop
        self.frames += len(kept)
        return kept

    def _stop(self, block: Frames, ending: Ending) -> int:
        """Return the last sample as far as it is known; a huge number if it is not."""
        limit = NEVER if ending.final_sample is None else ending.final_sample
        if not ending.until_silence:
            return limit
        if ending.end_sample is not None:
            self._listen(block, ending.end_sample)
        return -(-min(self._silent_sample, limit) // self._ksmps) * self._ksmps

    def _listen(self, block: Frames, end_sample: int) -> None:
        if end_sample != self._end:
            self._end, self._quiet, self._peak = end_sample, 0, 0.0
            self._silent_sample = NEVER
        place, last = max(self.frames, end_sample), self.frames + len(block)
        while place < last:
            boundary = place + self._window - (place - end_sample) % self._window
            until = min(boundary, last)
            piece = block[place - self.frames : until - self.frames]
            self._peak = max(self._peak, float(np.abs(piece).max(initial=0.0)))
            place = until
            if until == boundary and self._close_window():
                self._silent_sample = min(self._silent_sample, boundary)

    def _close_window(self) -> bool:
        """Count a full window; return whether it was the last of enough quiet ones."""
        self._quiet = self._quiet + 1 if self._peak < SILENCE else 0
        self._peak = 0.0
        return self._quiet >= QUIET_WINDOWS
