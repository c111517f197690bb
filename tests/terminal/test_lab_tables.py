from __future__ import annotations

from dataclasses import replace

from generator.lab.loads import Load
from generator.lab.report import Report
from generator.lab.search import LookAhead
from generator.terminal.lab_tables import report_lines
from tests.lab.measuring import MACHINE, measured, report, wanted


def cells(lines: list[str], clock: str) -> list[str]:
    return next(line.split() for line in lines if line.startswith(f"  {clock} "))


def test_mean_error_and_spread_stand_side_by_side() -> None:
    lines = list(report_lines(report(wanted(buffers=(1024,)))))
    assert lines[3] == "120 BPM, idle, buffers of 1024 frames (23.2 ms)"
    assert lines[4].split() == [
        *("clock", "tempo", "mean", "error", "spread", "largest", "error"),
        *("lost", "doubled", "late", "CPU"),
    ]
    assert cells(lines, "score-time") == [
        *("score-time", "117.45", "+10.84", "0.00", "+10.84", "+478", "0", "0", "0", "12")
    ]
    assert cells(lines, "scheduled") == [
        *("scheduled", "120.00", "0.00", "0.00", "0.00", "0", "0", "0", "0", "12")
    ]


def test_it_fits_into_a_hundred_columns() -> None:
    made = report(wanted(loads=(Load("threads:4", {"threads": "4"}),), buffers=(8192,)))
    made.measured = [replace(each, late=12_345, troubles=("2 xruns",)) for each in made.measured]
    made.look_aheads = [LookAhead("threads:4", 8192, None, 300.0, 40, 48)]
    lines = list(report_lines(made))
    assert max(map(len, lines)) <= 100
    assert "  - scheduled: 2 xruns" in lines


def test_the_figures_of_a_column_end_under_each_other() -> None:
    lines = list(report_lines(report(wanted(buffers=(1024,)))))
    start = lines.index("120 BPM, idle, buffers of 1024 frames (23.2 ms)") + 1
    assert len({len(line) for line in lines[start : start + 4]}) == 1


def test_a_run_without_an_interval_has_no_figures() -> None:
    made = report(wanted("channel-pulse"))
    made.measured = [measured(each.run, [60_000]) for each in made.measured]
    assert cells(list(report_lines(made)), "channel-pulse")[1:7] == ["-"] * 5 + ["8"]


def test_the_verdict_comes_last_with_what_to_change() -> None:
    lines = list(report_lines(report(wanted())))
    assert lines.index("This machine") < lines.index("What to change")
    assert lines[0].startswith("a processor, 2 cores")


def test_what_was_interrupted_says_so() -> None:
    lines = list(report_lines(Report(wanted(), MACHINE, interrupted=True)))
    assert "This machine, as far as it was measured" in lines
    assert "  - nothing was measured" in lines
