"""The piano roll: what is drawn of a performance, and what the mouse and the keys do to it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from generator.control.surface import Subject
from generator.session.heard import Heard
from gui.board import Region
from gui.frame import Audio, Frame
from gui.notes import PAST, SOUNDING
from gui.painter import Painter
from gui.panels.roll import Roll
from gui.shapes import Box, Line, Rectangle, Shape, Text
from gui.theme import FOCUS, GROUND, contrast, part_colour
from gui.widget import View
from gui.widgets.roll import LEVELS, NoteBars, bar_colour, level
from gui.widgets.roll_front import Front, Names
from gui.widgets.roll_ground import Grid, Ground, raster_of
from tests.control.surface import subject_of
from tests.gui.apart import outside, spilt
from tests.gui.canvas import KeepingCanvas
from tests.gui.context import Key, Pointer, context_of, texts, view_of
from tests.gui.heard import RATE, frame_at, note

FRAME = 1.0 / 30.0
BOX = Box(0.0, 0.0, 932.0, 394.0)
PARTS = ("lead", "bass line", "kick")


@dataclass(frozen=True)
class WithDrums(Subject):
    """A subject that tells which of its parts are drums."""

    unpitched: tuple[str, ...] = ("kick",)


PLAIN = subject_of(parts=PARTS)
SUBJECT = WithDrums(PLAIN.piece, PLAIN.title, PLAIN.parts, PLAIN.pieces, PLAIN.declared)


class Stage:
    """A roll on a canvas, and the frames that it sees."""

    def __init__(self, folder: Path, box: Box = BOX, scale: float = 1.0) -> None:
        self.context = context_of(folder, SUBJECT, scale)
        self.view: View = view_of(self.context)
        self.view.frame = self.frame(0.0)
        self.roll = Roll(self.context)
        self.roll.renew(self.view)
        self.canvas = KeepingCanvas()
        self.region = Region(self.roll)
        self.region.draw_on(self.canvas)
        self.region.resize(box)
        self.seconds = 0.0
        self.show(self.view.frame)

    def frame(self, seconds: float, notes: Any = (), **differing: Any) -> Frame:
        return frame_at(seconds, notes, SUBJECT, **differing)

    def show(self, frame: Frame) -> None:
        self.view.frame = frame
        self.roll.see(self.view)
        self.region.draw(self.view)

    def play(self, until: float, notes: Any = (), **differing: Any) -> None:
        waiting = sorted(notes, key=lambda each: each.event.onset_sample)
        while self.seconds < until - 1e-9:
            self.seconds += FRAME
            horizon = (self.seconds + 0.012) * RATE
            due = [each for each in waiting if each.event.onset_sample < horizon]
            waiting = waiting[len(due) :]
            self.show(self.frame(self.seconds, due, **differing))

    def widget(self, kind: type) -> Any:
        return next(each for each in self.roll.widgets if type(each) is kind)

    def bars(self) -> dict[Any, Shape]:
        return dict(sorted(self.widget(NoteBars).drift(self.view).shapes.items()))

    def grid(self) -> list[Shape]:
        return list(self.widget(Grid).drift(self.view).shapes.values())

    def at(self, heard: Heard) -> Pointer:
        """Return a place of the mouse on a note."""
        score = self.roll.score
        bars = score.bars.shown.values()
        bar = next(each for each in bars if each.note.heard == heard)
        y = score.place.lanes.y(heard.event.part, heard.event.pitch)
        return Pointer(score.x(bar.start) - score.offset + 2.0, y or 0.0)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


def drawn(canvas: KeepingCanvas) -> list[Any]:
    """Return what is on a canvas, whatever the order within layers and their tags."""
    told = []
    for kind, numbers, options in canvas.items.values():
        look = {name: value for name, value in options.items() if name != "tags"}
        told.append((kind, [round(n, 3) for n in numbers], sorted(look.items())))
    return sorted(told, key=repr)


def anew(stage: Stage) -> KeepingCanvas:
    """Draw a whole picture at once on an empty canvas."""
    canvas = KeepingCanvas()
    painter = Painter(canvas)
    for index, widget in enumerate(stage.roll.widgets):
        painter.show((index, "still"), widget.draw(widget.look(stage.view)))
        drift = widget.drift(stage.view)
        if drift is not None:
            painter.drift((index, "drift"), drift._replace(changed=None))
    return canvas


def some_notes(seed: int, count: int, seconds: float) -> Iterator[Heard]:
    dice = random.Random(seed)
    for _ in range(count):
        part = dice.choice((*PARTS, "stranger"))
        yield note(
            dice.uniform(0.05, seconds),
            dice.choice((0.02, 0.3, 4.0)),
            dice.uniform(30.0, 100.0),
            part=part,
            amplitude=dice.uniform(0.0, 1.0),
        )


@pytest.mark.parametrize("seed", range(4))
def test_what_was_drawn_bit_by_bit_is_what_is_drawn_at_once(tmp_path: Path, seed: int) -> None:
    stage, dice = Stage(tmp_path), random.Random(seed)
    notes = sorted(some_notes(seed, 150, 25.0), key=lambda each: each.event.onset_sample)
    notes_widget, names = stage.widget(NoteBars), stage.widget(Names)
    for step in range(50):
        until = stage.seconds + 0.5
        due = [n for n in notes if n.event.onset_sample < until * RATE]
        notes = notes[len(due) :]
        stage.play(until, due, tempo_bpm=120.0 + step)
        point = Pointer(dice.uniform(0, 932), dice.uniform(0, 394), shift=dice.random() < 0.3)
        notes_widget.hover(point)
        if step % 7 == 3:
            notes_widget.wheel(point, dice.choice((-1.0, 2.0)))
        if step % 11 == 5:
            names.hover(point._replace(x=900.0))
        if step % 13 == 6:
            names.leave()
        stage.play(stage.seconds + 2 * FRAME)
        assert drawn(stage.canvas) == drawn(anew(stage))


def test_layers_keep_their_order(stage: Stage) -> None:
    stage.play(10.0, some_notes(1, 60, 9.0))
    order = [stage.canvas.items[item][2] for item in stage.canvas.order]
    names = next(i for i, options in enumerate(order) if options.get("text") == "lead")
    tags = [options.get("tags") for options in order]
    drifting = sorted({tag for tag in tags if tag}, key=tags.index)
    assert len(drifting) == 2, "the grid, and the notes above it"
    below, above = ([i for i, each in enumerate(tags) if each == tag] for tag in drifting)
    assert max(below) < min(above) <= max(above) < names


def test_a_frame_in_which_nothing_comes_moves_two_layers_and_no_more(stage: Stage) -> None:
    stage.play(6.0, [note(0.2 + 0.05 * i, 0.2, 50.0 + i % 20) for i in range(100)])
    costs = []
    for _ in range(30):
        before = stage.canvas.calls
        stage.play(stage.seconds + FRAME)
        costs.append(stage.canvas.calls - before)
    assert sorted(costs)[15] <= 2
    assert max(costs) < 20, "a beat comes, its names are put beside their notes"


def test_a_flood_costs_little(stage: Stage) -> None:
    dice = random.Random(3)
    costs = []
    for _ in range(300):
        before = stage.canvas.calls
        start = stage.seconds + FRAME
        due = [
            note(start + dice.random() * FRAME, 0.05, float(dice.randrange(40, 80)))
            for _ in range(66)
        ]
        stage.play(start, due)
        costs.append(stage.canvas.calls - before)
    assert sorted(costs)[150] < 200
    assert len(stage.canvas.items) < 2_000


# -- what is to be seen


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


def test_drums_have_lanes_of_their_own_with_their_names(stage: Stage) -> None:
    stage.play(2.0, [note(1.0, 0.2, pitch, part="kick") for pitch in (36.0, 90.0)])
    heights = {shape.y0 for shape in stage.bars().values() if isinstance(shape, Rectangle)}
    assert len(heights) == 1
    assert heights.pop() > stage.roll.score.place.lanes.pitched.bottom
    names = stage.widget(Names)
    said = texts(names.draw(names.look(stage.view)))
    assert [text[:4] for text in said if text[0] != "C"] == [part[:4] for part in PARTS]


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
    stage.play(4.0, section="calm")
    stage.play(12.0, section="full")
    named = [t.text for t in stage.grid() if isinstance(t, Text) and not t.text.isdecimal()]
    assert named == ["calm", "full"]
    stage.play(40.0, section="full")
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


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", [(752.0, 282.0), (932.0, 394.0), (1800.0, 900.0)])
def test_everything_stays_on_the_canvas(
    tmp_path: Path, scale: float, size: tuple[float, float]
) -> None:
    box = Box(0.0, 0.0, size[0] * scale, size[1] * scale)
    stage = Stage(tmp_path, box, scale)
    heard = list(some_notes(5, 40, 9.0))
    stage.play(9.0, heard, section="a section with a rather long name")
    notes = stage.widget(NoteBars)
    for x in range(40, int(box.width), 40):
        notes.hover(Pointer(float(x), box.height / 2.0))
        for kind in (Ground, Names, Front):
            assert not spilt(stage.widget(kind), stage.view, slack=3.0 * scale)
    assert not outside(stage.roll.widgets, box)


# -- the mouse and the keys


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


def test_the_focus_has_a_ring(stage: Stage) -> None:
    stage.view.focus = stage.widget(NoteBars)
    front = stage.widget(Front)
    ring = front.draw(front.look(stage.view))[-1]
    assert isinstance(ring, Rectangle)
    assert ring.outline == FOCUS


def test_only_the_notes_and_the_names_care_for_the_mouse(stage: Stage) -> None:
    at = {x: [type(w) for w in stage.roll.widgets if w.cares(x, 200.0)] for x in (400.0, 900.0)}
    assert at == {400.0: [NoteBars], 900.0: [NoteBars, Names]}


def test_memory_stays_flat(stage: Stage) -> None:
    def kept() -> int:
        score = stage.roll.score
        shapes = len(stage.bars()) + len(stage.grid()) + len(stage.canvas.items)
        return shapes + len(score.bars.shown) + len(score.timeline.beats)

    def hour(start: float) -> None:
        for index in range(400):
            seconds = start + 0.25 * index
            stage.show(stage.frame(seconds, [note(seconds + 0.1, 0.2, 50.0 + index % 24)]))

    hour(0.0)
    before = kept()
    for index in range(1, 8):
        hour(100.0 * index)
    assert kept() == pytest.approx(before, abs=10)


def test_another_piece_begins_with_an_empty_roll(stage: Stage) -> None:
    stage.play(2.0, [note(1.0)])
    other = replace(stage.view.frame, subject=subject_of("other", ("one",)))
    stage.view.frame = other
    stage.roll.renew(stage.view)
    stage.region.put(stage.roll)
    stage.show(other)
    assert not stage.bars()
    assert stage.roll.score.parts == ("one",)
