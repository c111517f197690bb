"""How far a render is: a bar on a terminal, or lines for a program that reads them."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from time import perf_counter
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

REDRAW_SECONDS = 0.1


class Place(NamedTuple):
    """How much of the audio is done, how long it will be if that is known, and how fast it goes.

    speed: audio seconds in a second of work.
    """

    seconds: float
    expected_seconds: float | None
    speed: float


class Progress:
    """Shows how far a render is, ten times a second; this one does not.

    expected_seconds: how long the audio will be, if it is known.
    """

    def __init__(self, expected_seconds: float | None = None) -> None:
        self._expected_seconds = expected_seconds
        self._start = self._shown = perf_counter()

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Put away what was shown."""

    def update(self, seconds: float, expected_seconds: float | None = None) -> None:
        """Show that this much of the audio is done; the expected length may become known late."""
        now = perf_counter()
        if now - self._shown >= REDRAW_SECONDS:
            self._shown = now
            expected_seconds = expected_seconds or self._expected_seconds
            self._show(Place(seconds, expected_seconds, seconds / (now - self._start)))

    def _show(self, place: Place) -> None:
        """Show a place."""


class ProgressBar(Progress):
    """A bar on stderr with position, speed and time left; nothing where that is no terminal.

    A terminal that goes away meanwhile ends nothing.
    """

    def __init__(self, quiet: bool = False, expected_seconds: float | None = None) -> None:
        super().__init__(expected_seconds)
        self._visible = not quiet and sys.stderr.isatty()
        self._bar: RichProgress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> ProgressBar:
        if self._visible:
            self._bar = _rich_bar()
            self._bar.start()
            self._task = self._bar.add_task("", total=self._expected_seconds, place="", speed="")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            with suppress(OSError):
                self._bar.stop()

    def _show(self, place: Place) -> None:
        if self._bar is not None and self._task is not None:
            with suppress(OSError):
                self._bar.update(
                    self._task,
                    completed=place.seconds,
                    total=place.expected_seconds,
                    place=_clock(place.seconds),
                    speed=f"{place.speed:.1f} x real time",
                    refresh=True,
                )


class ProgressLines(Progress):
    """Lines of JSON on stderr: {"seconds": 12.5, "expected_seconds": 60.0, "speed": 31.2}.

    Where nobody reads them any more, BrokenPipeError ends the render.
    """

    def _show(self, place: Place) -> None:
        rounded = {name: each and round(each, 3) for name, each in place._asdict().items()}
        print(json.dumps(rounded), file=sys.stderr, flush=True)


def progress_of(quiet: bool, expected_seconds: float | None, *, as_lines: bool) -> Progress:
    """Return what shows how far a render is: lines, or else a bar unless it is to be quiet."""
    return ProgressLines(expected_seconds) if as_lines else ProgressBar(quiet, expected_seconds)


def _rich_bar() -> RichProgress:
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
