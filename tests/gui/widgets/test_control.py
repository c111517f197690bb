from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.control.commands import Action
from generator.control.monitor import Binding
from generator.control.surface import Subject
from generator.errors import RangeError, UnknownNameError, UsageError
from generator.parameters import Parameter
from gui.shapes import Box, Rectangle
from gui.theme import FOCUS, WARNING
from gui.widget import Context, Key, Pointer
from gui.widgets.choice import Choice
from gui.widgets.control import LEARNING, Control
from gui.widgets.fader import Fader
from gui.widgets.knob import Knob
from gui.widgets.readout import Readout
from gui.widgets.switch import Switch
from tests.control.surface import GLOBALS, subject_of
from tests.gui.context import context_of, picture, texts, view_of
from tests.gui.legible import faint, outside

BOX = Box(10.0, 10.0, 80.0, 90.0)
SECOND = Parameter("second", "Second", 0.0, 10.0, 5.0, step=0.5)


class Learner:
    """Notes down what it is to learn; what is bound is put into it."""

    def __init__(self) -> None:
        self.bound: list[Binding] = []

    def learn(self, target: str) -> None:
        self.target = target

    def forget(self, target: str) -> None:
        self.bound.clear()

    def bindings(self) -> list[Binding]:
        return self.bound


@pytest.fixture
def context(tmp_path: Path) -> Context:
    subject = subject_of()
    declared = (*subject.declared, SECOND)
    return context_of(tmp_path, replace(subject, declared=declared))


def knob(context: Context, key: str = "density", box: Box = BOX) -> Knob:
    made = Knob(context, key)
    made.box = box
    return made


def each_kind(context: Context, box: Box = BOX) -> list[Control]:
    kinds: list[Control] = [
        Knob(context, "density"),
        Knob(context, "cutoff", ""),
        Fader(context, "lead.level", True),
        Fader(context, "lead.level", True, "", valued=False),
        Fader(context, "tempo", False),
        Switch(context, "hold", "M"),
        Switch(context, "hold", label=None),
        Choice(context, "mode"),
        Readout(context, "tempo"),
    ]
    for each in kinds:
        each.box = box
    return kinds


def value_of(context: Context, key: str) -> float:
    return context.performance.desk.surface.values[key]


def moved(control: Control, x: float, y: float, *, fine: bool = False) -> None:
    control.drag(Pointer(x, y, fine))


def test_what_is_not_declared_is_refused(context: Context) -> None:
    with pytest.raises(UnknownNameError):
        Knob(context, "nothing")


def test_150_pixels_are_the_whole_way_and_either_direction_counts(context: Context) -> None:
    control = knob(context)
    control.press(Pointer(50, 50))
    moved(control, 50, 50 - 15)
    assert value_of(context, "density") == pytest.approx(0.6)
    moved(control, 50 + 15, 50 - 15)
    assert value_of(context, "density") == pytest.approx(0.7)
    moved(control, 50 + 15, 50 + 135)
    assert value_of(context, "density") == 0.0
    moved(control, 50 + 15, 50 + 120)
    assert value_of(context, "density") == pytest.approx(0.1)  # the way back begins at once


def test_fine_is_a_tenth_and_can_change_on_the_way(context: Context) -> None:
    control = knob(context)
    control.press(Pointer(50, 50))
    moved(control, 50, 50 - 15, fine=True)
    assert value_of(context, "density") == pytest.approx(0.51)
    moved(control, 50, 50 - 30)
    assert value_of(context, "density") == pytest.approx(0.61)


def test_the_way_grows_with_the_scale(tmp_path: Path) -> None:
    context = context_of(tmp_path, scale=2.0)
    control = knob(context)
    control.press(Pointer(50, 50))
    moved(control, 50, 50 - 30)
    assert value_of(context, "density") == pytest.approx(0.6)


def test_a_drag_keeps_to_the_steps_unless_it_is_fine(context: Context) -> None:
    control = knob(context, "second")
    control.press(Pointer(50, 50))
    moved(control, 50, 50 - 11)
    assert value_of(context, "second") == 5.5
    moved(control, 50, 50 - 12, fine=True)
    assert value_of(context, "second") == pytest.approx(5.74)


def test_whole_numbers_are_reached_by_small_movements(context: Context) -> None:
    control = knob(context, "mode")
    control.press(Pointer(50, 50))
    for step in range(1, 40):
        moved(control, 50, 50 - step)
    assert value_of(context, "mode") == 1.0


def test_a_held_control_shows_the_hands_value(context: Context) -> None:
    control = knob(context)
    control.press(Pointer(50, 50))
    moved(control, 50, 35)
    context.performance.desk.surface.change("density", 0.1, "osc")
    assert "0.60" in texts(picture(control, view_of(context)))
    control.release(Pointer(50, 35))


def test_a_drag_is_one_deed_to_undo(context: Context) -> None:
    control = knob(context)
    control.press(Pointer(50, 50))
    moved(control, 50, 40)
    moved(control, 50, 20)
    control.release(Pointer(50, 20))
    assert context.hand.history.undo() == "density"
    assert value_of(context, "density") == 0.5
    assert context.hand.history.undo() is None


def test_a_drag_after_the_release_does_nothing(context: Context) -> None:
    control = knob(context)
    control.press(Pointer(50, 50))
    control.release(Pointer(50, 50))
    moved(control, 50, 0)
    assert value_of(context, "density") == 0.5


def test_the_wheel_steps_and_fine_is_a_tenth(context: Context) -> None:
    control = knob(context)
    control.wheel(Pointer(50, 50), 1.0)
    assert value_of(context, "density") == pytest.approx(0.51)
    control.wheel(Pointer(50, 50, fine=True), -1.0)
    assert value_of(context, "density") == pytest.approx(0.509)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (Key("Up"), 0.51),
        (Key("Right"), 0.51),
        (Key("Down"), 0.49),
        (Key("Left"), 0.49),
        (Key("Up", shift=True), 0.501),
        (Key("Down", alt=True), 0.499),
        (Key("Prior"), 0.6),
        (Key("Next"), 0.4),
        (Key("KP_Next"), 0.4),
        (Key("Home"), 0.0),
        (Key("End"), 1.0),
    ],
)
def test_keys_move_it(context: Context, key: Key, value: float) -> None:
    assert knob(context).key(key)
    assert value_of(context, "density") == pytest.approx(value)


@pytest.mark.parametrize("name", ["Delete", "KP_Delete"])
def test_delete_resets_it(context: Context, name: str) -> None:
    control = knob(context)
    control.key(Key("End"))
    assert control.key(Key(name))
    assert value_of(context, "density") == 0.5


@pytest.mark.parametrize("key", [Key("a", "a"), Key("z", control=True), Key("Up", control=True)])
def test_other_keys_are_left_to_the_window(context: Context, key: Key) -> None:
    assert not knob(context).key(key)
    assert value_of(context, "density") == 0.5


def test_return_and_a_double_click_let_the_player_type(context: Context) -> None:
    control, screen = knob(context, "cutoff"), context.screen
    control.press(Pointer(50, 50))
    control.double(Pointer(50, 50))
    moved(control, 50, 0)  # the mouse shakes while the button is down
    control.release(Pointer(50, 0))
    assert control.key(Key("Return"))
    assert [text for _, text in screen.edited] == ["2000", "2000"]
    assert BOX.contains(*screen.edited[0][0].middle)
    screen.done("3.5 kHz")
    assert value_of(context, "cutoff") == 3500.0
    with pytest.raises(RangeError, match="20 to 20000 Hz"):
        screen.done("30 kHz")
    with pytest.raises(UsageError):
        screen.done("loud")
    assert value_of(context, "cutoff") == 3500.0


def test_its_menu_does_what_it_says(context: Context) -> None:
    control, desk, screen = knob(context), context.performance.desk, context.screen
    control.key(Key("End"))
    items = {each.text: each for each in control.menu(Pointer(0, 0))}
    assert list(items) == [
        "Density   1.00", "Type a value…", "Reset", "Randomise", "Lock", "Copy OSC address",
        "MIDI learn", "OSC learn",
    ]  # fmt: skip
    assert items["Density   1.00"].act is None
    acts = {text: each.act for text, each in items.items() if each.act is not None}
    acts["Type a value…"]()
    assert screen.edited[-1][1] == "1"
    acts["Reset"]()
    assert value_of(context, "density") == 0.5
    acts["Randomise"]()
    assert value_of(context, "density") != 0.5
    acts["Copy OSC address"]()
    assert screen.copied == ["/param/density"]
    acts["Lock"]()
    assert desk.locked == {"density"}
    assert {each.text: each.chosen for each in control.menu(Pointer(0, 0))}["Unlock"]
    with pytest.raises(UsageError, match="no MIDI input"):
        acts["MIDI learn"]()
    assert not context.lesson.waits("density", [])


@pytest.mark.parametrize(("text", "kind"), [("MIDI learn", "midi"), ("OSC learn", "osc")])
def test_it_says_so_while_it_learns(context: Context, text: str, kind: str) -> None:
    control, desk, learner = knob(context), context.performance.desk, Learner()
    desk.learners[kind] = learner
    act = {each.text: each.act for each in control.menu(Pointer(0, 0))}[text]
    assert act is not None
    act()
    assert learner.target == "density"
    shapes = picture(control, view_of(context))
    assert LEARNING in texts(shapes)
    assert any(isinstance(each, Rectangle) and each.outline == WARNING for each in shapes)
    learner.bound.append(Binding(kind, "a control", "density"))
    assert LEARNING not in texts(picture(control, view_of(context, bindings=desk.bindings())))
    forget = {each.text: each.act for each in control.menu(Pointer(0, 0))}["Forget what was learnt"]
    assert forget is not None
    forget()
    assert learner.bound == []


def test_only_what_was_asked_to_last_learns(context: Context) -> None:
    learner = context.performance.desk.learners["osc"] = Learner()
    for key in ("density", "cutoff"):
        act = {each.text: each.act for each in knob(context, key).menu(Pointer(0, 0))}["OSC learn"]
        assert act is not None
        act()
    assert learner.target == "cutoff"
    assert context.lesson.waits("cutoff", [])
    assert not context.lesson.waits("density", [])


def test_a_locked_control_stays_where_it_is(context: Context) -> None:
    context.performance.desk.lock("density", True)
    control = knob(context)
    control.press(Pointer(50, 50))
    moved(control, 50, 0)
    control.release(Pointer(50, 0))
    control.wheel(Pointer(50, 50), 5.0)
    control.key(Key("End"))
    control.key(Key("Delete"))
    commands = context.performance.desk.surface.commands
    assert [each for each in commands if each.action is Action.SET] == []


def test_a_lock_is_drawn(context: Context) -> None:
    for control in each_kind(context):
        free = picture(control, view_of(context))
        context.performance.desk.lock(control.id, True)
        assert len(picture(control, view_of(context))) == len(free) + 2
        context.performance.desk.lock(control.id, False)


def test_the_focus_has_a_ring_and_the_mouse_leaves_a_trace(context: Context) -> None:
    for control in each_kind(context):
        assert control.focusable
        view = view_of(context)
        plain = picture(control, view)
        view.focus = control
        rings = [each for each in picture(control, view) if each not in plain]
        assert [each.outline for each in rings if isinstance(each, Rectangle)] == [FOCUS]
        view.focus, view.hovered = None, control
        assert picture(control, view) != plain


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("state", ["plain", "focused", "hovered", "locked", "dead", "on"])
def test_every_text_can_be_read(tmp_path: Path, state: str, scale: float) -> None:
    context = context_of(tmp_path, scale=scale)
    box = Box(10.0, 10.0, 80.0 * scale, 90.0 * scale)
    view = view_of(context, playing=state != "dead")
    if state == "on":
        context.hand.set("hold", 1.0)
    for control in each_kind(context, box):
        view.focus = control if state == "focused" else None
        view.hovered = control if state == "hovered" else None
        if state == "locked":
            context.performance.desk.lock(control.id, True)
        shapes = picture(control, view)
        assert faint(shapes) == []
        assert outside(shapes, box, context.style) == []


def test_a_hint_tells_the_held_value(context: Context) -> None:
    control = knob(context)
    control.press(Pointer(50, 50))
    moved(control, 50, 35)
    context.performance.desk.surface.change("density", 0.1, "osc")
    expected = "/param/density   0 to 1   = 0.60   how many notes are played"
    assert control.hint(view_of(context)) == expected


def test_a_look_is_equal_while_nothing_changes(context: Context) -> None:
    view = view_of(context)
    for control in each_kind(context):
        assert control.look(view) == control.look(view)
        assert hash(control.look(view)) == hash(control.look(view))


def test_an_old_control_survives_another_piece(context: Context) -> None:
    control = knob(context, "cutoff")
    other = Subject("other", "Other", (), ("other",), GLOBALS[:2])
    context.performance.desk.surface.play(other)
    assert "Cutoff" in texts(picture(control, view_of(context)))
    assert control.hint(view_of(context)).startswith("cutoff")
    assert "Copy OSC address" not in [each.text for each in control.menu(Pointer(0, 0))]
