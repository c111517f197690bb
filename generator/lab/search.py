"""The smallest look-ahead at which no note is late, found by trying."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

from generator.lab.conditions import Run, Wanted
from generator.lab.experiment import Measured
from generator.timing.clock import SAFE_SECONDS

LOOK_AHEADS_MS = (5.0, 7.0, 10.0, 15.0, 20.0, 30.0, 50.0, 75.0, 100.0, 150.0, 200.0, 300.0)
PROBE_BPM, PROBE_SECONDS = 960.0, 4.0
MOST_PROBES = len(LOOK_AHEADS_MS).bit_length()

Probe = Callable[[Run, Wanted, float], Measured]


@dataclass(frozen=True, slots=True)
class LookAhead:
    """What was found beside a load with a buffer.

    smallest_ms: None where even largest_ms, the largest that was tried, did not hold. late: how
    many of so many notes were late or dropped at the largest that did not hold.
    """

    load: str
    buffer_frames: int
    smallest_ms: float | None
    largest_ms: float
    late: int
    notes: int

    def as_json(self) -> dict[str, Any]:
        """Return it."""
        return asdict(self)


def smallest_look_ahead(run: Run, wanted: Wanted, clock_step_ms: float, probe: Probe) -> LookAhead:
    """Return the smallest look-ahead that holds beside a run's load, with its buffer.

    Sixteen beats a second for four seconds are to be on their samples. What is less than a step
    of the clock and the 4 ms that Csound needs cannot hold and is not tried.
    """
    quick = replace(run, tempo_bpm=PROBE_BPM)
    asked = replace(wanted, seconds=PROBE_SECONDS)
    needed_ms = clock_step_ms + 1000.0 * SAFE_SECONDS
    rungs = [rung for rung in LOOK_AHEADS_MS if rung >= needed_ms] or [LOOK_AHEADS_MS[-1]]
    failed: list[Measured] = []

    def holds(look_ahead_ms: float) -> bool:
        measured = probe(quick, asked, look_ahead_ms)
        if not measured.held:
            failed.append(measured)
        return measured.held

    place = bisect_left(rungs, True, key=holds)
    worst = max(failed, key=lambda each: each.look_ahead_ms, default=None)
    return LookAhead(
        load=run.load.name,
        buffer_frames=run.buffer_frames,
        smallest_ms=rungs[place] if place < len(rungs) else None,
        largest_ms=rungs[-1],
        late=0 if worst is None else worst.late + worst.dropped,
        notes=0 if worst is None else worst.notes,
    )
