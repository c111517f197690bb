"""What is said of a performance once it is over."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from generator.control.status import MISHAPS, Status
from generator.session.plan import Plan
from generator.session.setup import Choice
from generator.terminal.summary import summary, summary_line


def performed(**status: Any) -> Any:
    told = Status(seconds=12.25, events=40, **status)
    front = SimpleNamespace(
        status=lambda: told, hello=None, extra={}, ended=None, restarts=0, troubles=["x.py:1: no"]
    )
    return SimpleNamespace(
        plan=Plan(Choice("rain", seed=7)), front=front, exit_reason="end", failure=None
    )


def test_all_that_can_go_wrong_is_in_the_summary() -> None:
    counts = {each.name: number for number, each in enumerate(MISHAPS, start=1)}
    facts = summary(performed(**counts, margin_ms=9.87, gap_ms=1.84))
    names = ("late", "dropped", "refused", "faults", "clipped", "nan", "xruns", "shed", "restarts")
    assert [facts[name] for name in names] == list(range(1, 10))
    assert facts["troubles"] == ["x.py:1: no"]
    assert (facts["smallest_margin_ms"], facts["largest_gap_ms"]) == (9.87, 1.84)


def test_a_quiet_run_is_summed_up_in_few_words() -> None:
    line = summary_line(summary(performed(margin_ms=9.87, gap_ms=1.84, xruns=0)))
    assert line == (
        "played 12.2 s: 40 events, 0 late, 0 dropped, smallest margin 9.9 ms, largest gap 1.8 ms"
    )
    assert summary_line(summary(performed())) == "played 12.2 s: 40 events, 0 late, 0 dropped"


def test_what_went_wrong_is_said() -> None:
    line = summary_line(summary(performed(late=2, broken=3, restarts=1)))
    assert line == "played 12.2 s: 40 events, 2 late, 0 dropped, 3 NaN, 1 restarts"
