"""isobar's Timeline on its own clock, with an output device that does nothing but note the time.

Its default of 480 ticks a beat falls behind beside busy threads; 24 is as tight alone.
"""

from __future__ import annotations

from collections.abc import Callable

from .peer import Mark, perform
from .track import CLICKS_A_BEAT, Track

TICKS_A_BEAT = 24


def prepare(track: Track, mark: Mark) -> Callable[[], None]:
    """Return what plays the track."""
    import isobar
    from isobar.io.output import OutputDevice

    class Clicks(OutputDevice):
        @property
        def ticks_per_beat(self) -> int:
            return TICKS_A_BEAT

        def note_on(self, note: int = 60, velocity: int = 64, channel: int = 0) -> None:
            mark()

    timeline = isobar.Timeline(track.tempo_bpm, output_device=Clicks(), ticks_per_beat=TICKS_A_BEAT)
    timeline.schedule({"note": 60, "duration": 1.0 / CLICKS_A_BEAT, "gate": 0.5})

    def quicken() -> None:
        timeline.tempo = track.then_bpm

    timeline.schedule({"action": quicken}, delay=track.change_beat, count=1)
    return timeline.run


if __name__ == "__main__":
    perform("isobar", prepare)
