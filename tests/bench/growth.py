"""How cost and memory grow: from 10 to 10,000 parts, and from a minute to 24 hours.

`python -m tests.bench.growth parts N EVENTS` and `… hours H` measure in a process of their own and
print JSON. A cost is processor time an event, composing and scheduling, with nothing to play it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from csd import __file__ as csd_package
from generator.engine.null import NullEngine
from generator.engine.orchestra import load
from generator.errors import ScoretimeError
from generator.session.ending import Extent
from generator.session.front import Front
from generator.session.plan import Plan
from generator.session.session import Session
from generator.session.setup import Choice, Setup, prepare, settled
from generator.timing.clock import VirtualClock
from tests.bench.day import memory_mb
from tests.bench.exactness import CLICK, PIECES
from tests.bench.pieces.many import crowd
from tests.bench.results import Result

RATE = 48_000
BLOCK_SAMPLES = RATE // 2
WAYS = {"as in a render": BLOCK_SAMPLES, "as live": 128}  # how far the clock goes in between
REPEATS = 3  # the cheapest counts: neighbours only ever add
EVENTS_A_SECOND = 5000
PARTS = (10, 100, 1000, 10_000)
MOST_FOR_PARTS, MOST_FOR_TIME = 2.0, 1.25
MOST_MEGABYTES, MOST_START_SECONDS = 10.0, 5.0
ENDLESS, SILENT = str(PIECES / "endless.py"), str(Path(csd_package).parent / "silent.csd")
MARKS_SECONDS = 60.0, 600.0, 6000.0, 86_400.0
LEAST_EVENTS = 20_000  # for a cost to mean something: short stretches are played over and over


@dataclass(slots=True)
class Cost:
    """What a stretch of music took: events, seconds of processor time, memory at its end in MB."""

    events: int = 0
    seconds: float = 0.0
    memory_mb: float = 0.0

    @property
    def microseconds(self) -> float:
        """The cost of an event."""
        return 1e6 * self.seconds / self.events


def results(events: int, hours: float) -> list[Result]:
    """Return the lines of the table on growth."""
    return [*by_parts(events), *by_time(hours), starting(PARTS[-1])]


# -- parts


def by_parts(events: int) -> list[Result]:
    """Spread the same music over ever more parts; commit it as a render does, and as live."""
    runs = [{parts: measured("parts", parts, events) for parts in PARTS} for _ in range(REPEATS)]
    found = {way: {parts: best(run[parts][way] for run in runs) for parts in PARTS} for way in WAYS}
    return [verdict(way, costs) for way, costs in found.items()]


def verdict(way: str, costs: dict[int, Cost]) -> Result:
    """Compare the cost of an event with the most parts with that of a hundred."""
    least, most = costs[PARTS[1]], costs[PARTS[-1]]
    ratio = most.microseconds / least.microseconds
    figures = ", ".join(f"{parts:,}: {cost.microseconds:.1f}" for parts, cost in costs.items())
    return Result(
        f"cost of an event by number of parts, committed {way}",
        f"{figures} us; {ratio:.2f} x from {PARTS[1]} to {PARTS[-1]:,}",
        f"at most {MOST_FOR_PARTS:g} x",
        ratio <= MOST_FOR_PARTS,
    )


def spread(parts: int, events: int) -> dict[str, Cost]:
    """Play so many events, a constant number a second, spread over so many parts; both ways."""
    setup = settled(crowd(parts, parts / EVENTS_A_SECOND), load(Path(CLICK)))
    samples = round(events / EVENTS_A_SECOND * RATE)
    return {way: cost(fresh(setup), 0, samples, step) for way, step in WAYS.items()}


# -- time


def by_time(hours: float) -> list[Result]:
    """Compare the cost of an event, and the memory, from the first minute to the last hours."""
    runs = [measured("hours", hours) for _ in range(REPEATS)]
    costs = {float(mark): best(run[mark] for run in runs) for mark in runs[0]}
    (_, first), *_, (_, last) = costs.items()
    ratio = max(cost.microseconds for cost in costs.values()) / first.microseconds
    grown = max(cost.memory_mb for cost in costs.values()) - first.memory_mb
    figures = ", ".join(f"{told(mark)}: {cost.microseconds:.1f}" for mark, cost in costs.items())
    memories = ", ".join(f"{told(mark)}: {cost.memory_mb:.1f}" for mark, cost in costs.items())
    return [
        Result(
            f"cost of an event as the music goes on, {last.events:,} in the last stretch",
            f"{figures} us; at most {ratio:.2f} x the first minute's",
            f"at most {MOST_FOR_TIME:g} x",
            ratio <= MOST_FOR_TIME,
        ),
        Result(
            "memory as the music goes on",
            f"{memories} MB; {grown:+.1f}",
            f"within {MOST_MEGABYTES:g} MB",
            grown <= MOST_MEGABYTES,
        ),
    ]


def told(seconds: float) -> str:
    """Return a length of time in words."""
    return f"{seconds / 3600:.3g} h" if seconds >= 3600.0 else f"{seconds / 60:.3g} min"


def decades(hours: float) -> Iterator[tuple[float, Cost]]:
    """Yield the cost of each stretch between the marks, and its end."""
    setup = prepare(Choice(ENDLESS, 1, csd=SILENT))
    marks = [mark for mark in MARKS_SECONDS if mark < 3600.0 * hours]
    for start, end in pairwise([0.0, *marks, 3600.0 * hours]):
        whole = Cost()
        while whole.events < LEAST_EVENTS:
            session = fresh(setup)
            session.advance(round(start * RATE))
            stretch = cost(session, round(start * RATE), round(end * RATE), BLOCK_SAMPLES)
            whole.events += stretch.events
            whole.seconds += stretch.seconds
            whole.memory_mb = stretch.memory_mb
        yield end, whole


# -- both


def fresh(setup: Setup) -> Session:
    """Return a session that plays nothing, by a clock that never waits."""
    return Session(setup, NullEngine(RATE), VirtualClock(), Extent())


def cost(session: Session, start_sample: int, end_sample: int, step: int) -> Cost:
    """Play a stretch in steps of so many samples."""
    before, began_seconds = session.status().events, time.process_time()
    for horizon_sample in range(start_sample + step, end_sample, step):
        session.advance(horizon_sample)
    session.advance(end_sample)
    seconds = time.process_time() - began_seconds
    return Cost(session.status().events - before, seconds, memory_mb())


def best(found: Iterable[dict[str, Any]]) -> Cost:
    """Return the cheapest of several costs."""
    return min((Cost(**each) for each in found), key=lambda cost: cost.microseconds)


def measured(*words: object) -> dict[str, Any]:
    """Return what this module says in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.growth", *map(str, words)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found: dict[str, Any] = json.loads(output)
    return found


# -- the start


def starting(parts: int) -> Result:
    """Start a live performance of so many parts; say how soon it plays, and what is told of it."""
    with tempfile.TemporaryDirectory() as folder:
        piece = Path(folder, "crowd.py")
        piece.write_text(f"from tests.bench.pieces.many import crowd\n\npiece = crowd({parts})\n")
        extent = Extent(duration_seconds=1.0, tail_seconds=0.0)
        front, began_seconds = (
            Front(Plan(Choice(str(piece), 1, csd=CLICK), extent)),
            time.monotonic(),
        )
        try:
            seconds = until_it_plays(front) - began_seconds
            figure = (
                f"{seconds:.1f} s, greeting {json_mb(front.hello):.1f} MB, "
                f"status {json_mb(front.extra):.2f} MB"
            )
        except ScoretimeError as error:
            seconds, figure = MOST_START_SECONDS, str(error)
        finally:
            front.stop()
    reached = seconds < MOST_START_SECONDS and not front.restarts
    return Result(f"start of {parts:,} parts", figure, f"under {MOST_START_SECONDS:g} s", reached)


def until_it_plays(front: Front) -> float:
    """Return the time of `time.monotonic` at which the first events are known to be committed."""
    while not front.status().events and not front.over:
        front.poll(0.01)
    return time.monotonic()


def json_mb(told: object) -> float:
    """Return the size of a message."""
    return len(json.dumps(told)) / 1e6


def main(what: str, count: str, *rest: str) -> None:
    """Measure one thing and print it as JSON."""
    if what == "parts":
        found = {way: asdict(each) for way, each in spread(int(count), int(*rest)).items()}
    else:
        found = {str(end): asdict(each) for end, each in decades(float(count))}
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
