"""What all peers have in common: a process that plays a track and says when it clicked.

It prints one JSON object a line: {"begun": true} at its first click, at last {"onsets": seconds…}
with its version, or {"lacks": …} where its library is missing, or {"failed": …}.
"""

from __future__ import annotations

import json
import os
import platform
import sys
import threading
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Any, Protocol

from .track import Track

PATIENCE_SECONDS = 30.0
LINGER_SECONDS = 0.3
DELAY_SECONDS = 10.0  # that sound may be behind

Mark = Callable[[], None]
Prepare = Callable[[Track, Mark], Callable[[], None]]


class Sound(Protocol):
    """What a peer that makes sound can tell of it."""

    def played_seconds(self) -> float:
        """Return how much of the track has been played."""

    def onsets(self) -> Sequence[float]:
        """Return when it clicked, in seconds, after the end."""


def say(**message: Any) -> None:
    """Tell the bench something."""
    print(json.dumps(message), flush=True)


def perform(library: str | None, prepare: Prepare, sound: Sound | None = None) -> None:
    """Play the track of the first argument, and end this process.

    library: whose version to tell, None for Python's own. prepare: imports the library, sets all up
    and returns what plays; it may return or play on for ever. sound: where the onsets are read
    from; without any they are when `mark` was called.
    """
    track, marks = Track.from_text(sys.argv[1]), list[float]()
    try:
        run = prepare(track, lambda: marks.append(time.perf_counter()))
        told = library and f"{library} {version(library)}"
    except Exception as error:  # each library has its own way to say what it wants
        say(lacks=f"{type(error).__name__}: {error}".splitlines()[0])
        return
    for _ in range(track.threads):
        threading.Thread(target=toil, daemon=True).start()
    before = wall_ahead_seconds()
    playing = threading.Thread(target=run, daemon=True)
    playing.start()
    wait_for(marks)
    if not marks:
        say(failed="it did not begin")
        os._exit(1)
    say(begun=True)
    wait_for_end(track, marks[0], sound)
    say(
        onsets=list(sound.onsets() if sound else marks),
        measured="audio" if sound else "callback",
        version=told or f"Python {platform.python_version()}",
        wall_step=round(wall_ahead_seconds() - before, 3),
    )
    sys.stdout.flush()
    os._exit(0)  # many a library waits for its threads


def wait_for(marks: Sequence[float]) -> None:
    """Wait for the first click, but not for ever."""
    deadline = time.perf_counter() + PATIENCE_SECONDS
    while not marks and time.perf_counter() < deadline:
        time.sleep(0.01)


def wait_for_end(track: Track, start_seconds: float, sound: Sound | None) -> None:
    """Wait until the track is over, in the sound where there is any."""
    end = start_seconds + track.seconds + LINGER_SECONDS
    time.sleep(max(0.0, end - time.perf_counter()))
    while (
        sound
        and sound.played_seconds() < track.seconds
        and time.perf_counter() < end + DELAY_SECONDS
    ):
        time.sleep(0.1)


def wall_ahead_seconds() -> float:
    """Return how far the system's wall clock is ahead of one that cannot be set."""
    return time.time() - time.perf_counter()


def toil() -> None:
    """Count for ever."""
    number = 0
    while True:
        number += 1
