"""Loads: what may be asked for, and that each of them does what its name says while clicks play."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from generator.engine.audio import AudioSettings
from generator.engine.orchestra import BUNDLED
from generator.errors import RangeError, UsageError, WindowError
from generator.lab import click, flood, loads
from generator.session.ending import Extent
from generator.session.front import Front
from generator.session.plan import Plan
from generator.session.setup import Choice, prepare

CLICK = str(BUNDLED.parent / "click.csd")


def choice(load: loads.Load) -> Choice:
    typed = tuple(load.settings.items())
    return Choice(load.piece, seed=1, tempo_bpm=480.0, settings=typed, csd=CLICK)


def plan(load: loads.Load) -> Plan:
    return Plan(choice(load), Extent(0.8, tail_seconds=0.1), AudioSettings("null"), 0.5)


# -- what may be asked for


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("idle", {}),
        ("threads:1", {"threads": "1"}),
        (" Threads:64 ", {"threads": "64"}),
        ("gc", {}),
        ("osc:100000", {}),
        ("window", {}),
        ("drag", {}),
    ],
)
def test_each_load_has_its_name_and_settings_of_the_piece(
    name: str, settings: dict[str, str]
) -> None:
    load = loads.parse(name)
    assert (load.name, load.settings) == (name.strip().lower(), settings)
    assert prepare(choice(load)).piece.name == ("hoard" if load.name == "gc" else "click")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ide", "did you mean idle"),
        ("thread:4", "did you mean threads:4"),
        ("gcc", "did you mean gc"),
        ("osc-1000", r"did you mean osc:10000"),
        ("", "Give idle, threads:N"),
        ("x" * 1000, "Give idle, threads:N"),
        ("window:3", "did you mean window"),
        ("threads", "needs a number: give threads:1 to threads:64"),
        ("threads:many", "needs a number"),
        ("osc:-5", "needs a number"),
        ("osc:1.5", "needs a number: give osc:1 to osc:100000"),
    ],
)
def test_what_is_no_load_is_refused_with_what_is(text: str, told: str) -> None:
    with pytest.raises(UsageError, match=told) as refused:
        loads.parse(text)
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize(
    "text", ["threads:0", "threads:65", "osc:0", "osc:100001", "osc:1" + 99 * "0"]
)
def test_a_number_out_of_range_is_refused_with_its_bounds(text: str) -> None:
    with pytest.raises(RangeError, match=r"give (threads:1 to threads:64|osc:1 to osc:100000)"):
        loads.parse(text)


@pytest.mark.parametrize(("name", "dragged"), [("window", False), ("drag", True)])
def test_a_window_is_opened_by_whoever_can(name: str, dragged: bool) -> None:
    asked: list[object] = []

    def in_window(asked_plan: Plan, drags: bool) -> Front:
        asked.extend([asked_plan, drags])
        return "front"  # type: ignore[return-value]

    load = loads.parse(name, in_window)
    wanted = plan(load)
    assert load.play(wanted) == "front"
    assert asked == [wanted, dragged]


def test_nobody_who_can_open_a_window_is_told_so() -> None:
    load = loads.parse("drag")
    with pytest.raises(WindowError, match="no window can open here"):
        load.play(plan(load))


# -- what keeps the engine process busy


def test_the_piece_starts_a_thread_for_each_job(monkeypatch: pytest.MonkeyPatch) -> None:
    started = []

    class Thread:
        def __init__(self, target: object, daemon: bool) -> None:
            assert daemon, "it would outlive the performance"
            started.append(target)

        def start(self) -> None:
            started.append("started")

    monkeypatch.setattr(click, "Thread", Thread)
    beside = click.clicking("busy", [print])
    notes = beside.parts[0].function({"threads": 2.0})  # type: ignore[arg-type]
    assert [next(notes).step_beats for _ in range(3)] == [1.0, 1.0, 1.0]
    assert started[::2] == [click.toil, click.toil, print]
    assert started[1::2] == ["started"] * 3


# -- a flood


def test_a_flood_sends_as_many_messages_as_it_says_until_it_is_stopped() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ear:
        ear.bind(("127.0.0.1", 0))
        ear.settimeout(2.0)
        heard: list[bytes] = []

        def enough() -> bool:
            return len(heard) >= 20

        def stopped() -> bool:
            ear.setblocking(False)
            try:
                while True:
                    heard.append(ear.recv(100))
            except BlockingIOError:
                return enough()

        sent = flood.flood(ear.getsockname()[1], 5000.0, 10.0, "/a", stopped)
    assert sent == len(heard) >= 20
    assert {packet[:8] for packet in heard} == {b"/a\0\0,f\0\0"}
    assert len(set(heard)) == len(heard), "each sets another value"


# -- played


@pytest.mark.live
@pytest.mark.parametrize("name", ["threads:2", "gc"])
def test_clicks_play_to_the_end_beside_what_the_engine_does(name: str) -> None:
    load = loads.parse(name)
    front = load.play(plan(load))
    status = front.status()
    assert front.over
    assert not front.restarts
    assert status.events + status.dropped >= 4
    assert front.extra["clock_step_ms"] < 200.0, "the clock leapt over what came before it began"
    if name == "threads:2":
        assert status.cpu_percent > 20.0, "the engine process is busy"


@pytest.mark.live
def test_a_flood_of_messages_comes_through_while_clicks_play() -> None:
    load = loads.parse("osc:1000")
    front = load.play(plan(load))
    came, sent = (int(word) for word in load.said.split() if word.isdecimal())
    assert front.over
    assert 0 < came <= sent
    assert {each.command.subject for each in front.applied} == {"touch"}
    assert {each.command.source.partition(" ")[0] for each in front.applied} != {"window"}


def test_the_flood_sends_to_a_parameter_of_the_clicks() -> None:
    assert flood.ADDRESS.removeprefix("/param/") in {each.id for each in click.piece.parameters}


def test_the_piece_is_where_the_loads_say() -> None:
    assert Path(loads.CLICK).is_file()
