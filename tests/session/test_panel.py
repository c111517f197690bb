"""The ways in beside a performance, which here only keeps what it is asked for."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest

from generator.control.commands import Action
from generator.control.link import switch
from generator.control.monitor import Binding
from generator.control.snapshots import Bank
from generator.errors import ControlError, UsageError
from generator.session.front import Front
from generator.session.panel import Links, Panel, Ways
from tests.control.link.test_switch import SlowLibrary
from tests.control.osc.client import Client, until
from tests.control.surface import KeepingSurface

SILENT = Ways(osc_port=None)
PATIENCE_SECONDS = 10.0
MOST_SECONDS = 0.010
TRIES = 5


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def surface() -> KeepingSurface:
    return KeepingSurface()


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> type[SlowLibrary]:
    class Library(SlowLibrary):
        opened: list[SlowLibrary] = []  # noqa: RUF012 - one for each test
        may_open = threading.Event()

    Library.may_open.set()
    monkeypatch.setitem(sys.modules, "link", types.SimpleNamespace(Link=Library))
    monkeypatch.setattr(switch, "installed", lambda: True)
    return Library


class Desktop:
    """A panel, and what an engine would tell it."""

    def __init__(self, surface: KeepingSurface, ways: Ways) -> None:
        self.surface = surface
        self.panel = Panel(cast(Front, surface), ways)
        self.told: list[str] = []

    def greet(self) -> Desktop:
        self.panel.take({"hello": {}})
        return self

    def frame(self) -> None:
        """Let a thirtieth of a second pass."""
        self.surface.told.tempo_bpm = 120.0
        self.panel.take({"changes": []})
        self.panel.take({"status": {}})

    def says(self, words: str) -> str:
        """Return the news with these words, once there are some."""

        def said() -> bool:
            self.told += self.panel.news()
            return any(words in each for each in self.told)

        until(said)
        return next(each for each in self.told if words in each)


@pytest.fixture
def opened(surface: KeepingSurface) -> Iterator[Callable[[Ways], Desktop]]:
    panels: list[Panel] = []

    def open_with(ways: Ways) -> Desktop:
        desktop = Desktop(surface, ways)
        panels.append(desktop.panel)
        return desktop.greet()

    yield open_with
    for panel in panels:
        panel.close()


def quickest(act: Callable[[], object], again: Callable[[], object]) -> float:
    """Return how long something takes at its best: a busy machine is nobody's fault."""
    taken = []
    for _ in range(TRIES):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
        again()
    return min(taken)


# -- Link


def test_link_is_joined_and_left_while_it_plays(
    opened: Callable[[Ways], Desktop], library: type[SlowLibrary]
) -> None:
    desktop = opened(SILENT)
    panel = desktop.panel
    assert (panel.linked, panel.peers) == (False, 0)
    panel.link(True)
    desktop.says("Link: joined the session")
    desktop.frame()
    assert (panel.linked, panel.peers) == (True, 3)
    assert panel.links() == Links(link=True, peers=3)
    panel.link(False)
    assert (panel.linked, panel.peers) == (False, 0)
    desktop.says("Link: left the session")
    assert not library.opened[0].enabled


def test_joining_and_leaving_do_not_hold_up_the_caller(
    opened: Callable[[Ways], Desktop], library: type[SlowLibrary]
) -> None:
    panel = opened(SILENT).panel
    library.may_open.clear()

    def again() -> None:
        library.may_open.set()
        panel._link._chore.wait()
        panel.link(False)
        panel._link._chore.wait()
        library.may_open.clear()

    try:
        assert quickest(lambda: panel.link(True), again) < MOST_SECONDS
    finally:
        library.may_open.set()


def test_what_was_asked_for_at_the_start_is_joined_then(
    opened: Callable[[Ways], Desktop], library: type[SlowLibrary]
) -> None:
    desktop = opened(Ways(osc_port=None, link=True))
    desktop.says("Link: joined the session")
    desktop.panel.take({"hello": {}})  # another engine: nothing is joined twice
    desktop.panel._link._chore.wait()
    assert len(library.opened) == 1
    desktop.panel.close()
    assert not library.opened[0].enabled


def test_without_the_extra_link_is_refused_in_words(
    surface: KeepingSurface,
    opened: Callable[[Ways], Desktop],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(switch, "installed", lambda: False)
    panel = opened(SILENT).panel
    assert panel.linked is None
    assert panel.links().link is None
    with pytest.raises(ControlError, match=r"pip install 'scoretime\[link\]'"):
        panel.link(True)
    panel.link(False)
    with pytest.raises(ControlError, match=r"pip install 'scoretime\[link\]'"):
        Panel(cast(Front, surface), Ways(osc_port=None, link=True))


# -- OSC


def test_who_is_connected_is_told(opened: Callable[[Ways], Desktop]) -> None:
    panel = opened(Ways(osc_port=0, oscquery_port=None)).panel
    links = panel.links()
    host, _, port = links.osc.rpartition(":")
    assert (host, links.oscquery, links.clients, links.midi) == ("127.0.0.1", "", 0, ())
    with Client(int(port)) as client:
        client.send("/subscribe")
        client.answer("/param/density")
        until(lambda: panel.links().clients == 1)
    panel.close()
    assert (panel.links().osc, panel.links().clients) == ("", 0)


def test_learnt_addresses_are_kept_for_the_next_performance(
    opened: Callable[[Ways], Desktop], surface: KeepingSurface, home: Path
) -> None:
    desktop = opened(Ways(osc_port=0, oscquery_port=None))
    with Client(int(desktop.panel.links().osc.rpartition(":")[2])) as client:
        desktop.panel.desk.learn_osc("density")
        desktop.says("move the OSC control for density")
        client.send("/1/fader1", "f", 0.5)
        desktop.says("density: /1/fader1")
        client.send("/1/fader1", "f", 0.75)
        assert surface.wait_for(1)[0].value == 0.75
    desktop.panel.close()
    [kept] = home.rglob("osc.json")
    assert json.loads(kept.read_text())["bindings"] == [
        {"address": "/1/fader1", "target": "density"}
    ]
    desktop = opened(Ways(osc_port=0, oscquery_port=None))
    assert desktop.panel.desk.bindings() == [Binding("osc", "/1/fader1", "density")]
    with Client(int(desktop.panel.links().osc.rpartition(":")[2])) as client:
        client.send("/1/fader1", "f", 0.25)
        assert surface.wait_for(2)[1].value == 0.25


def test_the_monitor_shows_what_comes_in_while_it_is_watched(
    opened: Callable[[Ways], Desktop], surface: KeepingSurface
) -> None:
    panel = opened(Ways(osc_port=0, oscquery_port=None)).panel
    with Client(int(panel.links().osc.rpartition(":")[2])) as client:
        client.send("/panic")
        surface.wait_for(1)
        assert panel.monitor.taken() == []
        panel.monitor.watching = True
        before = time.monotonic()
        client.send("/param/density", "f", 0.25)
        surface.wait_for(2)
        found = []
        until(lambda: bool(found.extend(panel.monitor.taken()) or found))
        [seen] = found
        assert (seen.kind, seen.text, seen.target) == ("osc", "/param/density 0.25", "density")
        assert seen.source == f"127.0.0.1:{client.address[1]}"
        assert before <= seen.seconds <= time.monotonic()


def test_without_osc_and_midi_learning_says_what_to_do(opened: Callable[[Ways], Desktop]) -> None:
    desk = opened(SILENT).panel.desk
    with pytest.raises(UsageError, match="scoretime play --midi-in NAME"):
        desk.learn("density")
    with pytest.raises(UsageError, match="OSC is off"):
        desk.learn_osc("density")


# -- snapshots


def test_storing_does_not_hold_up_the_caller_and_is_not_lost(
    opened: Callable[[Ways], Desktop], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "mine.json"
    panel = opened(Ways(osc_port=None, snapshots=path)).panel
    may_sync = threading.Event()

    def slow(descriptor: int) -> None:
        assert may_sync.wait(PATIENCE_SECONDS)

    monkeypatch.setattr(os, "fsync", slow)
    names = iter("abcdefgh")
    try:
        taken = quickest(lambda: panel.desk.store(next(names)), lambda: None)
    finally:
        may_sync.set()
    assert taken < MOST_SECONDS
    assert panel.desk.bank.names("example") == list("abcde")
    panel.close()
    assert Bank(path).names("example") == list("abcde")


def test_what_cannot_be_stored_is_news(
    opened: Callable[[Ways], Desktop], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    desktop = opened(Ways(osc_port=None, snapshots=tmp_path / "mine.json"))
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        desktop.panel.desk.store("1")
        assert "No space left" in desktop.says("cannot write")
        desktop.told.clear()
        desktop.panel.desk.store("2")
        desktop.panel.desk.bank.flush()
    desktop.panel.close()
    assert desktop.panel.news() == []
    assert Bank(tmp_path / "mine.json").names("example") == ["1", "2"]


def test_a_damaged_file_of_snapshots_is_news(
    opened: Callable[[Ways], Desktop], tmp_path: Path
) -> None:
    path = tmp_path / "mine.json"
    path.write_text("{")
    desktop = opened(Ways(osc_port=None, snapshots=path))
    assert "kept as mine.json.bad" in desktop.says("holds no snapshots")


def test_the_snapshot_to_start_with_is_recalled_once(
    opened: Callable[[Ways], Desktop], surface: KeepingSurface, tmp_path: Path
) -> None:
    path = tmp_path / "mine.json"
    bank = Bank(path)
    bank.store("example", "calm", {"density": 0.25})
    bank.close()
    desktop = opened(Ways(osc_port=None, snapshots=path, snapshot="calm"))
    desktop.panel.take({"hello": {}})
    [command] = surface.commands
    assert (command.action, command.values) == (Action.RECALL, (("density", 0.25),))


@pytest.mark.parametrize(
    ("token", "said"), [("", "give --osc-token"), ("correct-horse", "has to send the token")]
)
def test_to_listen_beyond_this_machine_is_warned_of(
    opened: Callable[[Ways], Desktop], token: str, said: str
) -> None:
    ways = Ways(osc_port=0, osc_host="0.0.0.0", osc_token=token, oscquery_port=None)
    [warning] = [each for each in opened(ways).panel.news() if each.startswith("warning: ")]
    assert said in warning
    assert "correct-horse" not in warning


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_loopback_needs_no_warning(opened: Callable[[Ways], Desktop], host: str) -> None:
    news = opened(Ways(osc_port=0, osc_host=host, oscquery_port=None)).panel.news()
    assert not any("warning" in each for each in news)
