"""The piano roll as a whole: what is on its canvas, what a frame costs, what it keeps."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gui.painter import Painter
from gui.shapes import Box
from gui.widgets.roll import NoteBars
from gui.widgets.roll_front import Front, Names
from gui.widgets.roll_ground import Ground
from tests.control.surface import subject_of
from tests.gui.apart import outside, spilt
from tests.gui.canvas import KeepingCanvas
from tests.gui.context import Pointer
from tests.gui.heard import RATE, note
from tests.gui.stage import FRAME, Stage, some_notes


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


def test_only_the_notes_and_the_names_care_for_the_mouse(stage: Stage) -> None:
    at = {x: [type(w) for w in stage.roll.widgets if w.cares(x, 200.0)] for x in (400.0, 900.0)}
    assert at == {400.0: [NoteBars], 900.0: [NoteBars, Names]}


def test_another_piece_begins_with_an_empty_roll(stage: Stage) -> None:
    stage.play(2.0, [note(1.0)])
    other = replace(stage.view.frame, subject=subject_of("other", ("one",)))
    stage.view.frame = other
    stage.roll.renew(stage.view)
    stage.region.put(stage.roll)
    stage.show(other)
    assert not stage.bars()
    assert stage.roll.score.parts == ("one",)
