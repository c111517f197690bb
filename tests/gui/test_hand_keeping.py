"""Snapshots, seeds and other pieces in the player's hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.control.commands import Action
from generator.errors import RangeError, UnknownNameError, UsageError
from tests.control.surface import subject_of
from tests.gui.grasp import MOVES, SUBJECT, Scene


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)


# -- snapshots


def test_a_recall_is_taken_back(scene: Scene):
    scene.corners(0.1)
    scene.hand.set("density", 0.9)
    scene.hand.recall("1")
    assert scene.hand.snapshot == "1"
    assert scene.values("density") == (0.1,)
    assert scene.undo() == "recall 1"
    assert scene.values("density") == (0.9,)
    scene.redo()
    assert scene.values("density") == (0.1,)
    with pytest.raises(UnknownNameError):
        scene.hand.recall("7")
    assert scene.hand.snapshot == "1"


def test_a_recall_over_seconds_is_stopped_by_undo(scene: Scene):
    """Values that have not begun to move yet are asked for too, or their ramps would go on."""
    scene.corners(0.1)
    scene.surface.late = True
    scene.hand.recall("1", 4.0)
    assert scene.hand.value("density") == 0.5  # it is on its way, not there
    scene.undo()
    recall, back = scene.surface.commands
    assert (recall.action, recall.ramp) == (Action.RECALL, 4.0)
    assert (back.action, back.ramp, dict(back.values)["density"]) == (Action.RECALL, 0.0, 0.5)
    assert dict(back.values).keys() == dict(recall.values).keys()
    scene.redo()
    assert scene.surface.commands[-1] == recall


def test_a_second_recall_before_the_session_tells_goes_back_to_the_first(scene: Scene):
    scene.corners(0.1, 0.2)
    scene.surface.late = True
    scene.hand.recall("1")
    scene.hand.recall("2")
    assert scene.hand.value("density") == 0.2
    scene.undo()
    scene.surface.tell()
    assert scene.values("density") == (0.1,)
    scene.undo()
    scene.surface.tell()
    assert scene.values("density") == (0.5,)


def test_a_recall_leaves_what_is_locked_out_of_undo_too(scene: Scene):
    scene.corners(0.1)
    scene.desk.lock("density", True)
    scene.hand.recall("1")
    scene.surface.change("density", 0.8, "osc")
    scene.undo()
    assert scene.hand.value("density") == 0.8
    assert scene.values("density") == (0.8,)


def test_a_recall_with_a_macro_goes_back_to_where_everything_was(scene: Scene):
    scene.corners(0.1)
    scene.hand.set("macro.bright", 0.8)
    scene.hand.set("cutoff", 300.0)
    scene.hand.recall("1")
    scene.undo()
    assert scene.values("macro.bright", "density", "cutoff") == (0.8, 0.8, 300.0)


def test_a_morph_drag_is_one_deed(scene: Scene):
    scene.corners(0.0, 1.0, 0.0, 1.0)
    for x in (0.1, 0.2, 0.3):
        scene.hand.morph(x, 0.0)
        scene.seconds += 0.03
    assert scene.values("density")[0] == pytest.approx(0.3)
    scene.seconds += 2.0
    scene.hand.morph(0.9, 0.5)
    assert scene.undo() == "morph"
    assert scene.values("density")[0] == pytest.approx(0.3)
    scene.undo()
    assert scene.values("density") == (0.5,)
    scene.redo()
    assert scene.values("density")[0] == pytest.approx(0.3)


def test_a_morph_by_hand_is_one_deed_however_long_the_hand_rests(scene: Scene):
    scene.corners(0.0, 1.0, 0.0, 1.0)
    for drag, x in ((1, 0.1), (1, 0.4), (2, 0.6), (2, 0.9)):
        scene.hand.morph(x, 0.0, drag)
        scene.seconds += 5.0
    scene.undo()
    assert scene.values("density")[0] == pytest.approx(0.4)
    scene.undo()
    assert scene.values("density") == (0.5,)


def test_a_morph_without_its_corners_is_no_deed(scene: Scene):
    scene.corners(0.0)
    with pytest.raises(UsageError, match="store 2, 3, 4 first"):
        scene.hand.morph(0.5, 0.5)
    assert scene.undo() is None


def test_storing_is_taken_back_over_an_older_one_and_over_none(scene: Scene):
    bank = scene.desk.bank
    scene.hand.store("5")
    assert scene.hand.snapshot == "5"
    scene.desk.bank.name_it("example", "5", "calm")
    scene.surface.change("density", 0.9, "osc")
    scene.hand.store("5")
    assert bank.recall("example", "5")["density"] == 0.9
    assert scene.undo() == "store 5"
    assert bank.recall("example", "5")["density"] == 0.5
    assert bank.label("example", "5") == "calm"
    scene.undo()
    assert bank.names("example") == []
    scene.redo()
    scene.redo()
    assert bank.recall("example", "5")["density"] == 0.9


def test_deleting_and_naming_are_taken_back(scene: Scene):
    bank = scene.desk.bank
    scene.hand.store("5")
    scene.hand.label("5", "calm")
    scene.hand.label("5", "storm")
    scene.hand.delete("5")
    assert bank.names("example") == []
    assert scene.undo() == "delete 5"
    assert bank.recall("example", "5")["density"] == 0.5
    assert bank.label("example", "5") == "storm"
    assert scene.undo() == "name 5"
    assert bank.label("example", "5") == "calm"
    scene.undo()
    assert bank.label("example", "5") == ""
    scene.redo()
    assert bank.label("example", "5") == "calm"
    with pytest.raises(UnknownNameError):
        scene.hand.delete("6")
    with pytest.raises(UsageError, match="no label"):
        scene.hand.label("5", "x" * 100)


# -- seeds


def rerolls(scene: Scene) -> list[float]:
    return [each.value for each in scene.surface.commands if each.action is Action.REROLL]


def test_rerolls_are_taken_back_though_they_wait_for_the_bar(scene: Scene):
    first = scene.hand.reroll()
    second = scene.hand.reroll()
    assert scene.undo() == "seed"
    assert scene.undo() == "seed"
    assert rerolls(scene) == [first, second, first, 7.0]
    scene.surface.next_bar()
    assert scene.values("seed") == (7.0,)
    scene.redo()
    scene.surface.next_bar()
    assert scene.values("seed") == (first,)


def test_a_seed_of_somebody_elses_is_the_one_to_go_back_to(scene: Scene):
    scene.hand.begin_anew(11)
    scene.surface.next_bar()
    scene.surface.change("seed", 99.0, "osc")
    scene.hand.set("seed", 12.0)
    scene.undo()
    assert rerolls(scene) == [11.0, 12.0, 99.0]


def test_a_seed_out_of_range_is_no_deed(scene: Scene):
    with pytest.raises(RangeError, match="seed = -1"):
        scene.hand.begin_anew(-1)
    assert scene.undo() is None


# -- another piece


def test_another_piece_has_a_history_of_its_own(scene: Scene):
    scene.hand.set("density", 0.8)
    scene.hand.store("1")
    scene.surface.play(replace(subject_of("other"), macros=MOVES))
    assert scene.undo() is None
    scene.hand.set("density", 0.3)
    assert scene.undo() == "density"
    assert scene.values("density") == (0.5,)
    scene.surface.play(SUBJECT)
    assert scene.undo() == "store 1"
    assert scene.desk.bank.names("example") == []
    assert scene.undo() == "density"
    assert scene.undo() is None


def test_another_piece_is_not_in_the_hand(scene: Scene):
    scene.surface.late = True
    scene.hand.set("tempo", 90.0)
    scene.hand.grip("density")
    scene.hand.move("density", 0.9)
    scene.surface.play(subject_of("other"))
    commands = len(scene.surface.commands)
    assert (scene.hand.value("density"), scene.hand.value("tempo")) == (0.5, 120.0)
    assert not scene.hand.holds("density")
    scene.hand.move("density", 0.8)
    scene.hand.let_go("density")
    assert len(scene.surface.commands) == commands
    assert scene.undo() is None


def test_what_a_changed_piece_has_no_more_is_passed_over(scene: Scene):
    scene.hand.set_many({"density": 0.8, "cutoff": 500.0}, "both")
    scene.hand.set("hold", 1.0)
    fewer = tuple(each for each in SUBJECT.declared if each.id not in ("cutoff", "hold"))
    scene.surface.play(replace(SUBJECT, declared=fewer))
    scene.surface.change("density", 0.8, "osc")
    assert scene.undo() == "hold"
    assert scene.undo() == "both"
    assert scene.values("density") == (0.5,)
    scene.redo()
    scene.redo()
    assert scene.values("density") == (0.8,)
    assert "cutoff" not in scene.surface.values
    assert "hold" not in scene.surface.values
