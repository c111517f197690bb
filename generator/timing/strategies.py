"""Ways to tell from Python when the next beat is due, to compare with committing ahead.

They are what one finds in scripts and in other programs, each as it is usually written. Only the
last one, `scheduled`, is no strategy: it never waits for a beat to come (see timing.scheduler).
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from typing import Protocol

SCHEDULED = "scheduled"
POLL_SECONDS, SLOW_POLL_SECONDS = 0.001, 0.010
PATIENCE_SECONDS = 0.2  # for a packet, before it is seen whether all is over


class Csound(Protocol):
    """What a strategy knows of Csound while it performs."""

    def now_seconds(self) -> float:
        """Return its score time, in seconds."""
        ...

    def channel(self, name: str) -> float:
        """Return the value of a control channel."""
        ...


class Tick(Protocol):
    """What is done at each tick."""

    def __call__(self, at_seconds: float | None = None) -> float:
        """Let a tick be now, or at a score time; return the seconds until the next one is due."""
        ...


class Strategy(Protocol):
    """What decides when the next tick is.

    port: where Csound is to send a message at each of its ticks; 0 for nowhere.
    """

    port: int

    def run(self, csound: Csound, tick: Tick, stopped: threading.Event) -> None:
        """Call `tick` whenever it is time to, until stopped."""
        ...


class Timer:
    """A repeating timer: each one starts the next when it has fired."""

    port = 0

    def run(self, csound: Csound, tick: Tick, stopped: threading.Event) -> None:
        """Let timers fire until stopped."""

        def fire() -> None:
            if not stopped.is_set():
                self._start(tick(), fire)

        fire()
        stopped.wait()
        self._timer.cancel()

    def _start(self, seconds: float, fire: Callable[[], None]) -> None:
        self._timer = threading.Timer(seconds, fire)
        self._timer.daemon = True
        self._timer.start()


class ChannelPulse:
    """A channel that Csound's metro raises for one control cycle, polled every 10 ms."""

    port = 0

    def run(self, csound: Csound, tick: Tick, stopped: threading.Event) -> None:
        """Look for pulses until stopped; most go by between two looks."""
        while not stopped.wait(SLOW_POLL_SECONDS):
            if csound.channel("ticks.pulse"):
                tick()


class ChannelCount:
    """A channel in which Csound's metro counts, polled every 10 ms: no tick is missed."""

    port = 0

    def run(self, csound: Csound, tick: Tick, stopped: threading.Event) -> None:
        """Look at the count until stopped."""
        seen = csound.channel("ticks.count")
        while not stopped.wait(SLOW_POLL_SECONDS):
            while seen < csound.channel("ticks.count"):
                seen += 1
                tick()


class Message:
    """A message that Csound's OSCsend sends at each tick of its metro."""

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.settimeout(PATIENCE_SECONDS)
        self.port: int = self._socket.getsockname()[1]

    def run(self, csound: Csound, tick: Tick, stopped: threading.Event) -> None:
        """Tick at each message until stopped."""
        began = csound.channel("ticks.count")
        with closing(self._socket):
            while not stopped.is_set():
                count = self._heard()
                if count is not None and count > began:
                    tick()

    def _heard(self) -> int | None:
        """Return the count that the next message carries; None where none comes for a while."""
        with suppress(TimeoutError):
            return int.from_bytes(self._socket.recv(64)[-4:], signed=True)
        return None


class Polled:
    """A clock, looked at every millisecond: it ticks when an interval has passed.

    adds: whether the next interval counts from where this one ended, not from the time that was
    read. wall: whether it is the wall clock, not score time.
    """

    port = 0

    def __init__(self, *, adds: bool = False, wall: bool = False) -> None:
        self._adds = adds
        self._wall = wall

    def run(self, csound: Csound, tick: Tick, stopped: threading.Event) -> None:
        """Look at the clock until stopped."""
        read = time.time if self._wall else csound.now_seconds
        last_seconds, interval_seconds = read(), tick()
        while not stopped.wait(POLL_SECONDS):
            now_seconds = read()
            if now_seconds - last_seconds >= interval_seconds:
                last_seconds = last_seconds + interval_seconds if self._adds else now_seconds
                interval_seconds = tick()


class Metro:
    """Csound's metro itself: it writes down when it ticked, and Python adds nothing to that."""

    port = 0

    def run(self, csound: Csound, tick: Tick, stopped: threading.Event) -> None:
        """Take over each tick until stopped."""
        seen = csound.channel("ticks.count")
        while not stopped.wait(POLL_SECONDS):
            count = csound.channel("ticks.count")
            if count > seen:
                seen = count
                tick(csound.channel("ticks.seconds"))


_WAYS: dict[str, tuple[str, Callable[[], Strategy]]] = {
    "timer": ("a timer that starts the next one when it fires", Timer),
    "channel-pulse": ("a channel that metro raises for one control cycle", ChannelPulse),
    "channel": ("a channel in which metro counts, polled every 10 ms", ChannelCount),
    "osc": ("an OSC message from Csound at each tick of metro", Message),
    "score-time": ("score time polled, from the time read on", Polled),
    "score-time-grid": ("score time polled, interval by interval", lambda: Polled(adds=True)),
    "wall-clock": ("time.time() polled, from the time read on", lambda: Polled(wall=True)),
    "csound": ("Csound's metro alone", Metro),
}

STRATEGIES: dict[str, str] = {
    **{name: description for name, (description, _) in _WAYS.items()},
    SCHEDULED: "committed ahead, at an exact sample",
}


def strategy(name: str) -> Strategy:
    """Return a strategy by its name, any but `scheduled`; raises KeyError."""
    return _WAYS[name][1]()
