"""What the timing lab has measured, as a table with a verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from textwrap import wrap

from generator.lab.conditions import Condition
from generator.lab.experiment import Measured
from generator.lab.figures import signed
from generator.lab.report import Report
from generator.lab.verdict import remedies, verdict
from generator.terminal.tables import aligned

COLUMNS = 98
UNKNOWN = "-"
HEADINGS = (
    ("clock", "tempo", "mean error", "spread", "largest error", "", "lost", "doubled", "late"),
    ("", "BPM", "ms", "ms", "ms", "samples", "beats", "beats", "notes"),
)
PROCESSOR = ("CPU", "%")


def report_lines(report: Report) -> Iterator[str]:
    """Yield the whole report: a table for each condition, the verdict, and what to change."""
    yield from _machine(report)
    first, second, *rows = _table(report.measured)
    for condition, group in report.groups:
        yield ""
        yield _title(condition, group)
        yield from (first, second, *rows[: len(group)])
        rows = rows[len(group) :]
        for each in group:
            if each.troubles:
                yield from _item(f"{each.run.strategy}: {', '.join(each.troubles)}")
    yield ""
    yield "This machine" + (", as far as it was measured" if report.interrupted else "")
    for text in verdict(report):
        yield from _item(text)
    yield ""
    yield "What to change"
    for text in remedies(report) or ["nothing: it is as tight as it can be"]:
        yield from _item(text)


def _machine(report: Report) -> Iterator[str]:
    facts = report.machine
    cores = f", {facts['cores']} cores" if facts["cores"] else ""
    yield f"{facts['processor']}{cores}, {facts['system']}, {facts['date']}"
    yield (
        f"scoretime {facts['scoretime']}, Csound {facts['csound']}, Python {facts['python']}; "
        f"runs of {report.wanted.seconds:g} s, read from their recordings"
    )


def _title(condition: Condition, group: Sequence[Measured]) -> str:
    milliseconds = 1000.0 * condition.buffer_frames / group[0].audio.sample_rate
    beside = "idle" if condition.load == "idle" else f"beside {condition.load}"
    return (
        f"{condition.tempo_bpm:g} BPM, {beside}, "
        f"buffers of {condition.buffer_frames} frames ({milliseconds:.1f} ms)"
    )


def _table(measured: Sequence[Measured]) -> list[str]:
    """Return two lines of headings and one for each run; figures end under each other."""
    rows = [[*heading, unit] for heading, unit in zip(HEADINGS, PROCESSOR, strict=True)]
    rows += [_row(each) for each in measured]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return list(
        aligned(
            [row[0], *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
            for row in rows
        )
    )


def _row(measured: Measured) -> list[str]:
    figures = measured.figures
    samples = figures.largest_samples
    return [
        measured.run.strategy,
        _shown(figures.tempo_bpm, "{:.2f}".format),
        _shown(figures.mean_error_ms, signed),
        _shown(figures.spread_ms, "{:.2f}".format),
        _shown(figures.largest_ms, signed),
        UNKNOWN if samples is None else f"{samples:+d}" if samples else "0",
        str(figures.lost),
        str(figures.doubled),
        str(measured.late + measured.dropped),
        f"{measured.cpu_percent:.0f}",
    ]


def _shown(value: float | None, form: Callable[[float], str]) -> str:
    return UNKNOWN if value is None else form(value)


def _item(text: str) -> list[str]:
    return wrap(text, COLUMNS, initial_indent="  - ", subsequent_indent="    ",
                break_long_words=False, break_on_hyphens=False)  # fmt: skip
