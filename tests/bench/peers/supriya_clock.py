"""supriya's threaded Clock: a callback that returns the beats to the next one; no sound.

Its AsyncClock was later in every condition tried. A shorter slop is finer: it is how long it waits
between two looks at the time.
"""

from __future__ import annotations

from collections.abc import Callable

from .peer import Mark, perform
from .track import CLICKS_A_BEAT, Track

BEATS_A_WHOLE = 4  # supriya counts in whole notes
SLOP_SECONDS = 0.0001


def prepare(track: Track, mark: Mark) -> Callable[[], None]:
    """Return what plays the track."""
    from supriya.clocks import Clock

    def click(_state: object) -> float:
        mark()
        return 1.0 / (CLICKS_A_BEAT * BEATS_A_WHOLE)

    def play() -> None:
        clock = Clock()
        clock.slop = SLOP_SECONDS
        clock.cue(click, quantization="1M")
        change = track.change_beat / BEATS_A_WHOLE
        clock.schedule_change(change, beats_per_minute=track.then_bpm)
        clock.start(beats_per_minute=track.tempo_bpm)

    return play


if __name__ == "__main__":
    perform("supriya", prepare)
