"""A piece that is saved a hundred times while it plays, every third time with a mistake."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.session.saving import PATIENCE_SECONDS, STEADY, Saving, unedited
from tests.soak.night import Look, flat, is_engine, look
from tests.soak.results import Held
from tests.terminal.running import children

SAVES, QUICK_SAVES = 100, 12
WARM_SHARE, SETTLING_SECONDS = 0.25, 4.0


def run(quick: bool) -> list[Held]:
    """Save the piece of one performance, and wait each time until it plays or its mistake is told.

    The parts that no save changes are held against a performance that nobody edits; another one
    plays beside it, and tells what the machine does to both.
    """
    count = QUICK_SAVES if quick else SAVES
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        saving, beside = Saving(Path(folder)), Saving(Path(other))
        try:
            saving.play(SETTLING_SECONDS)  # then another engine is ready in reserve
            followed = Followed(saving, beside)
            for number in range(count):
                followed.save(number)
            what = f"{count} saves of a playing piece, look-ahead 100 ms"
            return followed.held(what, Path(folder))
        finally:
            saving.front.stop()
            beside.front.stop()


class Followed:
    """A performance that is saved, with what its processes take and how long a save waits."""

    def __init__(self, saving: Saving, beside: Saving) -> None:
        self._saving, self._beside = saving, beside
        self._began = time.monotonic()
        self._waits: list[float] = []
        self._fronts: list[Look] = []
        self._engines: list[Look] = []

    def save(self, number: int) -> None:
        """Save the so-many-th text, and wait until it plays or its mistake is told."""
        saved = time.monotonic()
        self._saving.save(number)
        while not self._saving.taken(number) and time.monotonic() - saved < PATIENCE_SECONDS:
            self._saving.poll(0.01)
            self._beside.poll(0.0)
        self._waits.append(time.monotonic() - saved)
        now = time.monotonic() - self._began
        self._fronts.append(look(now, os.getpid()))
        self._engines.append(look(now, *filter(is_engine, children(os.getpid()))))

    def held(self, what: str, folder: Path) -> list[Held]:
        """Return the lines of the table on it."""
        warm_seconds = WARM_SHARE * self._fronts[-1].seconds
        return [
            undisturbed(f"{what}: the parts that did not change", self._saving, folder),
            self._life(what),
            flat(f"{what}: its process", self._fronts, warm_seconds),
            flat(f"{what}: its engines", self._engines, warm_seconds),
        ]

    def _life(self, what: str) -> Held:
        status, restarts = self._saving.front.status(), self._saving.front.restarts
        gaps_ms = [each.front.status().gap_ms or 0.0 for each in (self._saving, self._beside)]
        return Held(
            f"{what}: its life",
            f"{status.late} late, {status.dropped} dropped, {restarts} restarts, commits at most "
            f"{gaps_ms[0]:.1f} ms apart (beside it {gaps_ms[1]:.1f}); a save plays, or its mistake "
            f"is told, after {median(self._waits):.2f} s usually, {max(self._waits):.2f} s at most",
            "no gap, no late note",
            not (status.late or status.dropped or restarts),
        )


def undisturbed(what: str, saving: Saving, folder: Path) -> Held:
    """Return whether the steady parts played what they play without any edit."""
    expected = unedited(folder, saving.front.status().seconds + 1.0)
    alike = sum(
        note == other
        for name in STEADY
        for note, other in zip(saving.notes[name], expected[name], strict=False)
    )
    count = sum(len(saving.notes[name]) for name in STEADY)
    return Held(what, f"{alike} of {count} events identical", "all", alike == count > 0)
