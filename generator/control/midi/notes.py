"""Notes out: the notes of the parts, sent to MIDI devices at their time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from heapq import heappop, heappush
from math import sqrt
from typing import NamedTuple

from generator.control.midi.messages import Sent

CHANNELS = 16
LARGEST = 127
TOLERATED_SECONDS = 0.050
SHORTEST_SECONDS = 0.001
IDLE_SECONDS = 0.25
ALL_SOUND_OFF, ALL_NOTES_OFF = 120, 123

Key = tuple[int, int]
Conversion = Callable[[int, float], float | None]


class NoteOut(NamedTuple):
    """A note to send. part: its number, from 0. pitch: in semitones. amplitude: 0 to 1."""

    onset_sample: int
    duration_samples: int
    part: int
    pitch: float
    amplitude: float


class NotesOut:
    """Sends each note at the time of its sample, and its end without fail.

    `play` and `silence` may be called from any thread, `due` from one only. A part has the channel
    of its number, from the seventeenth on the first again. A pitch is rounded to the nearest
    semitone. The velocity is 127 times the root of the amplitude, as synthesisers square it (DLS
    Level 1, 1997). A note late by less than 50 ms is sent at once at full length; a later one is
    dropped, like one that MIDI has no pitch for. A note that begins while the same one sounds on
    its channel ends that one first.

    seconds_of: the time of the monotonic clock at which a sample plays, given the present one.
    """

    def __init__(self, seconds_of: Conversion) -> None:
        self.late = 0
        self.dropped = 0
        self._seconds_of = seconds_of
        self._given: deque[NoteOut | bool] = deque()
        self._waiting: list[tuple[float, int, Key, int]] = []
        self._sounding: dict[Key, int] = {}
        self._used: set[int] = set()
        self._count = 0

    def play(self, notes: Sequence[NoteOut]) -> None:
        """Take notes to send, in any order."""
        self._given.extend(notes)

    def silence(self, at_once: bool = False) -> None:
        """End what sounds, and forget what waits; at_once: what rings out is cut off too."""
        self._given.append(at_once)

    def due(self, now_seconds: float) -> tuple[list[Sent], float]:
        """Return what has to be sent now, and the seconds until it should be asked again."""
        sent: list[Sent] = []
        while self._given:
            given = self._given.popleft()
            if isinstance(given, bool):
                sent += self.end(given)
            else:
                self._plan(given, now_seconds)
        while self._waiting and self._waiting[0][0] <= now_seconds:
            sent += self._turn(*heappop(self._waiting)[1:])
        wait_seconds = self._waiting[0][0] - now_seconds if self._waiting else IDLE_SECONDS
        return sent, min(wait_seconds, IDLE_SECONDS)

    def end(self, at_once: bool = False) -> list[Sent]:
        """Return what ends every note, sounding or hanging, on the channels that were used."""
        self._waiting.clear()
        offs = [_note(key, 0) for key in self._sounding]
        self._sounding.clear()
        controls = (ALL_NOTES_OFF, ALL_SOUND_OFF) if at_once else (ALL_NOTES_OFF,)
        for channel in sorted(self._used):
            for control in controls:
                fields = {"channel": channel, "control": control, "value": 0}
                offs.append(("control_change", fields))
        return offs

    def _plan(self, note: NoteOut, now_seconds: float) -> None:
        begin = self._seconds_of(note.onset_sample, now_seconds)
        end = self._seconds_of(note.onset_sample + note.duration_samples, now_seconds)
        playable = -0.5 <= note.pitch < LARGEST + 0.5
        if begin is None or end is None or not playable or now_seconds - begin > TOLERATED_SECONDS:
            self.dropped += 1
            return
        self.late += begin < now_seconds
        onset = max(begin, now_seconds)
        length = max(end - begin, SHORTEST_SECONDS)
        self._count += 1
        key = note.part % CHANNELS, min(LARGEST, round(note.pitch))
        heappush(self._waiting, (onset, self._count, key, velocity(note.amplitude)))
        heappush(self._waiting, (onset + length, self._count, key, 0))

    def _turn(self, count: int, key: Key, velocity: int) -> Iterator[Sent]:
        """Yield what a beginning or an end that has come amounts to."""
        sounding = self._sounding.get(key)
        if velocity:
            if sounding is not None:
                yield _note(key, 0)
            self._sounding[key] = count
            self._used.add(key[0])
            yield _note(key, velocity)
        elif sounding == count:
            del self._sounding[key]
            yield _note(key, 0)


def velocity(amplitude: float) -> int:
    """Return the velocity, 1 to 127, of an amplitude from 0 to 1."""
    return max(1, round(LARGEST * sqrt(min(1.0, max(0.0, amplitude)))))


def _note(key: Key, velocity: int) -> Sent:
    channel, pitch = key
    fields = {"channel": channel, "note": pitch, "velocity": velocity}
    return ("note_on" if velocity else "note_off"), fields
