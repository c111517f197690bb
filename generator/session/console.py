"""What Csound tells while it plays: xruns are counted, errors passed on, the rest dropped."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable

from generator.engine.guard import Faults, muted
from generator.engine.orchestra import Orchestra

MAXIMUM_REPORTS = 5
TELLING_MODULES = frozenset({"jack", "alsa", "portaudio"})

_XRUN = re.compile(r"\bxrun\b|\bunderrun\b", re.IGNORECASE)
_ERROR = re.compile(r"\b(INIT|PERF) ERROR\b|\bnot found\b")
_EVERY_NOTE = re.compile(r"p-fields but is given")
_LINE = re.compile(r"\bline (\d+)")


class Console:
    """Reads the lines that Csound prints, and what its guard tells.

    xruns: the interruptions that the audio module has told of; None for a module that tells of
    none (PulseAudio) and for null audio, which has no device to interrupt. On JACK those of every
    client of the server count. reports: Csound's errors with file and line, each once, the first
    few, and the instruments that were muted; troubles: the same, kept.
    """

    def __init__(self, module: str, orchestra: Orchestra) -> None:
        self.xruns: int | None = 0 if module in TELLING_MODULES else None
        self.reports: deque[str] = deque()
        self.troubles: list[str] = []
        self._orchestra = orchestra
        self._muted = 0
        self._told: set[str] = set()
        self._shown_once: set[str] = set()

    def take(self, lines: Iterable[str]) -> list[str]:
        """Read lines; return those worth showing: what Csound says at every note only once."""
        shown = []
        for line in lines:
            if self.xruns is not None and _XRUN.search(line):
                self.xruns += 1
            elif _ERROR.search(line) and len(self._told) < MAXIMUM_REPORTS:
                self._tell(line.strip())
            if line not in self._shown_once:
                shown.append(line)
            if _EVERY_NOTE.search(line):
                self._shown_once.add(line)
        return shown

    def hear(self, faults: Faults) -> None:
        """Report the instruments that have been muted since the last time."""
        for instrument in faults.instruments[self._muted :]:
            self.reports.append(muted(instrument))
            self.troubles.append(self.reports[-1])
        self._muted = len(faults.instruments)

    def _tell(self, line: str) -> None:
        if line in self._told:
            return
        self._told.add(line)
        found = _LINE.search(line)
        place = f"{self._orchestra.origin(int(found.group(1)))}: " if found else ""
        self.reports.append(f"{place}Csound: {line}")
        self.troubles.append(self.reports[-1])
