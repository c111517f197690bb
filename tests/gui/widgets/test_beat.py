from __future__ import annotations

from pathlib import Path

import pytest

from generator.control.status import Status
from gui.shapes import Box, Oval, Polygon, Shape, Text
from gui.theme import DIM, HUGE, TEXT
from gui.widget import Context
from gui.widgets.beat import FADE_BEATS, LEVELS, BeatLight, Position
from tests.gui.context import context_of, picture, texts, view_of
from tests.gui.legible import outside


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return context_of(tmp_path)


def position(context: Context, **status: object) -> list[Shape]:
    made = Position(context)
    made.box = Box(0.0, 0.0, 112.0, 40.0)
    shapes = list(picture(made, view_of(context, status=Status(**status))))  # type: ignore[arg-type]
    assert outside(shapes, made.box, context.style) == []
    return shapes


@pytest.mark.parametrize(
    ("bar", "beat", "text"),
    [
        (1, 1.0, "  1.1"),
        (20, 4.99, " 20.4"),
        (345, 2.0, "345.2"),
        (12, 12.5, " 12.12"),
        (98_765, 3.0, "98765.3"),
    ],
)
def test_bar_and_beat_are_figures_that_fit(
    context: Context, bar: int, beat: float, text: str
) -> None:
    assert texts(position(context, bar=bar, beat=beat)) == [text]


def test_the_figures_are_huge_and_dim_while_nothing_moves(context: Context) -> None:
    (going,) = position(context, bar=20, beat=4.0)
    (held,) = position(context, bar=20, beat=4.0, paused=True)
    assert isinstance(going, Text)
    assert isinstance(held, Text)
    assert going.font.size == HUGE
    assert (going.fill, held.fill) == (TEXT, DIM)


def test_the_figures_look_the_same_within_a_beat(context: Context) -> None:
    made = Position(context)
    looks = {made.look(view_of(context, status=Status(beat=beat))) for beat in (2.0, 2.4, 2.99)}
    assert len(looks) == 1


def test_the_hint_names_the_section(context: Context) -> None:
    made = Position(context)
    assert "section A" in made.hint(view_of(context, status=Status(section="A")))
    assert "section" not in made.hint(view_of(context))


def flash(context: Context, beat: float, **status: object) -> tuple[int, list[Shape]]:
    made = BeatLight(context)
    made.box = Box(0.0, 0.0, 40.0, 40.0)
    view = view_of(context, status=Status(beat=beat, **status))  # type: ignore[arg-type]
    look = made.look(view)
    return look.level, list(made.draw(look))


def test_it_flashes_on_the_beat_and_fades(context: Context) -> None:
    levels = [flash(context, 3.0 + phase)[0] for phase in (0.0, 0.1, 0.3, FADE_BEATS, 0.9)]
    assert levels[0] == LEVELS
    assert levels == sorted(levels, reverse=True)
    assert levels[-2:] == [0, 0]


def test_the_first_beat_has_a_larger_light_of_another_shape(context: Context) -> None:
    _, first = flash(context, 1.0)
    _, other = flash(context, 2.0)
    assert [type(each) for each in first] == [Polygon]
    assert isinstance(other[-1], Oval)
    diamond, disc = first[0], other[-1]
    assert isinstance(diamond, Polygon)
    assert max(diamond.points[::2]) - min(diamond.points[::2]) > disc.x1 - disc.x0


def test_it_is_dark_while_the_music_is_held(context: Context) -> None:
    assert flash(context, 1.0, paused=True)[0] == 0
    made = BeatLight(context)
    assert made.look(view_of(context, playing=False)).level == 0
