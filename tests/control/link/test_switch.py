"""Joining and leaving the Link session while the music plays; the library is the test's own."""

from __future__ import annotations

import threading
import types
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.control.link import switch as module
from generator.control.link.switch import LinkSwitch
from generator.control.status import Status
from generator.errors import ControlError
from tests.control.link.test_peer import FakeLibrary
from tests.control.surface import KeepingSurface, desk_of

PATIENCE_SECONDS = 10.0


class SlowLibrary(FakeLibrary):
    """A library that takes its time to be opened, until it is let."""

    opened: list[SlowLibrary]
    may_open: threading.Event
    fails = False

    def __init__(self, tempo_bpm: float) -> None:
        super().__init__()
        assert self.may_open.wait(PATIENCE_SECONDS)
        if self.fails:
            raise RuntimeError("no network here")
        self.thread = threading.current_thread()
        self.opened.append(self)


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> type[SlowLibrary]:
    class Library(SlowLibrary):
        opened: list[SlowLibrary] = []  # noqa: RUF012 - one for each test
        may_open = threading.Event()

    Library.may_open.set()
    monkeypatch.setitem(__import__("sys").modules, "link", types.SimpleNamespace(Link=Library))
    monkeypatch.setattr(module, "installed", lambda: True)
    return Library


@pytest.fixture
def switch(library: type[SlowLibrary], tmp_path: Path) -> Iterator[LinkSwitch]:
    made = LinkSwitch(desk_of(KeepingSurface(), tmp_path))
    yield made
    made.close()


def settled(switch: LinkSwitch) -> LinkSwitch:
    switch._chore.wait()
    return switch


def test_it_joins_and_leaves_and_says_so(switch: LinkSwitch, library: type[SlowLibrary]):
    assert (switch.on, switch.peers) == (False, 0)
    for count in (1, 2):
        switch.turn(True)
        assert settled(switch).on is True
        switch.tell(Status(tempo_bpm=120.0))
        assert switch.peers == 3
        assert [each.enabled for each in library.opened] == [False] * (count - 1) + [True]
        switch.turn(False)
        assert (settled(switch).on, switch.peers) == (False, 0)
        assert not library.opened[-1].enabled
    joined, left = "Link: joined the session", "Link: left the session"
    assert list(switch.notices) == [joined, left, joined, left]


def test_the_caller_does_not_wait(switch: LinkSwitch, library: type[SlowLibrary]):
    library.may_open.clear()
    switch.turn(True)
    assert switch.on is False
    switch.changed([])
    switch.tell(Status(tempo_bpm=120.0))
    library.may_open.set()
    assert settled(switch).on is True
    assert library.opened[0].thread is not threading.current_thread()


def test_who_changes_his_mind_meanwhile_is_not_in_it(
    switch: LinkSwitch, library: type[SlowLibrary]
):
    library.may_open.clear()
    switch.turn(True)
    switch.turn(False)
    library.may_open.set()
    assert settled(switch).on is False
    assert not any(each.enabled for each in library.opened)


def test_turning_it_on_twice_joins_once(switch: LinkSwitch, library: type[SlowLibrary]):
    switch.turn(True)
    settled(switch).turn(True)
    assert settled(switch).on is True
    assert len(library.opened) == 1


def test_closing_leaves_and_says_nothing(switch: LinkSwitch, library: type[SlowLibrary]):
    switch.turn(True)
    settled(switch).close()
    assert not library.opened[0].enabled
    assert list(switch.notices) == ["Link: joined the session"]


def test_a_library_that_fails_is_told_of(switch: LinkSwitch, library: type[SlowLibrary]):
    library.fails = True
    switch.turn(True)
    assert settled(switch).on is False
    assert list(switch.notices) == ["Link: cannot join the session: no network here"]
    library.fails = False
    switch.turn(True)
    assert settled(switch).on is True


def test_without_the_library_it_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "installed", lambda: False)
    switch = LinkSwitch(desk_of(KeepingSurface(), tmp_path))
    assert switch.on is None
    for act in (switch.check, lambda: switch.turn(True)):
        with pytest.raises(ControlError, match=r"pip install 'scoretime\[link\]'"):
            act()
    switch.close()
