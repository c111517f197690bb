"""The engine is held for a moment: each note that comes late is counted, and there is no burst."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext, suppress

from generator.session.front import Front
from tests.bench.exactness import Meanwhile, Taken, plan, take
from tests.bench.pieces.holding import HELD_SECONDS
from tests.jack import jack_server
from tests.soak.loads import SETTINGS
from tests.soak.results import Held

RATE = 48_000
SECONDS = 3.0
STOPPED_AT_SECONDS, STOPPED_SECONDS = 1.0, 1.0
BACK_SECONDS = 0.5
BURST_SECONDS = 0.1
MOVED_SECONDS = 0.05  # what the late policy moves may come on top of the piece's own
TARGET = "each counted, back within 0.5 s, no more in 100 ms than the piece has in 150"


def run(quick: bool) -> list[Held]:
    """Hold the interpreter, then stop the process, on null audio and on a JACK server."""
    return [interpreter(), stopped("null"), stopped("jack")]


def interpreter() -> Held:
    """Let a piece call what does not hand the interpreter on."""
    asked = plan("holding", SETTINGS | {"threads": 1}, seconds=SECONDS)
    return told(f"interpreter held for {HELD_SECONDS:g} s", take(asked), HELD_SECONDS)


def stopped(module: str) -> Held:
    """Send the engine SIGSTOP, and SIGCONT after a second."""
    server: AbstractContextManager[None] = jack_server() if module == "jack" else nullcontext()
    with server:
        taken = take(plan("pulse", SETTINGS, seconds=SECONDS, module=module), stopping())
    return told(f"SIGSTOP for {STOPPED_SECONDS:g} s, {module}", taken, STOPPED_SECONDS)


def stopping() -> Meanwhile:
    """Return what stops the engine once the music plays, and lets it go on."""
    process, due = 0, 0.0

    def stop(front: Front) -> None:
        nonlocal process, due
        if not process and front.status().seconds > STOPPED_AT_SECONDS:
            process, due = front._process.pid, time.monotonic() + STOPPED_SECONDS
            os.kill(process, signal.SIGSTOP)
        elif due and time.monotonic() > due:
            due = 0.0
            with suppress(ProcessLookupError):  # another engine may have taken its place
                os.kill(process, signal.SIGCONT)

    return stop


def told(what: str, taken: Taken, held_seconds: float) -> Held:
    """Return whether every note that was not on its sample is accounted for, and when it ended."""
    expected, counted, status = taken.expected, taken.counted, taken.front.status()
    astray = sorted(set(expected) - set(taken.found))
    elsewhere = {at for onset, at in counted.items() if at is not None and at != onset}
    back_seconds = max((astray[-1] - astray[0]) / RATE - held_seconds, 0.0) if astray else 0.0
    most = most_within(BURST_SECONDS, [*(set(expected) - set(astray)), *elsewhere])
    figure = (
        f"{len(astray)} of {len(expected)} not on their sample: {status.late} moved, "
        f"{status.dropped} dropped, {len(set(astray) - counted.keys())} not counted; in time "
        f"{1000.0 * back_seconds:.0f} ms after, at most {most} in 100 ms (the piece has "
        f"{most_within(BURST_SECONDS, expected)}), {taken.front.restarts} restarts"
    )
    doubtful = sum(onset == at for onset, at in counted.items())
    strays = set(taken.found) - set(expected) - elsewhere
    right = taken.accounted and elsewhere <= set(taken.found) and len(strays) <= doubtful
    burst = most > most_within(BURST_SECONDS + MOVED_SECONDS, expected)
    return Held(what, figure, TARGET, right and back_seconds <= BACK_SECONDS and not burst)


def most_within(seconds: float, onsets: Sequence[int]) -> int:
    """Return how many onsets there are at most in so long a time."""
    times, width = sorted(onsets), round(seconds * RATE)
    first, most = 0, 0
    for last, onset in enumerate(times):
        while onset - times[first] >= width:
            first += 1
        most = max(most, last - first + 1)
    return most
