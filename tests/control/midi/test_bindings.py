from __future__ import annotations

from pathlib import Path

import pytest

from generator.control.commands import Action, Command
from generator.control.midi.bindings import Binding, Bindings, Mode
from generator.control.midi.controls import Control, Kind, Touch
from generator.control.surface import Change
from generator.control.targets import Targets
from generator.errors import UnknownNameError, UsageError
from tests.control.surface import KeepingSurface, desk_of, subject_of

FADER = Control(Kind.CC, 1, 7)
OTHER = Control(Kind.CC, 1, 8)
PAD = Control(Kind.NOTE, 10, 36)
ELSEWHERE = "osc:someone"


class Bench:
    """Bindings of one device on a surface that keeps what it is asked."""

    def __init__(self, folder: Path) -> None:
        self.surface = KeepingSurface()
        self.desk = desk_of(self.surface, folder)
        self.targets = Targets(self.desk)
        self.bindings = Bindings("knobs", self.targets)

    def bind(self, control: Control, target: str, mode: Mode) -> None:
        self.bindings.bind(Binding(control, target, mode))

    def turn(self, control: Control, *values: int) -> list[float]:
        """Move a control; return the values that the moves set."""
        before = len(self.surface.commands)
        for value in values:
            assert self.bindings.act(Touch(control, value))
        return [each.value for each in self.surface.commands[before:]]

    def change(self, parameter: str, value: float, source: str = ELSEWHERE) -> list[Touch]:
        self.surface.values[parameter] = value
        return list(self.bindings.changed([Change(parameter, value, source)]))

    def actions(self) -> list[tuple[Action, str]]:
        return [(each.action, each.subject) for each in self.surface.commands]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_pickup_waits_until_the_control_comes_by(bench: Bench) -> None:
    bench.bind(FADER, "density", Mode.PICKUP)  # stands at 0.5
    assert bench.turn(FADER, 0, 20, 40) == []
    assert bench.turn(FADER, 70, 80) == [70 / 127, 80 / 127]  # passed it
    assert bench.turn(FADER, 0, 127) == [0.0, 1.0]


def test_pickup_takes_hold_near_the_place(bench: Bench) -> None:
    bench.bind(FADER, "density", Mode.PICKUP)
    assert bench.turn(FADER, 65) == [65 / 127]


def test_pickup_comes_from_above_too(bench: Bench) -> None:
    bench.bind(FADER, "cutoff", Mode.PICKUP)  # 2000 Hz: two thirds of the way
    assert bench.turn(FADER, 127, 110) == []
    assert bench.turn(FADER, 80) == [pytest.approx(20.0 * 1000.0 ** (80 / 127))]


def test_a_change_from_elsewhere_makes_the_control_let_go(bench: Bench) -> None:
    bench.bind(FADER, "density", Mode.PICKUP)
    assert len(bench.turn(FADER, 64, 70)) == 2
    bench.change("density", 0.1)
    assert bench.turn(FADER, 71, 72) == []
    assert len(bench.turn(FADER, 10, 9)) == 2


def test_its_own_changes_come_back_late_and_do_not_shake_it_off(bench: Bench) -> None:
    bench.bind(FADER, "density", Mode.PICKUP)
    bench.turn(FADER, 64, 90, 120)
    assert bench.change("density", 64 / 127, bench.bindings.source) == []
    assert bench.turn(FADER, 121) == [121 / 127]


def test_a_second_control_of_the_same_parameter_shakes_off_the_first(bench: Bench) -> None:
    bench.bind(FADER, "density", Mode.PICKUP)
    bench.bind(OTHER, "density", Mode.PICKUP)
    bench.turn(FADER, 64)
    assert len(bench.turn(OTHER, 64, 127)) == 2
    assert bench.turn(FADER, 65) == []


def test_jump_goes_at_once(bench: Bench) -> None:
    bench.bind(FADER, "density", Mode.JUMP)
    assert bench.turn(FADER, 127, 0) == [1.0, 0.0]


def test_14_bits_are_finer_than_7(bench: Bench) -> None:
    pair = Control(Kind.CC14, 1, 1)
    bench.bind(pair, "density", Mode.JUMP)
    assert bench.turn(pair, 8000, 8001) == [8000 / 16_383, 8001 / 16_383]


def test_a_bend_wheel_reaches_both_ends(bench: Bench) -> None:
    wheel = Control(Kind.BEND, 1, 0)
    bench.bind(wheel, "cutoff", Mode.JUMP)
    assert bench.turn(wheel, 0, 16_383) == [20.0, pytest.approx(20_000.0)]


@pytest.mark.parametrize(
    ("mode", "up", "down"),
    [
        (Mode.TWOS, (1, 3), (127, 125)),
        (Mode.OFFSET, (65, 67), (63, 61)),
        (Mode.SIGN, (1, 3), (65, 67)),
        (Mode.EITHER, (1, 3), (127, 125)),
        (Mode.EITHER, (1, 3), (65, 67)),
    ],
)
def test_endless_controls_step_from_where_the_parameter_stands(
    bench: Bench, mode: Mode, up: tuple[int, int], down: tuple[int, int]
) -> None:
    bench.bind(FADER, "density", mode)
    assert bench.turn(FADER, *up) == pytest.approx([0.5 + 1 / 127, 0.5 + 4 / 127])
    bench.change("density", 0.2)
    assert bench.turn(FADER, *down) == pytest.approx([0.2 - 1 / 127, 0.2 - 4 / 127])


def test_no_step_of_an_endless_control_is_lost_before_the_change_is_told(bench: Bench) -> None:
    bench.bind(FADER, "density", Mode.TWOS)
    bench.surface.submit = bench.surface.commands.append  # type: ignore[method-assign]
    assert bench.turn(FADER, *[1] * 10)[-1] == pytest.approx(0.5 + 10 / 127)


def test_an_endless_control_steps_through_choices_and_stops_at_the_ends(bench: Bench) -> None:
    bench.bind(FADER, "mode", Mode.TWOS)
    assert bench.turn(FADER, 1, 1, 1, 127, 127, 127) == [1.0, 2.0, 2.0, 1.0, 0.0, 0.0]


def test_a_pad_plays_its_velocity_and_its_release_does_nothing(bench: Bench) -> None:
    bench.bind(PAD, "density", Mode.JUMP)
    assert bench.turn(PAD, 127, 0, 64) == [1.0, 64 / 127]


def test_a_pad_toggles(bench: Bench) -> None:
    bench.bind(PAD, "lead.mute", Mode.TOGGLE)
    assert bench.turn(PAD, 100, 0, 100, 0, 1) == [1.0, 0.0, 1.0]


@pytest.mark.parametrize("presses", [[127, 0, 127, 0, 127], [127, 127, 127]])
def test_a_button_toggles_whether_or_not_it_tells_its_release(
    bench: Bench, presses: list[int]
) -> None:
    bench.bind(FADER, "hold", Mode.TOGGLE)
    assert bench.turn(FADER, *presses) == [1.0, 0.0, 1.0]


def test_actions_are_done_at_a_press(bench: Bench) -> None:
    words = ("play", "stop", "pause", "panic", "toggle", "reroll")
    for number, word in enumerate(words):
        pad = Control(Kind.NOTE, 1, number)
        bench.bind(pad, word, Mode.TRIGGER)
        bench.turn(pad, 100, 0)
    assert [action for action, _ in bench.actions()] == [
        Action.RESUME,
        Action.REWIND,
        Action.PAUSE,
        Action.PANIC,
        Action.TOGGLE,
        Action.REROLL,
    ]


def test_a_fader_on_an_action_acts_once_on_its_way_up(bench: Bench) -> None:
    bench.bind(FADER, "panic", Mode.TRIGGER)
    for value in (10, 60, 70, 100, 127, 90, 20):
        bench.bindings.act(Touch(FADER, value))
    assert bench.actions() == [(Action.PANIC, "")]


def test_two_taps_are_a_tempo(bench: Bench) -> None:
    bench.bind(PAD, "tap", Mode.TRIGGER)
    bench.turn(PAD, 100, 0, 100, 0)
    assert [(each.action, each.subject) for each in bench.surface.commands] == [
        (Action.SET, "tempo")
    ]


def test_record_starts_and_ends(bench: Bench) -> None:
    bench.bind(PAD, "record", Mode.TRIGGER)
    bench.turn(PAD, 100, 0, 100, 0)
    assert [(each.action, each.value) for each in bench.surface.commands] == [
        (Action.RECORD, 1.0),
        (Action.RECORD, 0.0),
    ]


def test_a_snapshot_is_recalled(bench: Bench) -> None:
    bench.desk.store("2")
    bench.bind(PAD, "snapshot 2", Mode.TRIGGER)
    bench.turn(PAD, 100)
    assert bench.surface.commands[-1].action is Action.RECALL


def test_a_program_change_recalls_the_snapshot_of_its_number(bench: Bench) -> None:
    bench.desk.store("3")
    assert bench.bindings.act(Touch(Control(Kind.PROGRAM, 1, 2), 127))
    assert bench.surface.commands[-1].action is Action.RECALL
    assert not bench.bindings.act(Touch(Control(Kind.PROGRAM, 1, 3), 127))
    assert len(bench.surface.commands) == 1


def test_motor_faders_and_lamps_are_told_of_changes_from_elsewhere_only(bench: Bench) -> None:
    bench.bind(FADER, "density", Mode.PICKUP)
    assert bench.change("density", 1.0) == [Touch(FADER, 127)]
    assert bench.change("density", 0.999) == []  # it is there already
    assert bench.change("cutoff", 500.0) == []
    bench.turn(FADER, 127, 30)
    assert bench.change("density", 30 / 127, bench.bindings.source) == []
    assert bench.change("density", 30 / 127) == []


def test_the_lamp_of_a_toggle_shows_its_own_presses(bench: Bench) -> None:
    bench.bind(PAD, "lead.mute", Mode.TOGGLE)
    bench.turn(PAD, 90, 0)
    assert bench.change("lead.mute", 1.0, bench.bindings.source) == [Touch(PAD, 127)]


def test_a_fader_that_was_sent_to_the_place_has_it_in_hand(bench: Bench) -> None:
    bench.bind(FADER, "density", Mode.PICKUP)
    bench.change("density", 1.0)
    assert bench.turn(FADER, 126) == [126 / 127]


def test_what_the_piece_has_not_does_nothing(bench: Bench) -> None:
    bench.bind(FADER, "bass line.pan", Mode.JUMP)
    bench.surface.play(subject_of("other", ("lead",)))
    assert bench.turn(FADER, 3) == []
    assert bench.change("bass line.pan", 0.1) == []


def test_a_control_has_one_target_and_a_target_may_have_many(bench: Bench) -> None:
    bench.bind(FADER, "density", Mode.JUMP)
    bench.bind(FADER, "cutoff", Mode.JUMP)
    bench.bind(OTHER, "cutoff", Mode.JUMP)
    assert [each.target for each in bench.bindings] == ["cutoff", "cutoff"]
    assert bench.bindings.forget("cutoff")
    assert not bench.bindings.forget("cutoff")
    assert not bench.bindings.act(Touch(FADER, 1))


@pytest.mark.parametrize("target", ["density", " macro.bright", "snapshot  4", "tap", "record"])
def test_targets(bench: Bench, target: str) -> None:
    assert bench.targets.checked(target) == " ".join(target.split())


@pytest.mark.parametrize("target", ["", "densty", "snapshot", "snapshot ../x", "quit"])
def test_no_targets(bench: Bench, target: str) -> None:
    with pytest.raises(UsageError):
        bench.targets.checked(target)


def test_a_mistyped_target_is_corrected(bench: Bench) -> None:
    with pytest.raises(UnknownNameError, match="did you mean density"):
        bench.targets.checked("densty")


def test_moves_name_their_device_and_actions_do_not(bench: Bench) -> None:
    bench.bind(FADER, "density", Mode.JUMP)
    bench.bind(PAD, "panic", Mode.TRIGGER)
    bench.turn(FADER, 0)
    bench.turn(PAD, 100)
    sources: list[Command] = bench.surface.commands
    assert [each.source for each in sources] == ["midi:knobs", "midi"]
