"""The notes of the piano roll, and what the mouse and the keys do to them."""

from __future__ import annotations

import pytest

from gui.notes import PAST, SOUNDING
from gui.shapes import Rectangle
from gui.theme import GROUND, part_colour
from gui.widgets.roll import LEVELS, NoteBars, bar_colour, level
from tests.gui.context import Key, Pointer
from tests.gui.heard import note
from tests.gui.legible import contrast
from tests.gui.stage import Stage


def test_a_note_is_a_bar_in_its_part_s_colour_at_its_pitch(stage: Stage) -> None:
    stage.play(3.0, [note(1.0, 0.5, 60.0), note(1.0, 0.5, 72.0, part="bass line")])
    lead, bass = stage.bars().values()
    assert isinstance(lead, Rectangle)
    assert isinstance(bass, Rectangle)
    scale = stage.roll.score.place.pixels_per_second
    assert lead.x1 - lead.x0 == pytest.approx(0.5 * scale, abs=2)
    assert lead.y0 > bass.y0
    loud = level(0.5)
    assert lead.fill == bar_colour(part_colour(0), PAST, loud, 1.0)
    assert bass.fill == bar_colour(part_colour(1), PAST, loud, 1.0)


def test_what_sounds_is_brightest_and_reaches_beyond_the_playhead(stage: Stage) -> None:
    stage.play(2.0, [note(0.5, 0.5, 60.0), note(1.5, 2.0, 64.0)])
    past, sounding = stage.bars().values()
    assert isinstance(past, Rectangle)
    assert isinstance(sounding, Rectangle)
    assert contrast(sounding.fill, GROUND) > contrast(past.fill, GROUND)
    score = stage.roll.score
    assert past.x1 - score.offset < score.place.playhead < sounding.x1 - score.offset


def test_louder_is_brighter() -> None:
    levels = [level(amplitude) for amplitude in (0.0, 0.01, 0.03, 0.1, 0.5, 1.0, 3.0)]
    assert levels == sorted(levels)
    assert (levels[0], levels[-1]) == (0, LEVELS)
    colours = [bar_colour("#56b4e9", PAST, brightness, 1.0) for brightness in range(LEVELS + 1)]
    shades = [contrast(colour, GROUND) for colour in colours]
    assert shades == sorted(shades)
    assert shades[0] > 1.5, "the softest note is to be seen"


@pytest.mark.parametrize("state", [SOUNDING, PAST])
def test_muted_notes_are_dimmer(state: int) -> None:
    heard, muted = (bar_colour("#56b4e9", state, 5, share) for share in (1.0, 0.4))
    assert contrast(heard, GROUND) > 1.5 * contrast(muted, GROUND)


def test_the_notes_of_a_muted_part_are_not_lit(stage: Stage) -> None:
    stage.play(1.0, [note(0.5, 3.0)], values={"lead.mute": 1.0})
    (bar,) = stage.bars().values()
    assert isinstance(bar, Rectangle)
    assert contrast(bar.fill, GROUND) < 3.0


# -- the mouse and the keys


def test_a_mouse_at_rest_goes_on_telling_of_the_note_that_drifts_away(stage: Stage) -> None:
    heard = note(1.0)
    stage.play(1.2, [heard])
    notes = stage.widget(NoteBars)
    here = stage.at(heard)
    notes.hover(here)
    stage.play(4.0)
    notes.hover(here)
    assert stage.roll.score.pointed is not None
    notes.hover(here._replace(x=here.x + 1.0))
    assert stage.roll.score.pointed is None


def test_the_wheel_zooms_time_and_with_shift_pitch(stage: Stage) -> None:
    stage.play(1.0)
    notes, score = stage.widget(NoteBars), stage.roll.score
    seconds, span = score.seconds, score.reach.shown
    notes.wheel(Pointer(300.0, 100.0), 1.0)
    assert score.seconds < seconds
    assert score.reach.shown == span
    notes.wheel(Pointer(300.0, 100.0, fine=True, shift=True), 1.0)
    assert score.reach.shown.high - score.reach.shown.low < span.high - span.low
    notes.double(Pointer(300.0, 100.0))
    assert (score.seconds, score.reach.by_hand) == (seconds, False)


def test_a_drag_moves_the_pitches_with_the_mouse_and_a_click_does_not(stage: Stage) -> None:
    stage.play(1.0)
    notes, score = stage.widget(NoteBars), stage.roll.score
    pitch = score.place.lanes.pitch_at(100.0)
    notes.press(Pointer(300.0, 100.0))
    notes.drag(Pointer(300.0, 102.0))
    assert not score.reach.by_hand
    notes.drag(Pointer(300.0, 160.0))
    notes.release(Pointer(300.0, 160.0))
    assert score.place.lanes.pitch_at(160.0) == pytest.approx(pitch)
    notes.drag(Pointer(300.0, 200.0))
    assert score.place.lanes.pitch_at(160.0) == pytest.approx(pitch), "let go of"


@pytest.mark.parametrize("name", ["Left", "Right", "Up", "Down", "Prior", "Next"])
def test_every_key_has_its_counterpart_and_home_brings_all_back(stage: Stage, name: str) -> None:
    stage.play(1.0)
    notes, score = stage.widget(NoteBars), stage.roll.score
    before = score.seconds, score.reach.shown
    assert notes.key(Key(name))
    assert (score.seconds, score.reach.shown) != before
    pairs = ("Left", "Right"), ("Up", "Down"), ("Prior", "Next")
    back = {a: b for pair in pairs for a, b in (pair, pair[::-1])}
    notes.key(Key(back[name]))
    assert (score.seconds, *score.reach.shown) == pytest.approx((before[0], *before[1]))
    assert notes.key(Key("Home"))
    assert not score.reach.by_hand


def test_other_keys_are_left_to_others(stage: Stage) -> None:
    notes = stage.widget(NoteBars)
    for key in (Key("r"), Key("plus"), Key("Left", control=True)):
        assert not notes.key(key)
