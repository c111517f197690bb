"""Notes to messages: keys pressed and let go in time, on one MIDI channel or several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from generator.composition.midi_bytes import Timed

DRUMS = 9
PAN = 10


class Pressed(NamedTuple):
    """A note as a key is pressed; wheel: how far from it the pitch is, in 4096ths of a semitone."""

    tick: int
    ticks: int
    key: int
    wheel: int
    velocity: int
    program: int
    pan: int


class Channel:
    """A channel of a keyboard: how it is set, and until when a key on it is down."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.wheel = 0
        self.free_tick = 0
        self._set: dict[str, object] = {"pitchwheel": {"pitch": 0}}

    def settings(self, note: Pressed) -> Iterator[Timed]:
        """Yield what has to change before a note."""
        self.wheel = note.wheel
        wanted = {
            "program_change": {"program": note.program},
            "control_change": {"control": PAN, "value": note.pan},
            "pitchwheel": {"pitch": note.wheel},
        }
        for kind, fields in wanted.items():
            if self._set.get(kind) != fields and self.number != DRUMS:
                self._set[kind] = fields
                yield note.tick, kind, {"channel": self.number, **fields}


class Keyboard:
    """Turns notes in order of onset into messages in order of time, on one channel or several."""

    def __init__(self, channels: Sequence[int]) -> None:
        self._channels = [Channel(number) for number in channels]
        self._ends: list[tuple[int, int, int, int]] = []
        self._down: dict[tuple[int, int], int] = {}
        self._count = 0

    def play(self, notes: Iterable[Pressed]) -> Iterator[Timed]:
        """Yield the messages."""
        for note in notes:
            yield from self._release(note.tick)
            yield from self._press(note)
        while self._ends:
            yield from self._release(self._ends[0][0])

    def _press(self, note: Pressed) -> Iterator[Timed]:
        channel = self._channel(note)
        place = channel.number, note.key
        if self._down.get(place, note.tick) < note.tick:
            yield from self._let_go(place, note.tick)
        yield from channel.settings(note)
        yield note.tick, "note_on", _fields(place, note.velocity)
        end_tick = note.tick + note.ticks
        channel.free_tick = max(channel.free_tick, end_tick)
        self._down[place] = note.tick
        self._count += 1
        heappush(self._ends, (end_tick, self._count, *place))

    def _channel(self, note: Pressed) -> Channel:
        """Return the channel that suits best: set to the note's bend, or else free the longest."""

        def unfit(channel: Channel) -> tuple[bool, bool, int]:
            other = channel.wheel != note.wheel
            return other and channel.free_tick > note.tick, other, channel.free_tick

        return min(self._channels, key=unfit)

    def _release(self, tick: int) -> Iterator[Timed]:
        while self._ends and self._ends[0][0] <= tick:
            end_tick, _, channel, key = heappop(self._ends)
            self._down.pop((channel, key), None)
            yield end_tick, "note_off", _fields((channel, key), 0)

    def _let_go(self, place: tuple[int, int], tick: int) -> Iterator[Timed]:
        """Yield the ends of a key that is pressed again before its time."""
        later = [each for each in self._ends if each[2:] != place]
        for _ in range(len(self._ends) - len(later)):
            yield tick, "note_off", _fields(place, 0)
        heapify(later)
        self._ends = later


def _fields(place: tuple[int, int], strength: int) -> dict[str, int]:
    return {"channel": place[0], "note": place[1], "velocity": strength}
