from __future__ import annotations

from pathlib import Path

import pytest

from generator.control.midi.bindings import Binding, Mode
from generator.control.midi.controls import Control, Kind, Touch
from generator.control.midi.learn import Learning, endless_mode
from generator.control.targets import Targets
from tests.control.surface import KeepingSurface, desk_of

KNOB = Control(Kind.CC, 2, 21)
PAD = Control(Kind.NOTE, 10, 36)
LATER = 10.0


@pytest.fixture
def targets(tmp_path: Path) -> Targets:
    return Targets(desk_of(KeepingSurface(), tmp_path))


def learnt(
    learning: Learning, control: Control, *values: int, seconds: float = LATER
) -> Binding | None:
    for index, value in enumerate(values):
        learning.hear(Touch(control, value), index * 0.02)
    return learning.binding(seconds)


@pytest.mark.parametrize(
    ("values", "mode"),
    [
        ((1, 1, 1, 1), Mode.EITHER),
        ((1, 1, 2, 127, 127), Mode.TWOS),
        ((127, 127, 126), Mode.TWOS),
        ((1, 1, 65, 65), Mode.SIGN),
        ((65, 65, 66, 65), Mode.OFFSET),
        ((65, 65, 63, 63), Mode.OFFSET),
        ((63, 63, 62), Mode.OFFSET),
        ((1, 2, 3, 4, 5), None),
        ((64, 65, 66, 67), None),
        ((127, 126, 125), None),
        ((40, 40, 41), None),
        ((0, 0, 1), None),
        ((1,), None),
    ],
)
def test_endless_controls_are_told_from_absolute_ones(
    values: tuple[int, ...], mode: Mode | None
) -> None:
    assert endless_mode(list(values)) is mode


def test_a_knob_is_bound_once_it_has_moved_enough_or_rests(targets: Targets) -> None:
    binding = Binding(KNOB, "cutoff", Mode.PICKUP)
    assert learnt(Learning("cutoff", targets), KNOB, 1, 2, 3, 4, 5, 6, seconds=0.1) == binding
    assert learnt(Learning("cutoff", targets), KNOB, 1, 2, seconds=0.1) is None
    assert learnt(Learning("cutoff", targets), KNOB, 1, 2, seconds=0.4) == binding
    assert Learning("cutoff", targets).binding(LATER) is None


def test_the_first_control_counts(targets: Targets) -> None:
    learning = Learning("cutoff", targets)
    learning.hear(Touch(KNOB, 1), 0.0)
    learning.hear(Touch(KNOB._replace(number=22), 99), 0.1)
    binding = learning.binding(LATER)
    assert binding is not None
    assert binding.control == KNOB


def test_a_pair_is_recognised(targets: Targets) -> None:
    learning = Learning("cutoff", targets)
    for coarse, fine in ((5, 3), (5, 9), (5, 20)):
        learning.hear(Touch(KNOB, coarse), 0.0)
        learning.hear(Touch(KNOB._replace(number=21 + 32), fine), 0.0)
    assert learning.binding(0.0) == Binding(Control(Kind.CC14, 2, 21), "cutoff", Mode.PICKUP)


def test_a_cc_32_above_another_one_is_one_of_its_own(targets: Targets) -> None:
    upper = KNOB._replace(number=53)
    binding = learnt(Learning("cutoff", targets), upper, 1, 2, 3)
    assert binding == Binding(upper, "cutoff", Mode.PICKUP)


@pytest.mark.parametrize(
    ("target", "control", "values", "mode"),
    [
        ("cutoff", PAD, (90,), Mode.JUMP),
        ("lead.mute", PAD, (90,), Mode.TOGGLE),
        ("panic", PAD, (90,), Mode.TRIGGER),
        ("snapshot 1", Control(Kind.PROGRAM, 1, 4), (127,), Mode.TRIGGER),
        ("lead.mute", KNOB, (127, 0), Mode.TOGGLE),
        ("lead.mute", KNOB, (127, 127), Mode.TOGGLE),
        ("lead.mute", KNOB, (127,), Mode.JUMP),
        ("lead.mute", KNOB, (60, 61, 62), Mode.JUMP),
        ("cutoff", Control(Kind.BEND, 1, 0), (9000,), Mode.PICKUP),
        ("cutoff", Control(Kind.NRPN, 1, 300), (9000,), Mode.PICKUP),
        ("macro.bright", KNOB, (65, 65, 65), Mode.OFFSET),
        ("tap", KNOB, (127,), Mode.TRIGGER),
    ],
)
def test_the_mode_fits_control_and_target(
    targets: Targets, target: str, control: Control, values: tuple[int, ...], mode: Mode
) -> None:
    assert learnt(Learning(target, targets), control, *values) == Binding(control, target, mode)


def test_a_mode_can_be_given(targets: Targets) -> None:
    binding = learnt(Learning("cutoff", targets, Mode.JUMP), KNOB, 1, 1, 1)
    assert binding == Binding(KNOB, "cutoff", Mode.JUMP)


def test_a_released_key_is_no_move(targets: Targets) -> None:
    assert learnt(Learning("cutoff", targets), PAD, 0) is None
