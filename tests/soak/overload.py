"""More voices than the machine can carry: some end, and the rest plays in time again."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from statistics import median
from typing import NamedTuple

from generator.engine.audio import AudioSettings
from generator.session.ending import Extent
from generator.session.front import Front
from generator.session.plan import Plan
from generator.session.setup import Choice
from tests.jack import jack_server
from tests.soak.pieces.heavy import PEACE_BEATS
from tests.soak.results import Held

PIECES = Path(__file__).parent / "pieces"
RATE = 48_000
FEW, MANY = 20, 2000
WINDOW_SECONDS = 0.5
MOST = 0.9  # a busy machine may make one or the other half second longer
FULL_RATE = 0.97
BACK_SECONDS = 2.0
SECONDS = 4.0
TARGET = "rate 1.00 again within 2 s, and it is said"


Reading = tuple[float, int]


class Burdened(NamedTuple):
    """What came of a load: readings of the clock, in seconds and samples, from its first note on.

    share: of a processor, taken by the audio thread in the end.
    """

    readings: list[Reading]
    shed: int
    restarts: int
    share: float
    reports: list[str]


def run(quick: bool) -> list[Held]:
    """Ask for twice as many heavy voices as there is room for, and for 2,000."""
    return [held for module in (["null"] if quick else ["null", "jack"]) for held in on(module)]


def on(module: str) -> list[Held]:
    """Find out how many voices fit and how evenly the clock goes then, and ask for more."""
    light = burdened(FEW, module)
    carried, usual = round(FEW / light.share), median(rates(light.readings).values())
    return [
        told(f"{carried} heavy voices fit, {2 * carried} asked for", 2 * carried, module, usual),
        told(f"{MANY} heavy voices asked for", MANY, module, usual),
    ]


def told(what: str, notes: int, module: str, usual: float, seconds: float = SECONDS) -> Held:
    """Return what came of so many notes. usual: the rate of the clock without them."""
    found = burdened(notes, module, seconds)
    back = back_seconds(found.readings, FULL_RATE * min(usual, 1.0))
    said = any("cannot keep up: ended" in report for report in found.reports)
    figure = (
        f"in time {'never' if back is None else f'after {back:.2f} s'}, slowest "
        f"{min(rates(found.readings).values()):.2f} of time (usually {usual:.2f}), {found.shed} "
        f"voices ended, {found.restarts} restarts"
    )
    holds = back is not None and back <= BACK_SECONDS and said and not found.restarts
    return Held(f"{what}, {module}", figure, TARGET, holds)


def burdened(notes: int, module: str, seconds: float = SECONDS) -> Burdened:
    """Play so many heavy notes, for so long."""
    choice = Choice(
        str(PIECES / "heavy.py"),
        seed=1,
        settings=(("notes", str(notes)),),
        csd=str(PIECES / "heavy.csd"),
    )
    server: AbstractContextManager[None] = jack_server() if module == "jack" else nullcontext()
    with server:
        front = Front(Plan(choice, Extent(), AudioSettings(module)))
        try:
            readings, reports = followed(front, seconds)
            share = (front.status().audio_percent or 100.0) / 100.0
        finally:
            front.stop()
    status = front.status()
    return Burdened(readings, status.shed, front.restarts, share, reports)


def followed(front: Front, seconds: float) -> tuple[list[Reading], list[str]]:
    """Return the clock as the front is told of it, and what is reported, from the first note on."""
    readings: list[Reading] = []
    reports: list[str] = []
    deadline = None
    while deadline is None or time.monotonic() < deadline:
        reports += [each["report"] for each in front.poll(0.02) if "report" in each]
        reading = (front.extra.get("monotonic", 0.0), front.extra.get("sample", 0))
        if reading[1] > PEACE_BEATS * RATE and reading not in readings[-1:]:
            deadline = deadline or time.monotonic() + seconds
            readings.append(reading)
    return readings, reports


def rates(readings: list[Reading]) -> dict[float, float]:
    """Return the rate of the clock in the half second from each reading on."""
    found, last = {}, 0
    for seconds, sample in readings:
        while last < len(readings) and readings[last][0] - seconds < WINDOW_SECONDS:
            last += 1
        if last == len(readings):
            break
        later_seconds, later_sample = readings[last]
        found[seconds] = (later_sample - sample) / RATE / (later_seconds - seconds)
    return found


def back_seconds(readings: list[Reading], in_time: float) -> float | None:
    """Return how long it took until the clock went at this rate for good; None: it never did."""
    found = rates(readings)
    for seconds, rate in found.items():
        rest = [later for at, later in found.items() if at >= seconds]
        if rate >= in_time and sum(each >= in_time for each in rest) >= MOST * len(rest):
            return seconds - readings[0][0]
    return None
