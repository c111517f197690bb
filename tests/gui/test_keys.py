from __future__ import annotations

import pytest

from gui.keys import SHEET, SHORTCUTS, action_of, snapshot_of


def test_no_key_means_two_things() -> None:
    meanings = [(name, each.control, each.shift) for each in SHORTCUTS for name in each.names]
    assert len(meanings) == len(set(meanings))


@pytest.mark.parametrize(
    ("name", "control", "shift", "action"),
    [
        ("space", False, False, "toggle"),
        ("Escape", False, False, "panic"),
        ("r", False, False, "reroll"),
        ("R", False, True, "reroll"),
        ("r", True, False, "record"),
        ("z", True, False, "undo"),
        ("Z", True, True, "redo"),
        ("y", True, False, "redo"),
        ("z", False, False, ""),
        ("question", False, True, "sheet"),
        ("plus", False, True, "faster"),
        ("x", False, False, ""),
    ],
)
def test_a_key_with_its_modifiers_names_an_action(
    name: str, control: bool, shift: bool, action: str
) -> None:
    assert action_of(name, control=control, shift=shift) == action


@pytest.mark.parametrize(
    ("name", "shift", "snapshot"),
    [
        ("1", False, "1"),
        ("9", False, "9"),
        ("0", False, "10"),
        ("KP_3", False, "3"),
        ("exclam", True, "1"),
        ("parenright", True, "10"),
        ("3", True, "3"),
        ("F1", False, ""),
        ("a", False, ""),
        ("Up", False, ""),
    ],
)
def test_digits_stand_for_snapshots(name: str, shift: bool, snapshot: str) -> None:
    assert snapshot_of(name, shift=shift) == snapshot


def test_the_sheet_tells_every_action() -> None:
    told = {what for _, what in SHEET}
    assert {each.what for each in SHORTCUTS if each.what} <= told
    told_actions = {each.action for each in SHORTCUTS if each.what}
    assert {each.action for each in SHORTCUTS} - told_actions == {"slower"}
    assert all(shown and what for shown, what in SHEET)
