"""Leading others by a MIDI clock: ticks, start, stop, continue and song position."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from math import ceil

from generator.control.midi.clock import TICKS_PER_SIXTEENTH, Frame
from generator.control.midi.messages import Sent
from generator.control.midi.ticks import TICKS_PER_BEAT

IDLE_SECONDS = 0.25
SIXTEENTHS_PER_BEAT = 4
POSITIONS = 1 << 14
JUMP_BEATS = 0.25
TRUST = 0.2
ON_TIME_BEATS = 1e-3

CLOCK: Sent = ("clock", {})
START: Sent = ("start", {})
STOP: Sent = ("stop", {})
CONTINUE: Sent = ("continue", {})


class ClockOut:
    """Turns how the performance stands into the messages of a MIDI clock.

    `tell` may be called from any thread, `due` from one only. From the beginning it sends start;
    after a pause or a jump a song position and continue, so that the next tick is that of the next
    sixteenth. Ticks stay evenly spaced: a fifth of what a frame says about the phase is believed,
    and after a delay two ticks are never closer than a third of their distance. Song positions
    count to 16,383 sixteenths and then from 0 again.
    """

    def __init__(self) -> None:
        self._told: deque[Frame] = deque()
        self._anchor: Frame | None = None
        self._next_tick = 0
        self._sent_seconds = 0.0
        self._rewound = False

    def tell(self, frame: Frame) -> None:
        """Take how the performance stands."""
        self._told.append(frame)

    def due(self, now_seconds: float) -> tuple[list[Sent], float]:
        """Return what has to be sent now, and the seconds until it should be asked again."""
        sent: list[Sent] = []
        while self._told:
            sent += self._hear(self._told.popleft())
        if self._anchor is None:
            return sent, IDLE_SECONDS
        if self._tick_seconds(self._anchor) <= now_seconds:
            sent.append(CLOCK)
            self._sent_seconds = now_seconds
            self._next_tick += 1
        return sent, max(0.0, min(IDLE_SECONDS, self._tick_seconds(self._anchor) - now_seconds))

    def stop(self) -> list[Sent]:
        """Return what ends the clock."""
        playing, self._anchor = self._anchor is not None, None
        return [STOP] if playing else []

    def _hear(self, frame: Frame) -> Iterator[Sent]:
        anchor = self._anchor
        if frame.paused:
            yield from self._pause(frame)
        elif anchor is None:
            yield from self._begin(frame)
        else:
            error_beats = frame.beats - _beats_at(anchor, frame.seconds)
            if abs(error_beats) > JUMP_BEATS:
                yield STOP
                yield from self._begin(frame)
            else:
                self._anchor = frame._replace(beats=frame.beats - (1.0 - TRUST) * error_beats)

    def _pause(self, frame: Frame) -> Iterator[Sent]:
        yield from self.stop()
        if frame.beats == 0.0 and not self._rewound:
            yield _position(0)
        self._rewound = frame.beats == 0.0

    def _begin(self, frame: Frame) -> Iterator[Sent]:
        self._anchor = frame
        self._sent_seconds = 0.0
        if frame.beats * SIXTEENTHS_PER_BEAT < 1.0:
            self._next_tick = 0
            yield START
            return
        sixteenths = ceil(frame.beats * SIXTEENTHS_PER_BEAT - ON_TIME_BEATS)
        self._next_tick = sixteenths * TICKS_PER_SIXTEENTH
        yield _position(sixteenths)
        yield CONTINUE

    def _tick_seconds(self, anchor: Frame) -> float:
        """Return when the next tick is to be sent."""
        period_seconds = 60.0 / (anchor.tempo_bpm * TICKS_PER_BEAT)
        ticks = self._next_tick - anchor.beats * TICKS_PER_BEAT
        return max(anchor.seconds + ticks * period_seconds, self._sent_seconds + period_seconds / 3)


def _beats_at(anchor: Frame, seconds: float) -> float:
    return anchor.beats + (seconds - anchor.seconds) * anchor.tempo_bpm / 60.0


def _position(sixteenths: int) -> Sent:
    return "songpos", {"pos": sixteenths % POSITIONS}
