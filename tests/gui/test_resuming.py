"""What broke off before, asked about in the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.control.folders import performances_folder
from generator.session.laststate import Entry, LastState
from generator.session.panel import Ways
from generator.session.unfinished import Beginning, begin
from gui.widget import Widget
from gui.widgets.button import Button
from tests.gui.opened import Opened, opened

pytestmark = pytest.mark.live

LONG = Path("/home/somebody/performances", "a" * 60, "b" * 60, "take.wav")
STATE = LastState("loops", 7, "2026-05-01 20:15", {"tempo": 97.25}, recording=str(LONG))


@pytest.fixture
def asked(window: Opened) -> Iterator[Beginning]:
    """A beginning after a performance that broke off; the window asks about it."""
    entry = Entry.new(performances_folder())
    entry.write(STATE)
    entry.close()
    begun = begin(window.live.plan, Ways())
    window.app._offer = begun.offer
    window.frames(3)
    yield begun
    assert begun.offer is not None
    begun.offer.entry.close()


def answer(window: Opened, text: str) -> Widget:
    return window.widget(Button, lambda each: getattr(each, "text", "") == text)


def test_return_resumes_it(window: Opened, asked: Beginning) -> None:
    assert answer(window, "Resume").box.width > 0.0
    window.key("Return")
    assert window.app.resumes
    assert window.app.closing
    assert window.live.exit_reason == "quit"
    resumed = asked.after(resumes=True)
    assert resumed.plan.choice.piece == "loops"


def test_a_click_declines_it_and_it_is_not_asked_about_again(
    window: Opened, asked: Beginning
) -> None:
    window.click(answer(window, "Not now"))
    assert not window.app.resumes
    assert not window.app.closing
    (entry,) = Entry.dead(performances_folder())  # it can be resumed yet
    assert entry.told
    entry.close()
    window.key("space")
    window.until(lambda: not window.live.front.status().paused)


@pytest.mark.usefixtures("screen", "folders")
def test_where_the_music_plays_already_it_is_only_told_of(tmp_path: Path) -> None:
    entry = Entry.new(performances_folder())
    entry.write(STATE)
    entry.close()
    with opened(tmp_path, waits=False) as window:
        window.app._offer = begin(window.live.plan, Ways()).offer
        window.frames(3)
        told = list(window.app.told)
    assert any("the last performance broke off: loops, seed 7" in said for said in told)
    assert any("--resume" in said for said in told)
