"""What lies under the notes of the piano roll: bars, sections, the look-ahead."""

from __future__ import annotations

import pytest

from gui.frame import Audio
from gui.shapes import Rectangle, Text
from gui.widgets.roll_front import Front
from gui.widgets.roll_ground import Ground, raster_of
from tests.gui.context import texts
from tests.gui.heard import RATE
from tests.gui.stage import Stage


def test_bars_are_numbered_and_stay_when_the_tempo_changes(stage: Stage) -> None:
    stage.play(8.0)
    before = {t.text: t.x for t in stage.grid() if isinstance(t, Text)}
    assert list(before)[:3] == ["1", "2", "3"] or {"1", "2", "3", "4"} <= set(before)
    stage.play(8.5, beats=16.0, tempo_bpm=60.0)
    after = {t.text: t.x for t in stage.grid() if isinstance(t, Text)}
    assert {name: after[name] for name in ("2", "3", "4")} == {
        name: before[name] for name in ("2", "3", "4")
    }


def test_lines_and_numbers_never_crowd() -> None:
    for beat_pixels in (0.5, 2.0, 5.0, 20.0, 100.0):
        for bar_beats in (1.0, 3.5, 4.0):
            raster = raster_of(beat_pixels, bar_beats)
            assert raster.every * bar_beats * beat_pixels >= 46.0
            assert not raster.beats or beat_pixels >= 8.0
            assert not raster.bars or bar_beats * beat_pixels >= 28.0


def test_sections_are_named_where_they_begin_and_the_present_one_stays(stage: Stage) -> None:
    stage.play(4.0, section="calm", section_seconds=0.0)
    stage.play(12.0, section="full", section_seconds=4.0)
    named = [t.text for t in stage.grid() if isinstance(t, Text) and not t.text.isdecimal()]
    assert named == ["calm", "full"]
    stage.play(40.0, section="full", section_seconds=4.0)
    assert "full" not in [t.text for t in stage.grid() if isinstance(t, Text)]
    front = stage.widget(Front)
    assert "full" in texts(front.draw(front.look(stage.view)))


@pytest.mark.parametrize(("ahead_ms", "wide"), [(2.0, 4), (12.0, 4), (500.0, 21)])
def test_the_look_ahead_is_as_wide_as_it_is_long_but_can_be_seen(
    stage: Stage, ahead_ms: float, wide: int
) -> None:
    audio = Audio("null", sample_rate=RATE, look_ahead_ms=ahead_ms)
    stage.play(1.0, audio=audio)
    place = stage.roll.score.place
    ground = stage.widget(Ground)
    band = [
        shape
        for shape in ground.draw(ground.look(stage.view))
        if isinstance(shape, Rectangle) and shape.x0 == place.playhead
    ][-1]
    assert band.x1 - band.x0 == pytest.approx(wide, abs=1)
    front = stage.widget(Front)
    assert f"{ahead_ms:.3g} ms" in texts(front.draw(front.look(stage.view)))


def test_a_very_long_look_ahead_ends_at_the_edge(stage: Stage) -> None:
    stage.play(1.0, audio=Audio("null", sample_rate=RATE, look_ahead_ms=10_000.0))
    ground, box = stage.widget(Ground), stage.roll.score.place.box
    right = max(s.x1 for s in ground.draw(ground.look(stage.view)) if isinstance(s, Rectangle))
    assert right <= box.right
