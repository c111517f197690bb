"""clockblocks' Clock, SCAMP's, with absolute and precise timing: no wait adds to the next one."""

from __future__ import annotations

from collections.abc import Callable

from .peer import Mark, perform
from .track import CLICKS_A_BEAT, Track


def prepare(track: Track, mark: Mark) -> Callable[[], None]:
    """Return what plays the track."""
    from clockblocks import Clock, ClockFamilyOptions

    options = ClockFamilyOptions(timing_policy=0.0, precise_timing=True)

    def play() -> None:
        clock = Clock(initial_tempo=track.tempo_bpm, clock_family_options=options)
        clicks = 0
        while True:
            if clicks == track.change_click:
                clock.tempo = track.then_bpm
            mark()
            clicks += 1
            clock.wait(1.0 / CLICKS_A_BEAT)

    return play


if __name__ == "__main__":
    perform("clockblocks", prepare)
