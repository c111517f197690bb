"""What lies over the notes of the piano roll: names, the present section, a note's box."""

from __future__ import annotations

from typing import Any

from gui.shapes import Line, Rectangle, Shape
from gui.theme import FOCUS, GROUND
from gui.widgets.roll import NoteBars
from gui.widgets.roll_front import Front, Names
from tests.gui.context import Pointer, texts
from tests.gui.heard import RATE, note
from tests.gui.legible import contrast
from tests.gui.stage import PARTS, Stage


def test_drums_have_lanes_of_their_own_with_their_names(stage: Stage) -> None:
    stage.play(2.0, [note(1.0, 0.2, pitch, part="kick") for pitch in (36.0, 90.0)])
    heights = {shape.y0 for shape in stage.bars().values() if isinstance(shape, Rectangle)}
    assert len(heights) == 1
    assert heights.pop() > stage.roll.score.place.lanes.pitched.bottom
    names = stage.widget(Names)
    said = texts(names.draw(names.look(stage.view)))
    assert [text[:4] for text in said if text[0] != "C"] == [part[:4] for part in PARTS]


def test_the_mouse_on_a_name_shows_its_part_alone(stage: Stage) -> None:
    stage.play(2.0, [note(1.0, 0.5, 60.0), note(1.0, 0.5, 72.0, part="bass line")])
    usual = [shape.fill for shape in stage.bars().values() if isinstance(shape, Rectangle)]
    names, score = stage.widget(Names), stage.roll.score
    row = next(name for name in score.names if name.part == "bass line")
    assert names.cares(900.0, row.height)
    assert not names.cares(500.0, row.height)
    names.hover(Pointer(900.0, float(row.height)))
    lead, bass = [shape.fill for shape in stage.bars().values() if isinstance(shape, Rectangle)]
    assert bass == usual[1]
    assert contrast(lead, GROUND) < contrast(usual[0], GROUND)
    names.leave()
    assert [s.fill for s in stage.bars().values() if isinstance(s, Rectangle)] == usual


def test_a_name_tells_whether_its_part_sounds_or_is_muted_without_colour(stage: Stage) -> None:
    names = stage.widget(Names)
    stage.play(1.0, [note(0.9, 2.0)])

    def picture(**differing: Any) -> list[Shape]:
        stage.view.frame = stage.frame(1.0, **differing)
        stage.roll.see(stage.view)
        return list(names.draw(names.look(stage.view)))

    sounding = picture()
    swatches = [s for s in sounding if isinstance(s, Rectangle) and s.outline]
    assert [bool(swatch.fill) for swatch in swatches] == [True, False, False]
    muted = picture(values={"lead.mute": 1.0})
    assert len([s for s in muted if isinstance(s, Line)]) == 1 + len(
        [s for s in sounding if isinstance(s, Line)]
    ), "its name is struck through"


def test_the_mouse_on_a_note_tells_all_of_it(stage: Stage) -> None:
    heard = note(1.0, 0.5, 61.14, rule="melody, voices.py:57", pan=0.25)
    stage.play(1.2, [heard])
    stage.widget(NoteBars).hover(stage.at(heard))
    front = stage.widget(Front)
    said = " ".join(texts(front.draw(front.look(stage.view))))
    for fact in ("lead", "Pluck", "C#4 +14 ct", "61.14", "0.5", "pan 0.25", "bar 1, beat 3"):
        assert fact in said
    assert "melody, voices.py:57" in said
    assert " ".join(heard.line(RATE).split()) in said
    (bar,) = stage.bars().values()
    assert isinstance(bar, Rectangle)
    assert bar.outline == FOCUS


def test_the_box_of_a_note_vanishes_with_the_mouse(stage: Stage) -> None:
    heard = note(1.0)
    stage.play(1.2, [heard])
    notes, front = stage.widget(NoteBars), stage.widget(Front)
    before = len(front.draw(front.look(stage.view)))
    notes.hover(stage.at(heard))
    assert len(front.draw(front.look(stage.view))) > before
    notes.leave()
    assert len(front.draw(front.look(stage.view))) == before


def test_the_focus_has_a_ring(stage: Stage) -> None:
    stage.view.focus = stage.widget(NoteBars)
    front = stage.widget(Front)
    ring = front.draw(front.look(stage.view))[-1]
    assert isinstance(ring, Rectangle)
    assert ring.outline == FOCUS
