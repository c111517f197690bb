"""From the options of `scoretime timing` to an exit code."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import ScoretimeError
from generator.lab import loads
from generator.lab.conditions import (
    Wanted,
    checked_buffer,
    checked_seconds,
    checked_tempo,
    chosen,
)
from generator.lab.report import Report, carry_out, expected_seconds
from generator.lab.saving import SavedClicks
from generator.render.picture import check_picture
from generator.render.targets import Target
from generator.terminal.lab_tables import report_lines
from generator.timing.strategies import STRATEGIES

if TYPE_CHECKING:
    from rich.progress import Progress

INTERRUPTED = 130
Told = Callable[[str, float], object]


def perform(arguments: Namespace, in_window: loads.InWindow) -> int:
    """Measure what was asked for, print it and return the exit code; in_window: see loads.parse.

    What was measured before an error or Ctrl-C is printed; then no file is written.
    """
    wanted = wanted_of(arguments, in_window)
    report = Report(wanted)
    with _outputs(arguments, wanted) as (picture, clicks):
        seconds = expected_seconds(wanted)
        if not arguments.json:
            runs = len(wanted.runs)
            print(f"{runs} run{'s' * (runs > 1)}, about {_minutes(seconds)}", file=sys.stderr)
        fault = _carried_out(report, seconds, quiet=arguments.json)
        _print(report, as_json=arguments.json)
        if fault is not None:
            raise fault
        if report.interrupted:
            return INTERRUPTED
        if picture is not None:
            from generator.lab.picture import draw_errors

            draw_errors(picture.partial, report)
            picture.finish()
        if clicks is not None:
            clicks.write(report.measured)
    return 0


def wanted_of(arguments: Namespace, in_window: loads.InWindow) -> Wanted:
    """Return what the options ask for; raises UsageError."""
    tempos = tuple(map(checked_tempo, arguments.bpm))
    return Wanted(
        strategies=chosen(arguments.strategy, STRATEGIES),
        tempos_bpm=tempos,
        loads=tuple(loads.parse(name, in_window) for name in arguments.load),
        buffers=tuple(map(checked_buffer, arguments.buffer)),
        seconds=checked_seconds(arguments.seconds, tempos),
        audio=arguments.audio,
        sample_rate=arguments.sr,
    )


@contextmanager
def _outputs(
    arguments: Namespace, wanted: Wanted
) -> Iterator[tuple[Target | None, SavedClicks | None]]:
    """Claim the files before the work; those that are not finished leave nothing behind."""
    picture: Target | None = None
    clicks: SavedClicks | None = None
    if arguments.picture:
        check_picture()
        picture = Target(Path(arguments.picture), arguments.force)
    if arguments.save_audio:
        clicks = SavedClicks(Path(arguments.save_audio), wanted, force=arguments.force)
    try:
        yield picture, clicks
    finally:
        for each in (picture, clicks):
            if each is not None:
                each.discard()


def _carried_out(report: Report, seconds: float, *, quiet: bool) -> ScoretimeError | None:
    """Measure into a report, and show how far it is; return what stopped it, if anything did."""
    try:
        with _progress(seconds, quiet=quiet) as tell:
            for text, done_seconds in carry_out(report):
                tell(text, done_seconds)
    except KeyboardInterrupt:
        report.interrupted = True
    except ScoretimeError as error:
        if not report.measured:
            raise
        report.interrupted = True
        return error
    return None


@contextmanager
def _progress(seconds: float, *, quiet: bool) -> Iterator[Told]:
    """Give what shows how far it is: a bar on standard error where that is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda text, done_seconds: None
        return
    with _bar() as bar:
        task = bar.add_task("", total=seconds)
        yield lambda text, done_seconds: bar.update(
            task, description=text, completed=done_seconds, refresh=True
        )


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        BarColumn(bar_width=24),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.description}", markup=False),
        console=Console(stderr=True),
        auto_refresh=False,
        transient=True,
    )


def _print(report: Report, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(report.as_json(), indent=2, ensure_ascii=False))
    else:
        for line in report_lines(report):
            print(line)
    sys.stdout.flush()


def _minutes(seconds: float) -> str:
    if seconds < 90.0:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60.0:.0f} minutes; Ctrl-C prints what was measured by then"
