from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.control.commands import Action
from generator.errors import UsageError
from gui.frame import Frame
from gui.shapes import Box, Oval
from gui.widget import Context, View
from gui.widgets.pad import Pad
from gui.widgets.shelf import Shelf
from tests.gui.context import Key, Pointer, context_of, picture, texts, view_of

BOX = Box(8.0, 100.0, 220.0, 270.0)


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return context_of(tmp_path)


@pytest.fixture
def shelf(context: Context) -> Shelf:
    return Shelf(lambda: context.performance.desk.bank)


@pytest.fixture
def pad(context: Context, shelf: Shelf) -> Pad:
    """A pad with four corners, at which density is 0, 1, 0 and 1."""
    for name, density in zip("1234", (0.0, 1.0, 0.0, 1.0), strict=True):
        context.hand.set("density", density)
        context.hand.store(name)
    context.hand.set("density", 0.5)
    return placed(Pad(context, shelf))


def placed(pad: Pad) -> Pad:
    pad.box = BOX
    return pad


def seen(context: Context, shelf: Shelf, pad: Pad, now_seconds: float = 0.0) -> View:
    desk = context.performance.desk
    names = desk.bank.names(desk.surface.subject.piece)
    view = view_of(context, snapshots=names, now_seconds=now_seconds)
    shelf.see(view.frame)
    pad.see(view.frame)
    return view


def place(pad: Pad, view: View) -> tuple[float, float]:
    look = pad.look(view)
    return look.x, look.y


def point(x: float, y: float, *, fine: bool = False) -> Pointer:
    room = BOX.inset(10.0)
    return Pointer(room.x + x * room.width, room.bottom - y * room.height, fine)


def test_a_press_morphs_to_where_it_is(context: Context, shelf: Shelf, pad: Pad) -> None:
    pad.press(point(0.25, 0.75))
    assert context.hand.value("density") == pytest.approx(0.25)
    view = seen(context, shelf, pad)
    assert place(pad, view) == pytest.approx((0.25, 0.75))


def test_up_is_more_and_the_edges_hold(context: Context, shelf: Shelf, pad: Pad) -> None:
    pad.press(point(0.5, 0.5))
    pad.drag(point(3.0, 2.0))
    view = seen(context, shelf, pad)
    assert place(pad, view) == (1.0, 1.0)
    assert context.hand.value("density") == 1.0


def test_a_fine_drag_goes_a_fifth_of_the_way_and_does_not_jump(
    context: Context, shelf: Shelf, pad: Pad
) -> None:
    pad.press(point(0.9, 0.1, fine=True))
    pad.drag(point(1.0, 0.1, fine=True))
    view = seen(context, shelf, pad)
    assert place(pad, view) == pytest.approx((0.52, 0.5))


@pytest.mark.parametrize(
    ("key", "there"),
    [
        (Key("Right"), (0.52, 0.5)),
        (Key("Left", shift=True), (0.496, 0.5)),
        (Key("Up"), (0.5, 0.52)),
        (Key("Down", alt=True), (0.5, 0.496)),
        (Key("Prior"), (0.5, 0.6)),
    ],
)
def test_arrows_move_by_small_steps(
    context: Context, shelf: Shelf, pad: Pad, key: Key, there: tuple[float, float]
) -> None:
    assert pad.key(key)
    assert place(pad, seen(context, shelf, pad)) == pytest.approx(there)


def test_home_is_the_middle(context: Context, shelf: Shelf, pad: Pad) -> None:
    pad.press(point(0.1, 0.1))
    assert pad.key(Key("Home"))
    assert place(pad, seen(context, shelf, pad)) == (0.5, 0.5)


def test_other_keys_are_left_to_others(pad: Pad) -> None:
    assert not pad.key(Key("z", control=True))
    assert not pad.key(Key("1"))


def test_the_wheel_moves_it(context: Context, shelf: Shelf, pad: Pad) -> None:
    pad.wheel(point(0.0, 0.0), 2.0)
    pad.wheel(point(0.0, 0.0)._replace(control=True), -1.0)
    assert place(pad, seen(context, shelf, pad)) == pytest.approx((0.48, 0.54))


def test_a_drag_is_undone_as_one(context: Context, pad: Pad) -> None:
    pad.press(point(0.1, 0.1))
    pad.drag(point(0.6, 0.6))
    pad.drag(point(0.8, 0.8))
    assert context.hand.history.undo() == "morph"
    assert context.hand.value("density") == 0.5


def test_a_place_can_be_typed(context: Context, shelf: Shelf, pad: Pad) -> None:
    screen = context.screen
    pad.double(point(0.5, 0.5))
    screen.done("0.2, 0.9")
    assert place(pad, seen(context, shelf, pad)) == (0.2, 0.9)
    with pytest.raises(UsageError, match="two numbers from 0 to 1"):
        screen.done("left")


# -- the puck tells whether it is true


def test_the_puck_is_hollow_before_the_first_morph(
    context: Context, shelf: Shelf, pad: Pad
) -> None:
    assert not pad.look(seen(context, shelf, pad)).true


def test_the_puck_is_full_after_a_morph_and_hollow_once_values_have_changed(
    context: Context, shelf: Shelf, pad: Pad
) -> None:
    pad.press(point(0.2, 0.2))
    assert [pad.look(seen(context, shelf, pad, t)).true for t in (0.1, 0.6, 5.0)] == [True] * 3
    context.hand.set("cutoff", 700.0)
    assert not pad.look(seen(context, shelf, pad, 5.1)).true
    context.hand.history.undo()
    assert pad.look(seen(context, shelf, pad, 5.2)).true


def test_what_is_not_recalled_does_not_empty_the_puck(
    context: Context, shelf: Shelf, pad: Pad
) -> None:
    pad.press(point(0.2, 0.2))
    frame = seen(context, shelf, pad, 1.0).frame
    later: Frame = replace(frame, values={**frame.values, "seed": 99.0}, now_seconds=2.0)
    pad.see(later)
    assert pad.look(View(later)).true


def test_a_hollow_puck_differs_in_shape(context: Context, shelf: Shelf, pad: Pad) -> None:
    look = pad.look(seen(context, shelf, pad))
    full, hollow = (
        [s.fill for s in pad.draw(look._replace(true=true)) if isinstance(s, Oval)]
        for true in (True, False)
    )
    assert full[1] != full[0]
    assert hollow[1] == hollow[0]


# -- corners


def test_without_all_corners_it_says_which_to_store(context: Context, shelf: Shelf) -> None:
    context.hand.store("1")
    context.hand.store("4")
    pad = placed(Pad(context, shelf))
    shapes = picture(pad, seen(context, shelf, pad))
    assert "snapshots 2 and 3 first" in texts(shapes)
    assert not any(isinstance(shape, Oval) for shape in shapes)
    with pytest.raises(UsageError, match="store 2, 3 first"):
        pad.press(point(0.5, 0.5))
    pad.drag(point(0.6, 0.6))
    assert not any(c.action is Action.RECALL for c in context.hand.desk.surface.commands)


def test_corners_have_numbers_and_words(context: Context, shelf: Shelf, pad: Pad) -> None:
    context.performance.desk.bank.name_it("example", "3", "storm")
    said = texts(picture(pad, seen(context, shelf, pad)))
    assert said == ["1", "2", "3 storm", "4"]


def test_the_menu_stores_corners(context: Context, shelf: Shelf, pad: Pad) -> None:
    seen(context, shelf, pad)
    items = {item.text: item.act for item in pad.menu(point(0.5, 0.5))}
    context.hand.set("density", 0.125)
    items["Store 2, lower right"]()  # type: ignore[misc]
    assert context.performance.desk.bank.recall("example", "2")["density"] == 0.125
    items["Copy OSC address"]()  # type: ignore[misc]
    assert context.screen.copied == ["/morph"]
