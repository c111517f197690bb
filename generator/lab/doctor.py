"""Whether this machine can play, and how well: checks, and a short run of the timing lab."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from generator import __version__
from generator.lab.checks import control, installation, system
from generator.lab.checks.audio import Audio
from generator.lab.checks.finding import Check, Finding, found
from generator.lab.machine import processor

if TYPE_CHECKING:
    from generator.lab.experiment import Measured
    from generator.lab.trial import Measure

OURS, NAIVE = "scheduled", "score-time"
HARDEST = (OURS, "threads:4")
BESIDE = ((OURS, "idle"), HARDEST, (NAIVE, "idle"))
SECONDS, QUICK_SECONDS = 4.0, 2.0
AT_ONCE = 3

Screen = Callable[[], str]


@dataclass(slots=True)
class Examination:
    """What was found, as it grows.

    audio: the module to look at, or `auto`. quick: one short run, and nothing to compare it with.
    """

    audio: str = "auto"
    quick: bool = False
    findings: list[Finding] = field(default_factory=list)
    measured: list[Measured] = field(default_factory=list)

    @property
    def fit(self) -> bool:
        """Whether everything is there that is needed."""
        return not any(each.fails for each in self.findings)

    @property
    def exact(self) -> bool | None:
        """Whether our own clicks were on their samples; None if none were heard."""
        ours = [each for each in self.measured if each.run.strategy == OURS]
        return all(each.held for each in ours) if ours else None

    def carry_out(self, try_screen: Screen, measure: Measure | None = None) -> Iterator[Finding]:
        """Look at everything and measure; yield what is found, one after the other.

        try_screen: opens a window for a moment, says on what, and raises WindowError.
        """
        for finding in self._looked(try_screen, measure):
            self.findings.append(finding)
            yield finding

    def _looked(self, try_screen: Screen, measure: Measure | None) -> Iterator[Finding]:
        audio = Audio(self.audio)
        yield from all_found([*installation.checks(try_screen), *audio.checks])
        yield from found(Check("audio", audio.verdict))
        yield from all_found([*system.checks(), *control.checks()])
        if self.fit and audio.taken is not None:
            module = audio.taken.name
            for run in [HARDEST] if self.quick else BESIDE:
                yield from found(Check("timing", partial(self._timed, *run, module, measure)))

    def _timed(
        self, strategy: str, load: str, module: str, measure: Measure | None
    ) -> Iterator[Finding]:
        from generator.lab.trial import told, tried  # needs packages that may be missing

        seconds = QUICK_SECONDS if self.quick else SECONDS
        measured = tried(strategy, load, module, seconds, *([measure] if measure else []))
        self.measured.append(measured)
        yield told(measured)

    def as_json(self) -> dict[str, Any]:
        """Return everything."""
        return {
            "fit": self.fit,
            "machine": machine(),
            "versions": versions(),
            "checks": [asdict(each) for each in self.findings],
            "timing": [each.as_json() for each in self.measured],
        }


def all_found(checks: Sequence[Check]) -> Iterator[Finding]:
    """Do several checks at once, for most of them wait; yield their findings in order."""
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        for findings in pool.map(found, checks):
            yield from findings
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def machine() -> dict[str, Any]:
    """Return what was looked at."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {"system": platform.platform(), "processor": processor(), "cores": cores}


def versions() -> dict[str, str | None]:
    """Return the versions of what takes part; None for what is not installed."""
    packages = {each.name: each.version for each in installation.required()}
    own = {"scoretime": __version__, "python": platform.python_version()}
    return own | {"csound": installation.csound_version()} | packages
