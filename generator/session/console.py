"""What Csound prints while it plays: xruns are counted, errors passed on, the rest dropped."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable

MAXIMUM_REPORTS = 5
TELLING_MODULES = frozenset({"jack", "alsa", "portaudio"})

_XRUN = re.compile(r"\bxrun\b|\bunderrun\b", re.IGNORECASE)
_ERROR = re.compile(r"\b(INIT|PERF) ERROR\b|\bnot found\b")


class Console:
    """Reads the lines that Csound prints.

    xruns: the interruptions that the audio module has told of; None for a module that tells of
    none (PulseAudio) and for null audio, which has no device to interrupt. On JACK those of every
    client of the server count. reports: Csound's errors, the first few.
    """

    def __init__(self, module: str) -> None:
        self.xruns: int | None = 0 if module in TELLING_MODULES else None
        self.reports: deque[str] = deque()
        self._room = MAXIMUM_REPORTS

    def take(self, lines: Iterable[str]) -> None:
        """Read lines."""
        for line in lines:
            if self.xruns is not None and _XRUN.search(line):
                self.xruns += 1
            elif self._room and _ERROR.search(line):
                self._room -= 1
                self.reports.append(f"Csound: {line.strip()}")
