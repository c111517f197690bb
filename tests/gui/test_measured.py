"""The window while it is measured: it opens, plays to the end by itself, and a fader moves."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from generator.engine.audio import AudioSettings
from generator.engine.orchestra import BUNDLED
from generator.errors import WindowError
from generator.lab import loads
from generator.pieces import load
from generator.session.ending import Extent
from generator.session.plan import Plan
from generator.session.setup import Choice
from gui.measured import DRAGGED, play
from gui.screen import try_screen

CLICK = str(BUNDLED.parent / "click.csd")
BEAT_SAMPLES = 6000


def plan(recording: Path) -> Plan:
    choice = Choice(loads.CLICK, seed=1, tempo_bpm=480.0, csd=CLICK)
    extent = Extent(1.25, tail_seconds=0.1)
    return Plan(choice, extent, AudioSettings("null"), 5.0, recording=str(recording))


def test_what_is_dragged_is_a_parameter_of_the_clicks_alone() -> None:
    assert DRAGGED in {each.id for each in load(loads.CLICK).parameters}


def test_without_a_screen_the_error_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    with pytest.raises(WindowError, match=r"no screen: leave out .* xvfb-run"):
        play(plan(tmp_path / "take.wav"), drags=False)


@pytest.mark.live
@pytest.mark.usefixtures("screen", "folders")
@pytest.mark.parametrize("drags", [False, True])
def test_plays_to_the_end_with_a_fader_in_hand(tmp_path: Path, drags: bool) -> None:
    recording = tmp_path / "take.wav"
    front = play(plan(recording), drags=drags)
    onsets = np.flatnonzero(soundfile.read(recording, dtype="float32")[0])
    moved = [each.command for each in front.applied]
    assert front.over
    assert len(onsets) >= 4  # half a second is committed before it begins, however busy it is
    assert set(onsets % BEAT_SAMPLES) == {0}
    assert {each.subject for each in moved} == ({DRAGGED} if drags else set())
    assert len({each.value for each in moved}) >= 3 * drags
    assert [path.name for path in tmp_path.iterdir()] == ["take.wav"], "nothing is remembered"


@pytest.mark.live
@pytest.mark.usefixtures("screen")
def test_a_screen_is_tried_in_another_process() -> None:
    assert try_screen().endswith("a screen of 1600 x 1200")


@pytest.mark.live
def test_a_screen_that_is_not_there_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":98765")
    with pytest.raises(WindowError, match=r"^no window: .*display") as refused:
        try_screen()
    assert "\n" not in str(refused.value)
