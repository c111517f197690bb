"""How far a render is, on a terminal."""

from __future__ import annotations

import sys
from time import perf_counter
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

REDRAW_SECONDS = 0.1


class ProgressBar:
    """A bar on stderr with position, speed and time left; nothing where that is no terminal.

    expected_seconds: how long the audio will be, if it is known.
    """

    def __init__(self, quiet: bool = False, expected_seconds: float | None = None) -> None:
        self._shown = not quiet and sys.stderr.isatty()
        self._expected_seconds = expected_seconds
        self._start = self._drawn = perf_counter()
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> ProgressBar:
        if self._shown:
            self._progress = _rich_bar()
            self._progress.start()
            self._task = self._progress.add_task(
                "", total=self._expected_seconds, place="", speed=""
            )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._progress is not None:
            self._progress.stop()

    def update(self, seconds: float, expected_seconds: float | None = None) -> None:
        """Show that this much of the audio is done; the expected length may become known late."""
        now = perf_counter()
        if self._progress is None or self._task is None or now - self._drawn < REDRAW_SECONDS:
            return
        self._drawn = now
        self._progress.update(
            self._task,
            completed=seconds,
            total=expected_seconds or self._expected_seconds,
            place=_clock(seconds),
            speed=f"{seconds / (now - self._start):.1f} x real time",
            refresh=True,
        )


def _rich_bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        TextColumn("{task.fields[place]}"),
        BarColumn(bar_width=40),
        TextColumn("{task.fields[speed]}"),
        TimeRemainingColumn(compact=True),
        console=Console(stderr=True),
        auto_refresh=False,
        transient=True,
    )


def _clock(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60.0)
    return f"{int(minutes)}:{rest:04.1f}"
