from __future__ import annotations

from pathlib import Path

import pytest

from generator.control.surface import Subject
from generator.errors import UsageError
from generator.parameters import Parameter, Warp
from gui.pages.parameters import Parameters, PieceParameters, SoundParameters
from gui.shapes import Box
from gui.widget import Context, Pointer, View
from gui.widgets.button import Button
from gui.widgets.choice import Choice
from gui.widgets.control import Control
from gui.widgets.knob import Knob
from gui.widgets.scroll import Scroll
from gui.widgets.switch import Switch
from tests.gui.context import context_of, picture, texts, view_of
from tests.gui.legible import faint, outside

PAGE = Box(0.0, 0.0, 936.0, 200.0)
SMALL = Box(0.0, 0.0, 752.0, 150.0)
CHOICES = ("major", "minor", "blues")


def parameter(number: int) -> Parameter:
    """Return one of each kind, by turns."""
    key, name = f"own{number}", f"own {number}"
    return (
        Parameter(key, name, 0.0, 1.0, 0.25),
        Parameter(key, name, 20.0, 20_000.0, 900.0, "Hz", Warp.EXPONENTIAL, channel=f"c{number}"),
        Parameter(key, name, -12.0, 12.0, 0.0, "semitones", Warp.INTEGER),
        Parameter(key, name, 0.0, 1.0, 0.0, warp=Warp.TOGGLE),
        Parameter(key, name, 0.0, 2.0, 0.0, warp=Warp.CHOICE, choices=CHOICES),
    )[number % 5]


def page_of(
    folder: Path,
    count: int,
    box: Box = PAGE,
    *,
    kind: type[Parameters] = PieceParameters,
    scale: float = 1.0,
) -> tuple[Parameters, View]:
    subject = Subject("own", "Own", (), ("own",), tuple(map(parameter, range(count))))
    context = context_of(folder, subject, scale)
    view = view_of(context)
    page = kind(context)
    page.renew(view)
    page.arrange(Box(box.x, box.y, box.width * scale, box.height * scale))
    page.see(view)
    return page, view


def controls(page: Parameters) -> list[Control]:
    return [each for each in page.widgets if isinstance(each, Control)]


def in_view(page: Parameters, box: Box) -> list[Control]:
    return [each for each in controls(page) if box.contains(*each.box.middle)]


def scroll_of(page: Parameters) -> Scroll:
    return next(each for each in page.widgets if isinstance(each, Scroll))


def press(page: Parameters, text: str) -> None:
    view = view_of(page.context)
    buttons = [each for each in page.widgets if isinstance(each, Button)]
    next(each for each in buttons if text in texts(picture(each, view))).act()


def test_each_page_has_its_own_and_none_has_parts_macros_or_the_header(tmp_path: Path) -> None:
    context = context_of(tmp_path)
    ids = {}
    for kind in (PieceParameters, SoundParameters):
        page = kind(context)
        page.renew(view_of(context))
        ids[kind] = [each.id for each in controls(page)]
    assert ids[PieceParameters] == ["density", "mode", "hold"]
    assert ids[SoundParameters] == ["cutoff"]
    assert (PieceParameters.title, SoundParameters.title) == ("Piece", "Sound")


def test_each_parameter_has_the_control_that_suits_it(tmp_path: Path) -> None:
    page, _ = page_of(tmp_path, 5)
    assert [type(each) for each in controls(page)] == [Knob, Knob, Switch, Choice]
    page, _ = page_of(tmp_path, 5, kind=SoundParameters)
    assert [type(each) for each in controls(page)] == [Knob]


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("box", [PAGE, SMALL, Box(0.0, 0.0, 1900.0, 480.0)])
@pytest.mark.parametrize("count", [1, 4, 15, 75])
def test_nothing_overlaps_leaves_the_page_or_is_unreadable(
    tmp_path: Path, count: int, box: Box, scale: float
) -> None:
    page, view = page_of(tmp_path, count, box, scale=scale)
    room = Box(0.0, 0.0, box.width * scale, box.height * scale)
    placed = [*in_view(page, room), *(each for each in page.widgets if isinstance(each, Button))]
    assert placed[0] is controls(page)[0]
    for index, widget in enumerate(placed):
        own = widget.box
        assert room.x <= own.x < own.right <= room.right
        assert room.y <= own.y < own.bottom <= room.bottom
        for other in (each.box for each in placed[:index]):
            beside = other.right <= own.x or own.right <= other.x
            assert beside or other.bottom <= own.y or own.bottom <= other.y
        shapes = picture(widget, view)
        assert faint(shapes) == []
        assert outside(shapes, own, page.style) == []


def test_a_few_fill_the_room_and_all_are_in_view(tmp_path: Path) -> None:
    page, view = page_of(tmp_path, 15)
    assert in_view(page, PAGE) == controls(page)
    assert picture(scroll_of(page), view) == ()
    lowest = max(each.box.bottom for each in controls(page))
    assert lowest > 0.9 * PAGE.height


def test_sixty_are_reached_by_wheel_and_drag(tmp_path: Path) -> None:
    page, view = page_of(tmp_path, 75)
    scroll = scroll_of(page)
    assert len(picture(scroll, view)) == 2
    seen = set(in_view(page, PAGE))
    assert len(seen) < len(controls(page))
    for _ in range(10):
        scroll.wheel(Pointer(5, 5), -1.0)
        seen |= set(in_view(page, PAGE))
    assert seen == set(controls(page))
    assert controls(page)[-1] in in_view(page, PAGE)
    scroll.press(Pointer(5, 5))
    scroll.drag(Pointer(5, 2000))
    assert controls(page)[0] in in_view(page, PAGE)


def test_the_focus_brings_a_hidden_control_into_view(tmp_path: Path) -> None:
    page, view = page_of(tmp_path, 75)
    for control in (controls(page)[-1], controls(page)[0], controls(page)[40]):
        assert control.box.width > 0.0  # or Tab would pass it by
        assert picture(control, view) == ()
        view.focus = control
        page.see(view)
        assert control in in_view(page, PAGE)


def test_the_player_may_scroll_away_from_the_focus(tmp_path: Path) -> None:
    page, view = page_of(tmp_path, 75)
    view.focus = controls(page)[-1]
    page.see(view)
    for _ in range(10):
        scroll_of(page).wheel(Pointer(5, 5), 1.0)
    page.see(view)
    assert controls(page)[0] in in_view(page, PAGE)


def test_a_larger_page_scrolls_back(tmp_path: Path) -> None:
    page, _ = page_of(tmp_path, 75, SMALL)
    scroll_of(page).to(100)
    page.arrange(Box(0.0, 0.0, 1900.0, 700.0))
    assert controls(page)[0] in in_view(page, Box(0.0, 0.0, 1900.0, 700.0))


def test_all_are_drawn_at_random_but_the_locked(tmp_path: Path) -> None:
    page, _ = page_of(tmp_path, 75)
    hand, desk = page.context.hand, page.context.performance.desk
    desk.lock("own0", True)
    press(page, "Randomise all")
    changed = [each.id for each in controls(page) if hand.value(each.id) != each.parameter.default]
    assert len(changed) > 20
    assert "own0" not in changed
    assert "own1" not in changed  # which is on the other page
    assert hand.history.undo() == "randomise"
    assert all(hand.value(each.id) == each.parameter.default for each in controls(page))
    for each in controls(page):
        desk.lock(each.id, True)
    with pytest.raises(UsageError, match="locked"):
        press(page, "Randomise all")


def test_all_are_reset_in_one_deed(tmp_path: Path) -> None:
    page, _ = page_of(tmp_path, 15)
    hand = page.context.hand
    hand.set("own0", 0.9)
    hand.set("own2", 5.0)
    press(page, "Reset all")
    assert (hand.value("own0"), hand.value("own2")) == (0.25, 0.0)
    assert hand.history.undo() == "reset piece"
    assert (hand.value("own0"), hand.value("own2")) == (0.9, 5.0)


def test_a_piece_without_parameters_says_so(tmp_path: Path) -> None:
    page, view = page_of(tmp_path, 0)
    said = [text for widget in page.widgets for text in texts(picture(widget, view))]
    assert said == ["none declared"]


def test_it_is_made_anew_for_another_piece(tmp_path: Path) -> None:
    page, _ = page_of(tmp_path, 75)
    context: Context = page.context
    scroll_of(page).to(3)
    other = Subject("other", "Other", (), ("other",), (parameter(0),))
    context.performance.desk.surface.play(other)
    page.renew(view_of(context))
    page.arrange(PAGE)
    assert [each.id for each in in_view(page, PAGE)] == ["own0"]
