from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator.errors import RangeError, UnknownNameError, UsageError
from generator.parameters import Parameter, Warp
from generator.session.setup import Choice, prepare
from generator.session.subject import subject_of
from gui.hand import ECHO_SECONDS, SOURCE, Hand, nudged
from tests.control.surface import KeepingSurface, desk_of
from tests.gui.grasp import SUBJECT, Scene


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)


# -- one parameter


def test_what_is_set_can_be_taken_back(scene: Scene):
    scene.hand.set("density", 0.75)
    scene.hand.set("density", 7.0)
    scene.hand.enter("tempo", " 96.5 bpm")
    scene.hand.reset("density")
    assert scene.values("density", "tempo") == (0.5, 96.5)
    assert {each.source for each in scene.surface.commands} == {SOURCE}
    assert scene.undo() == "density"
    assert scene.values("density", "tempo") == (1.0, 96.5)
    assert scene.undo() == "tempo"
    assert scene.undo() == "density"
    assert scene.values("density", "tempo") == (0.75, 120.0)
    assert scene.undo() == "density"
    assert scene.undo() is None
    for _ in range(4):
        scene.redo()
    assert scene.values("density", "tempo") == (0.5, 96.5)


@pytest.mark.parametrize(
    ("piece", "key", "begun"), [("lattice", "reverb.size", 0.75), ("phase", "master.level", -1.0)]
)
def test_what_is_reset_is_where_the_piece_starts_it(
    tmp_path: Path, piece: str, key: str, begun: float
):
    hand = Hand(desk_of(KeepingSurface(subject_of(prepare(Choice(piece, 0)))), tmp_path))
    hand.set(key, 0.25)
    hand.reset(key)
    assert hand.desk.surface.values[key] == begun


def test_what_changes_nothing_is_no_deed(scene: Scene):
    scene.hand.set("density", 0.5)
    scene.hand.reset("cutoff")
    scene.drag("density", 0.7, 0.5)
    scene.hand.grip("density")
    scene.hand.let_go("density")
    assert scene.undo() is None


def test_a_switch_turns_and_a_choice_moves_on(scene: Scene):
    seen = []
    for _ in range(3):
        scene.hand.toggle("mode")
        scene.hand.toggle("hold")
        seen.append(scene.values("mode", "hold"))
    assert seen == [(1.0, 1.0), (2.0, 0.0), (0.0, 1.0)]
    scene.undo()
    scene.undo()
    assert scene.values("mode", "hold") == (2.0, 0.0)


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [("tempo", "96", 96.0), ("cutoff", "440 hz", 440.0), ("mode", "Blues", 2.0), ("hold", "on", 1)],
)
def test_a_value_is_typed_with_or_without_its_unit(scene: Scene, key: str, text: str, value: float):
    scene.hand.enter(key, text)
    assert scene.surface.values[key] == value


def test_what_is_typed_wrongly_changes_nothing(scene: Scene):
    with pytest.raises(RangeError, match="give 20 to 400 BPM"):
        scene.hand.enter("tempo", "1000")
    with pytest.raises(UsageError, match="give a number"):
        scene.hand.enter("tempo", "fast")
    with pytest.raises(UnknownNameError):
        scene.hand.enter("tempi", "96")
    assert scene.surface.commands == []
    assert scene.undo() is None


# -- in the hand


def test_a_drag_is_one_deed(scene: Scene):
    scene.drag("density", 0.6, 0.7, 0.8)
    assert [each.value for each in scene.surface.commands] == [0.6, 0.7, 0.8]
    assert scene.undo() == "density"
    assert scene.values("density") == (0.5,)
    scene.redo()
    assert scene.values("density") == (0.8,)
    assert scene.undo() == "density"
    assert scene.undo() is None


def test_what_is_held_is_not_torn_from_the_hand(scene: Scene):
    scene.hand.grip("density")
    assert scene.hand.holds("density")
    scene.hand.move("density", 0.8)
    scene.surface.change("density", 0.1, "osc")
    assert scene.hand.value("density") == 0.8
    scene.hand.move("density", 0.9)
    scene.hand.let_go("density")
    assert not scene.hand.holds("density")
    assert scene.values("density") == (0.9,)
    scene.undo()
    assert scene.values("density") == (0.5,)


def test_who_only_held_it_shows_what_others_did_meanwhile(scene: Scene):
    scene.hand.grip("density")
    scene.surface.change("density", 0.1, "osc")
    assert scene.hand.value("density") == 0.5
    scene.hand.let_go("density")
    assert scene.hand.value("density") == 0.1


def test_what_is_let_go_of_shows_the_hands_value_until_the_session_tells(scene: Scene):
    scene.surface.late = True
    scene.drag("density", 0.7, 0.8)
    scene.hand.set("tempo", 90.0)
    assert scene.surface.values["density"] == 0.5
    assert (scene.hand.value("density"), scene.hand.value("tempo")) == (0.8, 90.0)
    scene.surface.tell()
    assert (scene.hand.value("density"), scene.hand.value("tempo")) == (0.8, 90.0)
    scene.surface.late = False
    scene.surface.change("density", 0.1, "osc")
    assert scene.hand.value("density") == 0.1


def test_an_old_value_on_its_way_is_not_shown(scene: Scene):
    scene.surface.late = True
    scene.drag("density", 0.7, 0.8)
    scene.surface.values["density"] = 0.7
    assert scene.hand.value("density") == 0.8


def test_what_the_session_never_tells_is_not_shown_for_long(scene: Scene):
    scene.surface.late = True
    scene.hand.set("density", 0.8)
    scene.seconds += ECHO_SECONDS
    assert scene.hand.value("density") == 0.8
    scene.seconds += 0.01
    assert scene.hand.value("density") == 0.5


def test_undo_before_the_session_tells_takes_back_what_was_asked_for(scene: Scene):
    scene.surface.late = True
    scene.hand.set("density", 0.8)
    scene.hand.set("density", 0.9)
    scene.undo()
    assert scene.hand.value("density") == 0.8
    scene.undo()
    scene.surface.tell()
    assert scene.hand.value("density") == scene.surface.values["density"] == 0.5


def test_the_wheel_moves_what_is_held(scene: Scene):
    scene.hand.grip("density")
    scene.hand.nudge("density", 10.0)
    assert scene.hand.value("density") == pytest.approx(0.6)
    scene.hand.move("density", 0.7)
    scene.hand.let_go("density")
    scene.undo()
    assert scene.values("density") == (0.5,)
    assert scene.undo() is None


def test_what_is_not_held_cannot_be_moved_or_let_go(scene: Scene):
    scene.hand.move("density", 0.8)
    scene.hand.let_go("density")
    assert scene.surface.commands == []
    assert scene.undo() is None


# -- steps


def test_nudges_that_follow_each_other_are_one_deed(scene: Scene):
    for _ in range(5):
        scene.hand.nudge("density", 1.0)
        scene.seconds += 0.5
    assert scene.values("density")[0] == pytest.approx(0.55)
    scene.seconds += 1.0
    scene.hand.nudge("density", 10.0)
    scene.hand.nudge("tempo", 1.0)
    assert scene.undo() == "tempo"
    scene.undo()
    assert scene.values("density")[0] == pytest.approx(0.55)
    scene.undo()
    assert scene.values("density", "tempo") == (0.5, 120.0)
    scene.redo()
    assert scene.values("density")[0] == pytest.approx(0.55)


LINEAR = Parameter("a", "A", 0.0, 10.0, 5.0)
STEPPED = replace(LINEAR, step=0.25)
OCTAVES = Parameter("b", "B", 100.0, 10_000.0, 1000.0, "Hz", Warp.EXPONENTIAL)
CHOICE = Parameter("c", "C", 0.0, 3.0, 1.0, warp=Warp.CHOICE, choices=("p", "q", "r", "s"))


@pytest.mark.parametrize(
    ("parameter", "value", "steps", "fine", "expected"),
    [
        (LINEAR, 5.0, 1.0, False, 5.1),
        (LINEAR, 5.0, -10.0, False, 4.0),
        (LINEAR, 5.0, 1.0, True, 5.01),
        (LINEAR, 9.99, 1.0, False, 10.0),
        (STEPPED, 5.0, 2.0, False, 5.5),
        (STEPPED, 5.0, 1.0, True, 5.01),
        (OCTAVES, 1000.0, 50.0, False, 10_000.0),
        (OCTAVES, 1000.0, -25.0, False, 316.228),
        (CHOICE, 1.0, 0.2, False, 2.0),
        (CHOICE, 1.0, -0.2, True, 0.0),
        (CHOICE, 1.0, 10.0, False, 3.0),
    ],
)
def test_steps_go_along_the_controls_way(
    parameter: Parameter, value: float, steps: float, fine: bool, expected: float
):
    assert nudged(parameter, value, steps, fine) == pytest.approx(expected)


# -- macros


def test_undo_of_a_macro_brings_back_what_it_had_moved(scene: Scene):
    scene.hand.set("cutoff", 777.0)
    scene.hand.set("macro.bright", 0.8)
    assert scene.values("macro.bright", "density", "cutoff") == (0.8, 0.8, 820.0)
    scene.undo()
    assert scene.values("macro.bright", "density", "cutoff") == (0.25, 0.5, 777.0)
    scene.redo()
    assert scene.values("macro.bright", "density", "cutoff") == (0.8, 0.8, 820.0)


def test_a_dragged_macro_too(scene: Scene):
    scene.drag("macro.bright", 0.3, 0.6, 0.9)
    assert scene.values("density", "cutoff") == (0.9, 920.0)
    scene.undo()
    assert scene.values("macro.bright", "density", "cutoff") == (0.25, 0.5, 2000.0)


def test_macros_set_alone_move_what_they_move_and_among_others_nothing(scene: Scene):
    scene.hand.set_many({"macro.bright": 0.5}, "macros")
    assert scene.values("density", "cutoff") == (0.5, 520.0)
    scene.hand.set_many({"macro.bright": 0.9, "density": 0.1}, "all")
    assert scene.values("macro.bright", "density", "cutoff") == (0.9, 0.1, 520.0)
    assert scene.undo() == "all"
    assert scene.values("macro.bright", "density", "cutoff") == (0.5, 0.5, 520.0)
    assert scene.undo() == "macros"
    assert scene.values("macro.bright", "density", "cutoff") == (0.25, 0.5, 2000.0)
    scene.redo()
    assert scene.values("macro.bright", "density", "cutoff") == (0.5, 0.5, 520.0)


def test_taps_of_one_count_are_one_deed(scene: Scene, monkeypatch: pytest.MonkeyPatch):
    before = scene.surface.values["tempo"]
    tempos = iter([None, 30.0, 31.0, 32.0, 33.0])
    monkeypatch.setattr(scene.desk, "_tap", SimpleNamespace(at=lambda seconds: next(tempos)))
    for _ in range(4):
        scene.hand.tap()
        scene.seconds += 2.0
    assert scene.values("tempo") == (32.0,)
    scene.desk.lock("tempo", True)
    scene.hand.tap()
    assert scene.values("tempo") == (32.0,)
    scene.desk.lock("tempo", False)
    assert scene.undo() == "tempo"
    assert scene.values("tempo") == (before,)
    assert scene.undo() is None


# -- locks and chance


def test_what_is_locked_does_not_move(scene: Scene):
    scene.desk.lock("density", True)
    scene.drag("density", 0.8)
    scene.hand.set("density", 0.8)
    scene.hand.nudge("density", 1.0)
    scene.hand.reset("density")
    scene.hand.set_many({"density": 0.9}, "all")
    with pytest.raises(UsageError, match="Density is locked"):
        scene.hand.enter("density", "0.8")
    with pytest.raises(UsageError, match="locked"):
        scene.hand.randomise(("density",))
    assert scene.surface.commands == []
    assert scene.undo() is None


def test_what_was_locked_since_stays_when_deeds_are_taken_back(scene: Scene):
    scene.hand.set("density", 0.8)
    scene.hand.set_many({"density": 0.9, "cutoff": 500.0}, "both")
    scene.desk.lock("density", True)
    scene.undo()
    assert scene.values("density", "cutoff") == (0.9, 2000.0)
    scene.undo()
    assert scene.values("density") == (0.9,)
    assert scene.hand.value("density") == 0.9
    scene.redo()
    assert scene.values("density") == (0.9,)


def test_chance_is_one_deed_and_spares_the_locked_and_the_seed(scene: Scene):
    keys = tuple(SUBJECT.by_id)
    before = dict(scene.surface.values)
    scene.desk.lock("tempo", True)
    scene.hand.randomise(keys)
    after = dict(scene.surface.values)
    assert len(scene.surface.commands) == 1
    assert after["density"] != before["density"]
    assert (after["tempo"], after["seed"]) == (before["tempo"], before["seed"])
    scene.undo()
    assert scene.surface.values == before
    scene.redo()
    assert scene.surface.values == after
