from __future__ import annotations

from pathlib import Path

import pytest

from gui.shapes import Box, Line, Rectangle
from gui.theme import ACCENT
from gui.widget import Context, Pointer
from gui.widgets.fader import Fader
from tests.gui.context import context_of, picture, texts, view_of

UPRIGHT, LEVEL = Box(10.0, 10.0, 60.0, 150.0), Box(10.0, 10.0, 150.0, 44.0)


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return context_of(tmp_path)


def fader(context: Context, key: str, upright: bool) -> Fader:
    made = Fader(context, key, upright)
    made.box = UPRIGHT if upright else LEVEL
    return made


def handle(context: Context, made: Fader) -> tuple[float, float]:
    """Return the middle of the handle: the last thing but its line and the texts."""
    *_, body = [each for each in picture(made, view_of(context)) if isinstance(each, Rectangle)]
    return (body.x0 + body.x1) / 2.0, (body.y0 + body.y1) / 2.0


@pytest.mark.parametrize("upright", [True, False])
def test_the_handle_stays_with_the_mouse(context: Context, upright: bool) -> None:
    made = fader(context, "density", upright)
    x, y = handle(context, made)
    made.press(Pointer(x, y))
    for way in (5, 20, 300, 11, -250, -20):
        moved = (x, y - way) if upright else (x + way, y)
        made.drag(Pointer(*moved))
        track = made.track()
        least, most = (track.y, track.bottom) if upright else (track.x, track.right)
        wanted = min(max(moved[1 if upright else 0], least), most)
        assert handle(context, made)[1 if upright else 0] == pytest.approx(wanted, abs=1.0)


def test_a_press_beside_the_handle_does_not_move_it(context: Context) -> None:
    made = fader(context, "density", True)
    made.press(Pointer(40, 20))
    made.release(Pointer(40, 20))
    assert context.hand.value("density") == 0.5


def test_fine_is_a_tenth_of_the_way(context: Context) -> None:
    made = fader(context, "density", True)
    made.press(Pointer(40, 80))
    made.drag(Pointer(40, 80 - made.track().height / 2.0, fine=True))
    assert context.hand.value("density") == pytest.approx(0.55)


def test_a_level_has_a_mark_at_0_db_and_is_filled_from_below(context: Context) -> None:
    made = fader(context, "lead.level", True)
    context.hand.set("lead.level", -27.0)
    shapes = picture(made, view_of(context))
    mark = next(each for each in shapes if isinstance(each, Line))
    track = made.track()
    assert mark.points[1] == pytest.approx(track.bottom - track.height * 60.0 / 66.0, abs=0.5)
    (fill,) = [each for each in shapes if isinstance(each, Rectangle) and each.fill == ACCENT]
    assert fill.y1 == pytest.approx(track.bottom, abs=0.5)
    assert fill.y0 == pytest.approx(track.middle[1], abs=0.5)


def test_what_has_no_zero_has_no_mark(context: Context) -> None:
    made = fader(context, "tempo", False)
    lines = [each for each in picture(made, view_of(context)) if isinstance(each, Line)]
    assert len(lines) == 1  # the handle's


def test_name_and_value_can_be_left_out(context: Context) -> None:
    assert texts(picture(fader(context, "tempo", False), view_of(context))) == ["Tempo", "120 BPM"]
    bare = Fader(context, "tempo", False, "", valued=False)
    bare.box = LEVEL
    assert texts(picture(bare, view_of(context))) == []
    assert bare.track().middle[1] == LEVEL.middle[1]


@pytest.mark.parametrize("upright", [True, False])
def test_typing_is_done_over_it(context: Context, upright: bool) -> None:
    made = fader(context, "lead.level", upright)
    made.type_value()
    box, text = context.screen.edited[0]
    assert text == "0"
    assert made.box.contains(box.x, box.y)
    assert box.bottom <= made.box.bottom
