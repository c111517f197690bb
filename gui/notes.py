"""The notes that the piano roll shows, as bars: what was heard, thinned to what can be told apart.

Nothing here knows heights or colours. Places are those of the timeline, in seconds.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from generator.session.heard import Heard

MOST_BARS = 1000
MOST_NOTES = 12_000  # what a longer view can go back to
COMING, SOUNDING, PAST = range(3)
STEPS_PER_SEMITONE = 2.0


class Placed(NamedTuple):
    """A note on the timeline. silent: its part was muted when it came."""

    heard: Heard
    start: float
    end: float
    silent: bool = False


@dataclass(slots=True, eq=False)
class Bar:
    """One bar: a note, and others of its part that begin on the same pixel at the same pitch.

    note: the loudest of them. state: COMING, SOUNDING or PAST.
    """

    key: int
    note: Placed
    start: float
    end: float
    state: int = COMING
    count: int = 1


@dataclass(slots=True)
class Bars:
    """The bars between a place and the present.

    grain: the length of a pixel in seconds. The more bars there are the coarser it gets, so there
    are never many more than MOST_BARS. changed: those to be drawn anew, by key, gone: the keys of
    those that have left; whoever draws empties both. sounding: how many bars of each part sound.
    """

    grain: float
    shown: dict[int, Bar] = field(default_factory=dict)
    changed: dict[int, Bar] = field(default_factory=dict)
    gone: list[int] = field(default_factory=list)
    sounding: dict[str, int] = field(default_factory=dict)
    _latest: dict[tuple[str, int], Bar] = field(default_factory=dict)
    _coming: list[tuple[float, int, Bar]] = field(default_factory=list)
    _ending: list[tuple[float, int, Bar]] = field(default_factory=list)
    _past: deque[tuple[float, Bar]] = field(default_factory=deque)  # in the order of their ends
    _count: int = 0

    def add(self, note: Placed) -> None:
        """Add a note, as a bar of its own if there is room for one."""
        event = note.heard.event
        lane = event.part, int(event.pitch * STEPS_PER_SEMITONE)
        last = self._latest.get(lane)
        if last is not None and abs(note.start - last.start) < self._coarseness():
            self._join(last, note)
            return
        self._count += 1
        bar = Bar(self._count, note, note.start, note.end)
        self.shown[bar.key] = self._latest[lane] = bar
        heappush(self._coming, (bar.start, bar.key, bar))
        self.changed[bar.key] = bar

    def advance(self, now: float, left: float) -> None:
        """Let bars begin, end and leave at the left."""
        coming, ending, past = self._coming, self._ending, self._past
        while coming and coming[0][0] <= now:
            _, key, bar = heappop(coming)
            self._turn(bar, SOUNDING)
            heappush(ending, (bar.end, key, bar))
        while ending and ending[0][0] <= now:
            end, key, bar = heappop(ending)
            if bar.end > end:  # another note has joined it
                heappush(ending, (bar.end, key, bar))
                continue
            self._turn(bar, PAST)
            past.append((end, bar))
        while past and past[0][0] < left:
            end, bar = past.popleft()
            if bar.state == PAST and bar.end == end:  # else it sounded once more
                self._leave(bar)

    def _coarseness(self) -> float:
        """Return how near to another a note may begin and still get its own bar."""
        excess = max(len(self.shown) / MOST_BARS - 0.5, 0.0)
        return float(self.grain * 2.0 ** (8.0 * excess))

    def _join(self, bar: Bar, note: Placed) -> None:
        bar.count += 1
        bar.end = max(bar.end, note.end)
        if note.heard.event.amplitude >= bar.note.heard.event.amplitude:
            bar.note = note
        if bar.state == PAST:
            self._turn(bar, SOUNDING)
            heappush(self._ending, (bar.end, bar.key, bar))
        self.changed[bar.key] = bar

    def _turn(self, bar: Bar, state: int) -> None:
        bar.state = state
        self.changed[bar.key] = bar
        part = bar.note.heard.event.part
        self.sounding[part] = self.sounding.get(part, 0) + (1 if state == SOUNDING else -1)

    def _leave(self, bar: Bar) -> None:
        del self.shown[bar.key]
        self.changed.pop(bar.key, None)
        self.gone.append(bar.key)
        event = bar.note.heard.event
        lane = event.part, int(event.pitch * STEPS_PER_SEMITONE)
        if self._latest.get(lane) is bar:
            del self._latest[lane]


class Notes:
    """What was heard last, so that bars can be made anew for another scale."""

    def __init__(self) -> None:
        self._notes: deque[Placed] = deque(maxlen=MOST_NOTES)

    def add(self, note: Placed) -> None:
        """Keep a note."""
        self._notes.append(note)

    def forget(self, place: float) -> None:
        """Forget the notes that had ended by a place."""
        while self._notes and self._notes[0].end < place:
            self._notes.popleft()

    def bars(self, grain: float, now: float, left: float) -> Bars:
        """Return all that is kept as bars, the present ones changed."""
        bars = Bars(grain)
        for note in self._since(left):
            bars.add(note)
        bars.advance(now, left)
        return bars

    def _since(self, left: float) -> Iterator[Placed]:
        return (note for note in self._notes if note.end >= left)
