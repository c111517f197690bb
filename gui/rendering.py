"""A render to file while the music plays on, and how far it is."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from gui.background import Background


class Rendering(Background):
    """One render at a time.

    seconds: of audio done; expected_seconds: how long it will be, None where that is not known.
    speed: audio seconds in a second of work. result and error: what came of it, one line each.
    A render that is cancelled leaves no file.
    """

    expected_seconds: float | None

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(clock)
        self._forget()

    @property
    def share(self) -> float | None:
        """How much of it is done, 0 to 1; None where the end is not known."""
        if not self.expected_seconds:
            return None
        return min(self.seconds / self.expected_seconds, 1.0)

    @property
    def remaining_seconds(self) -> float | None:
        """How long it will still take; None where that is not known."""
        if not (self.expected_seconds and self.speed):
            return None
        return max(self.expected_seconds - self.seconds, 0.0) / self.speed

    def start(self, arguments: Sequence[str]) -> None:
        """Render with these options; raises UsageError where a render runs already, OSError."""
        super().start(["render", "--json", "--progress", *arguments])
        self._forget()

    def cancel(self) -> None:
        """End the render."""
        self._cancelled = self.running
        super().cancel()

    def hear(self, line: str) -> bool:
        """Take a line of progress."""
        with suppress(ValueError, TypeError, KeyError):
            place = json.loads(line)
            seconds, expected_seconds = place["seconds"], place["expected_seconds"]
            self.seconds, self.speed = float(seconds), float(place["speed"])
            self.expected_seconds = float(expected_seconds) if expected_seconds else None
            return True
        return False

    def ended(self, exit_code: int) -> None:
        """Keep the report, or what went wrong."""
        report = _report(self.printed)
        if report is not None:
            self.seconds = self.expected_seconds = float(report["seconds"])
            self.speed = float(report["speed"])
            self.result, self.error = told(report), " · ".join(report["reports"])
        elif self._cancelled:
            self.error = "cancelled: no file is left"
        else:
            self.error = self._last_words(exit_code)

    def _last_words(self, exit_code: int) -> str:
        if self.complaints:
            return self.complaints[-1].partition(" (see `")[0]
        how = f"signal {-exit_code}" if exit_code < 0 else f"exit code {exit_code}"
        return f"the render ended with {how}"

    def _forget(self) -> None:
        self.seconds = self.speed = 0.0
        self.expected_seconds = None
        self.result = self.error = ""
        self._cancelled = False


def _report(printed: bytes) -> dict[str, Any] | None:
    """Return the report that a render has printed, if it is whole."""
    try:
        report: dict[str, Any] = json.loads(printed)
    except ValueError:
        return None
    return report


def told(report: Mapping[str, Any]) -> str:
    """Return a render's report in one line."""
    loudness, peak = report["loudness_lufs"], report["true_peak_db"]
    facts = [
        f"{report['seconds']:.1f} s",
        "silent" if loudness is None else f"{loudness:.1f} LUFS",
        "" if peak is None else f"true peak {peak:.1f} dBTP",
        f"{report['speed']:.0f} times real time",
    ]
    whole = f"{report['path']}: {', '.join(filter(None, facts))}"
    return " · ".join([whole, *report["notices"]])
