"""Ableton Link: tempo, beat, and start and stop shared with other programs in the network.

The library is LinkPython-extern (GPL, hence an extra); this is the only module that imports it.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from generator.control.desk import Desk
from generator.control.link.following import TEMPO, Follower
from generator.control.link.timeline import Timeline
from generator.control.status import Status
from generator.control.surface import Change
from generator.errors import ControlError

if TYPE_CHECKING:
    import link

MICROS = 1e6
PAIRS = 3
MISSING = "Ableton Link needs its library: pip install 'scoretime[link]'"


def installed() -> bool:
    """Return whether the library is there."""
    return find_spec("link") is not None


class Link:
    """A performance in a Link session; use it from one thread.

    quantum_beats: what is kept in phase; None is the piece's bar. Raises ControlError where the
    library is not installed.
    """

    def __init__(self, desk: Desk, quantum_beats: float | None = None) -> None:
        try:
            import link
        except ImportError as error:
            raise ControlError(f"{MISSING} ({error})") from None
        self._library = link.Link
        self._desk = desk
        self._quantum_beats = quantum_beats
        self._session: LinkSession | None = None
        self._follower: Follower | None = None

    @property
    def peers(self) -> int:
        """How many others are in the session."""
        return self._follower.peers if self._follower else 0

    @property
    def phase_error_ms(self) -> float | None:
        """How far the performance is behind the session's beat; None where that is not known."""
        return self._follower.phase_error_ms if self._follower else None

    @property
    def notice(self) -> str:
        """How it stands, in words."""
        error_ms = self.phase_error_ms
        if not self.peers:
            return "Link: nobody else yet"
        others = "1 peer" if self.peers == 1 else f"{self.peers} peers"
        return f"Link: {others}" + (f", phase {error_ms:+.1f} ms" if error_ms is not None else "")

    def start(self) -> None:
        """Join the session in the network, or begin one."""
        surface = self._desk.surface
        library = self._library(surface.values[TEMPO])
        self._session = LinkSession(library, playing=not surface.status().paused)
        self._follower = Follower(self._desk, self._session, self._quantum_beats)

    def close(self) -> None:
        """Leave the session."""
        if self._session is not None:
            self._session.close()
        self._session = self._follower = None

    def changed(self, changes: Iterable[Change]) -> None:
        """Take what has changed in the performance."""
        if self._follower is not None:
            self._follower.changed(changes)

    def tell(self, status: Status) -> None:
        """Take the status of a frame."""
        if self._follower is not None:
            self._follower.tell(status)


class Moment(NamedTuple):
    """One moment on two clocks: Link's, and `time.monotonic`."""

    micros: int
    seconds: float

    def micros_at(self, seconds: float) -> int:
        """Return the time on Link's clock at a time of `time.monotonic`."""
        return self.micros + round((seconds - self.seconds) * MICROS)

    def seconds_at(self, micros: int) -> float:
        """Return the time of `time.monotonic` at a time on Link's clock."""
        return self.seconds + (micros - self.micros) / MICROS


class LinkSession:
    """The library's session, by `time.monotonic`.

    Link's clock is the raw monotonic clock of the system, which drifts against `time.monotonic`:
    the two are read side by side each time. playing: said before it joins, so it starts nobody.
    """

    def __init__(self, library: link.Link, *, playing: bool) -> None:
        self._link = library
        self._clock = library.clock()
        self.set_playing(playing)
        self._link.startStopSyncEnabled = True
        self._link.enabled = True

    def close(self) -> None:
        """Leave."""
        self._link.enabled = False

    def timeline(self, quantum_beats: float) -> Timeline:
        """Return how the session stands at this moment."""
        now, state = self._now(), self._link.captureSessionState()
        return Timeline(
            now.seconds,
            state.beatAtTime(now.micros, quantum_beats),
            state.tempo(),
            state.isPlaying(),
            now.seconds_at(state.timeForIsPlaying()),
            self._link.numPeers(),
        )

    def set_tempo(self, tempo_bpm: float) -> None:
        """Change the tempo for all, from now on."""
        state = self._link.captureSessionState()
        state.setTempo(tempo_bpm, self._clock.micros())
        self._link.commitSessionState(state)

    def set_playing(self, playing: bool) -> None:
        """Start or stop all, now."""
        state = self._link.captureSessionState()
        state.setIsPlaying(playing, self._clock.micros())
        self._link.commitSessionState(state)

    def place(self, beat: float, seconds: float, quantum_beats: float) -> None:
        """Be at a beat at a moment; among others, at the next moment of that phase."""
        state = self._link.captureSessionState()
        state.requestBeatAtTime(beat, self._now().micros_at(seconds), quantum_beats)
        self._link.commitSessionState(state)

    def _now(self) -> Moment:
        """Return the present moment, from the pair of readings that took the least time."""
        readings = (
            (time.monotonic(), self._clock.micros(), time.monotonic()) for _ in range(PAIRS)
        )
        before, micros, after = min(readings, key=lambda each: each[2] - each[0])
        return Moment(micros, (before + after) / 2.0)
