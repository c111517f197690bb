"""All that was measured, as it grows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from statistics import median
from typing import Any

from generator.lab.conditions import OURS, Condition, Run, Wanted
from generator.lab.experiment import Audio, Measured, measure
from generator.lab.machine import machine
from generator.lab.search import MOST_PROBES, PROBE_SECONDS, LookAhead, smallest_look_ahead

Group = tuple[Condition, list[Measured]]

STARTING_SECONDS = 1.5  # an engine process, with its end


@dataclass(slots=True)
class Report:
    """What was measured of what was wanted; interrupted: whether the user ended it before."""

    wanted: Wanted
    machine: dict[str, Any] = field(default_factory=machine)
    measured: list[Measured] = field(default_factory=list)
    look_aheads: list[LookAhead] = field(default_factory=list)
    interrupted: bool = False

    @property
    def groups(self) -> list[Group]:
        """What was measured under each condition."""
        grouped = groupby(self.measured, key=lambda each: each.run.condition)
        return [(condition, list(group)) for condition, group in grouped]

    @property
    def ours(self) -> list[Measured]:
        """The runs of the scheduler."""
        return [each for each in self.measured if each.run.strategy == OURS]

    @property
    def audio(self) -> Audio | None:
        """What it was played on; None where nothing was."""
        return self.measured[0].audio if self.measured else None

    def clock_step_ms(self, buffer_frames: int) -> float:
        """Return the step of the clock with a buffer, the median of its runs; 0 for none."""
        runs = [each for each in self.measured if each.run.buffer_frames == buffer_frames]
        return median(each.audio.clock_step_ms for each in runs) if runs else 0.0

    def as_json(self) -> dict[str, Any]:
        """Return everything."""
        wanted = self.wanted
        return {
            "machine": self.machine,
            "seconds": wanted.seconds,
            "interrupted": self.interrupted,
            "runs": [each.as_json() for each in self.measured],
            "look_aheads": [each.as_json() for each in self.look_aheads],
        }


def expected_seconds(wanted: Wanted) -> float:
    """Return about how long it takes to carry out."""
    searches = len(wanted.searches) * MOST_PROBES * (PROBE_SECONDS + STARTING_SECONDS)
    return len(wanted.runs) * (wanted.seconds + STARTING_SECONDS) + searches


def carry_out(report: Report) -> Iterator[tuple[str, float]]:
    """Measure what is wanted, into the report.

    Yields before each run what comes, in words, and the seconds that are done of those expected.
    Raises what a performance raises that cannot begin; what was measured before is kept.
    """
    wanted, done_seconds = report.wanted, 0.0
    for run in wanted.runs:
        yield str(run), done_seconds
        report.measured.append(measure(run, wanted))
        done_seconds += wanted.seconds + STARTING_SECONDS
    for run in wanted.searches:
        yield f"the smallest look-ahead{_beside(run)}, {run.buffer_frames} frames", done_seconds
        step_ms = report.clock_step_ms(run.buffer_frames)
        report.look_aheads.append(smallest_look_ahead(run, wanted, step_ms, measure))
        done_seconds += MOST_PROBES * (PROBE_SECONDS + STARTING_SECONDS)


def _beside(run: Run) -> str:
    return "" if run.load.name == "idle" else f" beside {run.load.name}"
