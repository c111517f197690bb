"""Sixty clicks a second, beside what keeps the machine busy: every onset on its sample."""

from __future__ import annotations

from typing import NamedTuple

from tests.bench.exactness import hear, plan
from tests.bench.loads import hogs
from tests.bench.steering import flooded
from tests.soak.results import Held

SETTINGS = {"tempo": 900.0, "division": 4.0}  # 60 clicks a second
QUICK_SECONDS, SECONDS = 4.0, 600.0
TARGET = "0 lost, 0 late, every onset on its sample"
LOOK_AHEADS = (None, 0.1)  # seconds: what it has by itself, and what a gallery can afford


class Load(NamedTuple):
    """What plays, and what goes on beside it: threads in the engine, in the front, processes."""

    piece: str = "pulse"
    threads: int = 0
    front: str = "idle"
    hogs: int = 0


LOADS = {
    "nothing": Load(),
    "4 busy threads in the engine": Load(threads=4),
    "collections over 3 million objects, in the engine every second, in the front without a pause":
        Load("hoard", 1, "garbage"),
    "4 busy processes": Load(hogs=4),
}  # fmt: skip


def run(quick: bool) -> list[Held]:
    """Play ten minutes beside each load."""
    return lasting(QUICK_SECONDS if quick else SECONDS)


def lasting(seconds: float) -> list[Held]:
    """Play for so long beside each load."""
    return [
        held
        for look_ahead_seconds in LOOK_AHEADS
        for held in [
            *(beside(what, load, seconds, look_ahead_seconds) for what, load in LOADS.items()),
            osc(seconds, look_ahead_seconds),
        ]
    ]


def beside(what: str, load: Load, seconds: float, look_ahead_seconds: float | None = None) -> Held:
    """Play beside one load."""
    settings = SETTINGS | {"threads": load.threads}
    asked = plan(load.piece, settings, seconds=seconds, look_ahead_seconds=look_ahead_seconds)
    with hogs(load.hogs):
        heard = hear(asked, load.front)
    name = f"{seconds:g} s beside {what}{named(look_ahead_seconds)}"
    return Held(name, heard.figure, TARGET, heard.perfect)


def osc(seconds: float, look_ahead_seconds: float | None = None) -> Held:
    """Play beside a flood of OSC messages."""
    result = flooded(seconds, SETTINGS, look_ahead_seconds)
    return Held(result.what + named(look_ahead_seconds), result.figure, TARGET, result.reached)


def named(look_ahead_seconds: float | None) -> str:
    """Return how a look-ahead other than the usual one is told."""
    return "" if look_ahead_seconds is None else f", look-ahead {1000.0 * look_ahead_seconds:g} ms"
