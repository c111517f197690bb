"""The search for limits and the arithmetic around it; nothing here is timed."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.engine.null import NullEngine
from generator.session.ending import Extent
from generator.session.plan import Plan
from generator.session.session import Session
from generator.session.setup import Choice, prepare
from generator.timing.clock import VirtualClock
from tests.bench import growth, plain, scale
from tests.bench.exactness import CLICK
from tests.bench.growth import Cost
from tests.bench.ours import RATE, behind, events
from tests.bench.search import Limit, limit, ratio


class Bearing:
    """A run that bears up to a count, and remembers what it was asked."""

    def __init__(self, most: int, failures: int = 0) -> None:
        self.asked: list[int] = []
        self._most, self._failures = most, failures

    def __call__(self, count: int) -> str:
        """Fail so often whatever is asked, then only beyond what is borne."""
        self.asked.append(count)
        if self._failures:
            self._failures -= 1
            return "a neighbour"
        return "too many" if count > self._most else ""


@pytest.mark.parametrize("most", [1, 7, 99, 100, 101, 4321, 50_000, 99_999])
@pytest.mark.parametrize("first", [1, 100, 3000])
def test_the_search_comes_within_its_precision(most: int, first: int) -> None:
    run = Bearing(most)
    found = limit(run, first, 100_000)
    assert found.greatest <= most < 1.1 * found.greatest + 1
    assert not found.capped
    failed = min(count for count in run.asked if count > most)
    assert found.why == f"{failed:,}: too many"


def test_the_search_doubles_and_then_bisects() -> None:
    run = Bearing(700)
    limit(run, 100, 100_000)
    assert run.asked[:4] == [100, 200, 400, 800]
    assert len(run.asked) < 10


def test_a_search_that_holds_to_the_most_is_capped() -> None:
    run = Bearing(10**9)
    assert limit(run, 1000, 50_000) == Limit(50_000, "")
    assert max(run.asked) == 50_000
    assert limit(run, 1000, 100) == Limit(100, "")


def test_a_machine_that_bears_nothing_has_a_limit_of_none() -> None:
    assert limit(Bearing(0), 1000, 50_000) == Limit(0, "1: too many")


def test_a_neighbour_costs_a_try_and_no_more() -> None:
    assert limit(Bearing(300, failures=1), 100, 1000, tries=2).greatest > 270
    assert limit(Bearing(300, failures=2), 100, 1000, tries=2).greatest < 100


@pytest.mark.parametrize(
    ("ours", "theirs", "told"),
    [
        (Limit(50, "99: late"), Limit(200, "210: slow"), "0.25"),
        (Limit(50, ""), Limit(200, "210: slow"), "at least 0.25"),
        (Limit(50, "99: late"), Limit(200, ""), "at most 0.25"),
        (Limit(50, ""), Limit(50, ""), "both at the cap"),
        (Limit(50, ""), Limit(0, "1: slow"), "no ratio"),
    ],
)
def test_a_ratio_says_what_is_known_of_it(ours: Limit, theirs: Limit, told: str) -> None:
    assert ratio(ours, theirs) == told


def test_a_line_says_what_ended_the_search() -> None:
    theirs = Limit(200, "210: slow")
    capped = scale.line("voices", Limit(50, ""), "the gate", theirs)
    assert capped.figure == "50 (capped by the gate); plain csound 200; ratio at least 0.25"
    late = scale.line("voices", Limit(50, "55: 3 late"), "the gate", theirs)
    assert late.figure == "50 (at 55: 3 late); plain csound 200; ratio 0.25"
    assert not scale.line("voices", Limit(0, "1: 3 late"), "the gate", theirs).reached


def test_a_clock_may_step_but_not_fall_behind() -> None:
    in_time = [(10.0 + turn / 30, RATE + turn * RATE // 30) for turn in range(90)]
    assert behind(in_time, 4.0) == ""
    slow = [(seconds, RATE + round(0.9 * (sample - RATE))) for seconds, sample in in_time]
    assert behind(slow, 4.0).endswith("ms behind")
    after_the_end = [*in_time, (20.0, 4 * RATE)]
    assert behind(after_the_end, 4.0) == ""
    assert behind([], 4.0) == "the clock was not seen"


def test_plain_csound_plays_what_a_session_commits() -> None:
    choice = Choice(str(scale.PIECES / "many.py"), 1, csd=CLICK)
    committed = plain.score(choice, 2.0)
    clicks = list(scale.clicks(2.0, 16))
    assert [line.split()[2] for line in committed] == [line.split()[2] for line in clicks]
    assert len(committed) == events(Plan(choice, Extent(duration_seconds=2.0))) == 32


def test_held_voices_end_with_the_run() -> None:
    choice = Choice(scale.HUM, 1, settings=(("voices", "4"),), csd=scale.HUM_CSD)
    ends = [sum(map(float, line.split()[2:4])) for line in plain.score(choice, 3.0)]
    assert ends == pytest.approx([3.0] * 4)


def test_an_orchestra_has_as_many_channels_as_are_moved(tmp_path: Path) -> None:
    setup = prepare(Choice(scale.PULSE, 1, csd=scale.dial_orchestra(tmp_path, 300)))
    dials = [key for key in setup.parameters if key.startswith("dial")]
    assert len(dials) == 300
    text = plain.document(setup, ["i 30002 0 0 299 1"], 2.0)
    assert text.count('chn_k "dial') == 300
    assert text.index('0 299 "dial299"') < text.index("i 30002 0 0 299 1") < text.index("\ne 2\n")


def test_the_same_music_is_spread_over_any_number_of_parts() -> None:
    few, many = (growth.spread(parts, 500) for parts in (10, 250))
    assert {way: cost.events for way, cost in few.items()} == dict.fromkeys(growth.WAYS, 500)
    assert {way: cost.events for way, cost in many.items()} == dict.fromkeys(growth.WAYS, 500)


def test_a_stretch_counts_what_lies_in_it_alone() -> None:
    setup = prepare(Choice(scale.HUM, 1, settings=(("voices", "8"),), csd=scale.HUM_CSD))
    session = Session(setup, NullEngine(RATE), VirtualClock(), Extent())
    assert growth.cost(session, 0, RATE // 2, 128).events == 4
    assert growth.cost(session, RATE // 2, 2 * RATE, 128).events == 4


def test_a_verdict_is_a_ratio_within_one_run() -> None:
    costs = {parts: Cost(1000, 0.006 * parts**0.1, 40.0) for parts in growth.PARTS}
    even = growth.verdict("live", costs)
    assert even.reached
    assert "1.58 x from 100 to 10,000" in even.figure
    costs[10_000] = Cost(1000, 0.2, 40.0)
    assert not growth.verdict("live", costs).reached


def test_of_several_costs_the_cheapest_counts() -> None:
    runs = [{"events": 10, "seconds": each, "memory_mb": 1.0} for each in (0.3, 0.1, 0.2)]
    assert growth.best(runs) == Cost(10, 0.1, 1.0)
