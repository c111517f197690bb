from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar

import pytest

from generator.control.commands import Action
from generator.errors import RangeError
from gui.board import OVERLAY, Board
from gui.controller import Controller
from gui.shapes import Box, Shape, filled
from gui.widget import Context, Item, Key, Panel, Pointer, View, Widget
from tests.gui.canvas import KeepingCanvas
from tests.gui.context import context_of, frame_of, view_of


class Thing(Widget):
    """Notes down what happens to it."""

    focusable = True

    def __init__(self, context: Context, box: Box) -> None:
        super().__init__(context)
        self.box = box
        self.told: list[Any] = []
        self.takes: set[str] = set()
        self.fails = False
        self.drawn = 0

    def look(self, view: View) -> bool:
        return view.focus is self

    def draw(self, look: object) -> Sequence[Shape]:
        self.drawn += 1
        return [filled(self.box, "#111111")]

    def press(self, pointer: Pointer) -> None:
        self.told.append("press")
        if self.fails:
            raise RangeError("too much")

    def drag(self, pointer: Pointer) -> None:
        self.told.append(("drag", pointer.x))

    def release(self, pointer: Pointer) -> None:
        self.told.append("release")

    def double(self, pointer: Pointer) -> None:
        self.told.append("double")

    def wheel(self, pointer: Pointer, steps: float) -> None:
        self.told.append(("wheel", steps))

    def leave(self) -> None:
        self.told.append("leave")

    def key(self, key: Key) -> bool:
        self.told.append(key.name)
        return key.name in self.takes

    def menu(self, pointer: Pointer) -> Sequence[Item]:
        return [Item("do", lambda: self.told.append("done"))]


class Two(Panel):
    name: ClassVar[str] = "left"

    def renew(self, view: View) -> None:
        boxes = (Box(0, 0, 10, 10), Box(10, 0, 10, 10))
        self.widgets = [Thing(self.context, box) for box in boxes]


class Page(Two):
    name = "page"


class NotingToolkit:
    def __init__(self) -> None:
        self.laid_over: list[Box | None] = []
        self.typing: Callable[[str], bool] = lambda text: False
        self.copied = ""
        self.filled = 0

    def edit(self, region: str, box: Box, text: str, done: Callable[[str], bool]) -> None:
        self.typing = done

    def place(self, region: str, x: float, y: float) -> tuple[float, float]:
        return x + 100.0, y + 50.0

    def room(self) -> Box:
        return Box(0.0, 0.0, 1280.0, 800.0)

    def lay_over(self, box: Box | None) -> None:
        self.laid_over.append(box)

    def copy(self, text: str) -> None:
        self.copied = text

    def full_screen(self) -> None:
        self.filled += 1


class Desktop:
    """A controller with two regions of two things each."""

    def __init__(self, folder: Path) -> None:
        self.context = context_of(folder)
        self.view = view_of(self.context)
        self.toolkit = NotingToolkit()
        self.closed = 0
        self.turned: list[int] = []
        self.board = Board([Two(self.context)], [Page(self.context), Page(self.context)], [])
        self.controller = Controller(self.view, self.toolkit, self.close)
        self.controller.serve(self.context, self.board, self.turned.append)
        for region in self.board.regions.values():
            region.draw_on(KeepingCanvas())
            region.resize(Box(0, 0, 20, 10))
        self.show()

    def close(self) -> None:
        self.closed += 1

    def show(self) -> None:
        self.view.frame = frame_of(self.context.performance.desk)
        if self.board.show(self.view):
            self.controller.renewed()

    def thing(self, index: int) -> Thing:
        widget = self.board.regions["left"].panel.widgets[index]
        assert isinstance(widget, Thing)
        return widget

    def press_key(self, name: str, **modifiers: bool) -> None:
        self.controller.key(Key(name, **modifiers))

    @property
    def actions(self) -> list[Action]:
        return [each.action for each in self.context.performance.desk.surface.commands]


@pytest.fixture
def desktop(tmp_path: Path) -> Desktop:
    return Desktop(tmp_path)


def test_a_press_goes_to_the_widget_under_the_mouse_and_gives_it_the_focus(
    desktop: Desktop,
) -> None:
    desktop.controller.press("left", Pointer(15, 5))
    assert desktop.thing(1).told == ["press"]
    assert desktop.view.focus is desktop.thing(1)
    assert desktop.thing(0).told == []


def test_a_drag_stays_with_the_widget_that_was_pressed(desktop: Desktop) -> None:
    desktop.controller.press("left", Pointer(5, 5))
    desktop.controller.drag(Pointer(15, 5))
    desktop.controller.drag(Pointer(500, 5))
    desktop.controller.release(Pointer(500, 5))
    desktop.controller.drag(Pointer(1, 5))
    assert desktop.thing(0).told == ["press", ("drag", 15), ("drag", 500), "release"]


def test_a_double_click_presses_first(desktop: Desktop) -> None:
    desktop.controller.double("left", Pointer(5, 5))
    assert desktop.thing(0).told == ["press", "double"]


def test_the_wheel_goes_where_the_mouse_is(desktop: Desktop) -> None:
    desktop.controller.wheel("left", Pointer(15, 5), -1.0)
    assert desktop.thing(1).told == [("wheel", -1.0)]


def test_the_mouse_leaves_what_it_was_over(desktop: Desktop) -> None:
    desktop.controller.move("left", Pointer(5, 5))
    desktop.controller.move("left", Pointer(15, 5))
    assert desktop.thing(0).told == ["leave"]
    assert desktop.view.hovered is desktop.thing(1)
    desktop.controller.leave()
    assert desktop.view.hovered is None


def test_what_a_widget_refuses_is_said(desktop: Desktop) -> None:
    desktop.thing(0).fails = True
    desktop.controller.press("left", Pointer(5, 5))
    assert desktop.controller.said == ["too much"]


def test_tab_goes_round_all_regions_and_back(desktop: Desktop) -> None:
    visited = []
    for _ in range(5):
        desktop.press_key("Tab")
        visited.append(desktop.view.focus)
    assert visited[0] is visited[4] is desktop.thing(0)
    assert visited[1] is desktop.thing(1)
    assert len({id(each) for each in visited}) == 4
    desktop.press_key("ISO_Left_Tab", shift=True)
    assert desktop.view.focus is visited[3]


def test_the_focused_widget_has_keys_first_but_never_space_and_escape(desktop: Desktop) -> None:
    desktop.view.focus = desktop.thing(0)
    desktop.thing(0).takes = {"r", "space", "Escape"}
    for name in ("r", "t", "space", "Escape"):
        desktop.press_key(name)
    assert desktop.thing(0).told == ["r", "t"]
    assert Action.REROLL not in desktop.actions
    assert Action.TOGGLE in desktop.actions
    assert desktop.context.performance.told == [("panic", None)]


def test_shortcuts_reach_the_desk(desktop: Desktop) -> None:
    desktop.press_key("plus", shift=True)
    desktop.press_key("plus", shift=True)
    desktop.press_key("minus")
    assert desktop.context.hand.value("tempo") == 121.0
    desktop.press_key("z", control=True)
    assert desktop.context.hand.value("tempo") == 120.0
    desktop.press_key("y", control=True)
    assert desktop.context.hand.value("tempo") == 121.0
    desktop.press_key("BackSpace")
    assert desktop.actions[-1] is Action.REWIND
    desktop.press_key("r", control=True)
    assert desktop.context.performance.told == [("record", True)]
    desktop.press_key("F11")
    assert desktop.toolkit.filled == 1
    desktop.press_key("F2")
    assert desktop.turned == [1]
    desktop.press_key("q", control=True)
    assert desktop.closed == 1


def test_digits_store_and_recall(desktop: Desktop) -> None:
    desktop.press_key("exclam", shift=True)
    assert desktop.context.performance.desk.bank.names("example") == ["1"]
    desktop.context.hand.set("density", 0.9)
    desktop.press_key("1")
    assert desktop.context.hand.value("density") == 0.5
    desktop.press_key("2")
    assert "no snapshot named '2'" in desktop.controller.said[-1]


def test_a_menu_lies_over_the_window_and_escape_only_closes_it(desktop: Desktop) -> None:
    desktop.controller.right_click("left", Pointer(5, 5))
    box = desktop.toolkit.laid_over[-1]
    assert box is not None
    assert (box.x, box.y) == (105.0, 55.0)
    assert desktop.board.regions[OVERLAY].panel.widgets
    desktop.press_key("Escape")
    assert desktop.toolkit.laid_over[-1] is None
    assert desktop.context.performance.told == []
    assert desktop.view.focus is desktop.thing(0)


def test_the_keyboard_opens_a_menu_and_chooses_from_it(desktop: Desktop) -> None:
    desktop.view.focus = desktop.thing(1)
    desktop.press_key("Menu")
    desktop.press_key("Down")
    desktop.press_key("Return")
    assert desktop.thing(1).told == ["done"]
    assert desktop.toolkit.laid_over[-1] is None


def test_a_press_beside_a_menu_closes_it_and_does_nothing_else(desktop: Desktop) -> None:
    desktop.controller.right_click("left", Pointer(5, 5))
    desktop.controller.press("left", Pointer(15, 5))
    assert desktop.toolkit.laid_over[-1] is None
    assert desktop.thing(1).told == []


def test_the_sheet_of_keys_opens_and_closes(desktop: Desktop) -> None:
    desktop.press_key("question", shift=True)
    assert desktop.toolkit.laid_over[-1] is not None
    desktop.press_key("Escape")
    assert desktop.toolkit.laid_over[-1] is None


def test_what_is_typed_and_refused_is_said_and_may_be_typed_again(desktop: Desktop) -> None:
    def done(text: str) -> None:
        if text != "3":
            raise RangeError("give 3")

    desktop.controller.edit(desktop.thing(0), Box(0, 0, 5, 5), "1", done)
    assert desktop.toolkit.typing("2") is False
    assert desktop.controller.said == ["give 3"]
    assert desktop.toolkit.typing("3") is True


def test_only_what_has_changed_is_drawn(desktop: Desktop) -> None:
    thing = desktop.thing(0)
    assert thing.drawn == 1
    desktop.show()
    assert thing.drawn == 1
    desktop.view.focus = thing
    desktop.show()
    assert thing.drawn == 2


def test_another_piece_makes_the_widgets_anew_and_lets_go_of_the_old(desktop: Desktop) -> None:
    old = desktop.thing(0)
    desktop.controller.press("left", Pointer(5, 5))
    from tests.control.surface import subject_of

    desktop.context.performance.desk.surface.play(subject_of("other"))
    desktop.show()
    assert desktop.thing(0) is not old
    assert desktop.view.focus is None
    assert desktop.view.held is None
    desktop.controller.drag(Pointer(1, 1))
    assert old.told == ["press"]


def test_pages_take_turns_on_one_canvas(desktop: Desktop) -> None:
    first = desktop.board.regions["page"].panel
    desktop.board.turn_to(1)
    assert desktop.board.regions["page"].panel is desktop.board.pages[1] is not first
