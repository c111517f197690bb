from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.parameters import Parameter, Warp
from gui.shapes import Arc, Box, Line
from gui.theme import ACCENT, DIM, TEXT
from gui.widget import Context
from gui.widgets.knob import Knob
from tests.control.surface import subject_of
from tests.gui.context import context_of, picture, texts, view_of

BOX = Box(0.0, 0.0, 80.0, 90.0)
BIPOLAR = Parameter("shift", "Shift", -3.0, 3.0, 0.0, "octaves", Warp.INTEGER)


@pytest.fixture
def context(tmp_path: Path) -> Context:
    subject = subject_of()
    return context_of(tmp_path, replace(subject, declared=(*subject.declared, BIPOLAR)))


def arcs(context: Context, key: str, value: float) -> list[Arc]:
    context.hand.set(key, value)
    knob = Knob(context, key)
    knob.box = BOX
    return [each for each in picture(knob, view_of(context)) if isinstance(each, Arc)]


@pytest.mark.parametrize(("value", "extent"), [(0.0, -0.1), (0.5, -135.0), (1.0, -270.0)])
def test_the_arc_grows_from_the_lower_left(context: Context, value: float, extent: float) -> None:
    ring, filled = arcs(context, "density", value)
    assert (ring.start, ring.extent) == (225.0, -270.0)
    assert (filled.start, filled.extent, filled.outline) == (225.0, extent, ACCENT)


@pytest.mark.parametrize(("value", "extent"), [(-3.0, 135.0), (0.0, -0.1), (1.0, -45.0)])
def test_what_has_two_sides_is_drawn_from_zero(
    context: Context, value: float, extent: float
) -> None:
    _, filled = arcs(context, "shift", value)
    assert (filled.start, filled.extent) == (90.0, extent)


def test_a_level_is_drawn_from_its_silence(context: Context) -> None:
    _, filled = arcs(context, "lead.level", -60.0)
    assert (filled.start, filled.extent) == (225.0, -0.1)


def test_the_pointer_turns(context: Context) -> None:
    knob = Knob(context, "density")
    knob.box = BOX
    points = {}
    for value in (0.0, 0.5, 1.0):
        context.hand.set("density", value)
        (line,) = [each for each in picture(knob, view_of(context)) if isinstance(each, Line)]
        points[value] = line.points[2:]
    assert points[0.5][0] == 40.0
    assert points[0.0][0] < 40.0 < points[1.0][0]
    assert points[0.0][1] == points[1.0][1] > points[0.5][1]


def test_it_has_its_name_and_its_value(context: Context) -> None:
    knob = Knob(context, "density")
    knob.box = BOX
    assert texts(picture(knob, view_of(context))) == ["Density", "0.50"]
    named = Knob(context, "density", "how much of it there is at once")
    named.box = BOX
    name, _ = texts(picture(named, view_of(context)))
    assert name.endswith("…")
    bare = Knob(context, "density", "")
    bare.box = BOX
    assert texts(picture(bare, view_of(context))) == ["0.50"]


def test_without_an_engine_it_is_there_but_dim(context: Context) -> None:
    knob = Knob(context, "density")
    knob.box = BOX
    colours = {
        each.outline
        for each in picture(knob, view_of(context, playing=False))
        if isinstance(each, Arc)
    }
    assert ACCENT not in colours
    assert DIM in colours
    assert TEXT not in {
        getattr(each, "fill", "") for each in picture(knob, view_of(context, playing=False))
    }


@pytest.mark.parametrize("box", [Box(0, 0, 20, 24), Box(0, 0, 40, 44), Box(0, 0, 200, 60)])
def test_the_ring_stays_in_its_box(context: Context, box: Box) -> None:
    knob = Knob(context, "density")
    knob.box = box
    for arc in (each for each in picture(knob, view_of(context)) if isinstance(each, Arc)):
        assert box.x <= arc.x0 < arc.x1 <= box.right
        assert box.y <= arc.y0 < arc.y1 <= box.bottom
