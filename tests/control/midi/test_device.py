from __future__ import annotations

import json
from collections import deque
from pathlib import Path
from random import Random

import pytest

from generator.control.midi.bindings import Binding, Mode
from generator.control.midi.controls import Control, Kind, Touch
from generator.control.midi.device import Device, Stamps
from generator.control.midi.store import Store
from generator.control.targets import Targets
from generator.errors import OutputError
from tests.control.surface import KeepingSurface, desk_of

KNOB = Control(Kind.CC, 2, 21)
BOUND = (
    Binding(KNOB, "density", Mode.JUMP),
    Binding(Control(Kind.NOTE, 10, 36), "snapshot é 1", Mode.TRIGGER),
    Binding(Control(Kind.NRPN, 1, 16_000), "cutoff", Mode.PICKUP),
)


@pytest.fixture
def notices() -> deque[str]:
    return deque()


@pytest.fixture
def store(tmp_path: Path, notices: deque[str]) -> Store:
    return Store(tmp_path / "midi", notices)


@pytest.fixture
def surface() -> KeepingSurface:
    return KeepingSurface()


@pytest.fixture
def targets(surface: KeepingSurface, tmp_path: Path) -> Targets:
    return Targets(desk_of(surface, tmp_path))


def test_bindings_come_back_as_they_were_kept(store: Store) -> None:
    assert store.load("nano") == ()
    store.save("nano", BOUND)
    assert store.load("nano") == BOUND
    assert store.load("other") == ()
    assert json.loads(store.path("nano").read_text())["device"] == "nano"


@pytest.mark.parametrize(
    "device", ["../../etc/passwd", "..", "a/b:c\\d", "x" * 500, "Ünï ✨" * 60, "CON", "", "\ud800"]
)
def test_whatever_a_device_is_called_its_file_lies_in_the_folder(
    store: Store, device: str, tmp_path: Path
) -> None:
    store.save(device, BOUND)
    assert [path.parent for path in (tmp_path / "midi").iterdir()] == [tmp_path / "midi"]
    assert store.path(device).resolve().parent == (tmp_path / "midi").resolve()
    assert not store.path(device).name.startswith(".")
    assert store.load(device) == BOUND


def test_names_that_look_alike_have_files_of_their_own(store: Store) -> None:
    names = ["a b", "a_b", "a/b", "a:b", "A b", "a%2Fb", "x" * 500, "x" * 501]
    assert len({store.path(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"bindings": 1}',
        b'{"bindings": [{}]}',
        b'{"bindings": [[1]]}',
        b'{"bindings": [{"kind":"cc","channel":17,"number":1,"target":"x","mode":"jump"}]}',
        b'{"bindings": [{"kind":"cc","channel":1,"number":1,"target":"x","mode":"jmp"}]}',
        b'{"bindings": [{"kind":"cc","channel":1,"number":1.5,"target":"x","mode":"jump"}]}',
        b'{"bindings": [{"kind":"cc","channel":true,"number":1,"target":2,"mode":"jump"}]}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_file_is_set_aside_and_told_of(
    store: Store, notices: deque[str], damage: bytes
) -> None:
    store.save("nano", BOUND)
    path = store.path("nano")
    path.write_bytes(damage)
    assert store.load("nano") == ()
    assert path.with_suffix(".json.bad").read_bytes() == damage
    assert not path.exists()
    assert "learn them anew" in notices[0]
    assert "\n" not in notices[0]


def test_a_file_that_cannot_be_read_is_told_of(store: Store, notices: deque[str]) -> None:
    store.path("nano").mkdir(parents=True)
    assert store.load("nano") == ()
    assert "cannot read" in notices[0]


def test_a_folder_that_cannot_be_written_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "midi").write_text("in the way")
    with pytest.raises(OutputError, match="cannot write"):
        Store(tmp_path / "midi", deque()).save("nano", BOUND)


def test_a_device_brings_its_bindings_and_acts(
    store: Store, targets: Targets, surface: KeepingSurface
) -> None:
    store.save("nano", BOUND)
    Device("nano", targets, store).hear(Touch(KNOB, 127), 0.0)
    assert surface.values["density"] == 1.0


def test_what_moves_while_it_learns_is_bound_and_moves_nothing(
    store: Store, targets: Targets, surface: KeepingSurface
) -> None:
    device = Device("nano", targets, store)
    device.learn("cutoff", Mode.JUMP)
    device.hear(Touch(KNOB, 3), 0.0)
    assert device.learnt(0.1) is None
    binding = device.learnt(0.5)
    assert binding == Binding(KNOB, "cutoff", Mode.JUMP)
    assert device.learnt(0.6) is None
    assert surface.commands == []
    device.save()
    device.hear(Touch(KNOB, 0), 0.7)
    assert surface.values["cutoff"] == 20.0
    assert store.load("nano") == (binding,)


def test_a_pair_that_was_learnt_works_at_once(
    store: Store, targets: Targets, surface: KeepingSurface
) -> None:
    device = Device("nano", targets, store)
    device.learn("density", Mode.JUMP)
    for control in (KNOB, KNOB._replace(number=21 + 32)):
        device.hear(Touch(control, 5), 0.0)
    assert device.learnt(0.0) is not None
    for control, value in ((KNOB, 64), (KNOB._replace(number=21 + 32), 1)):
        device.hear(Touch(control, value), 0.1)
    assert surface.values["density"] == (64 * 128 + 1) / 16_383


def test_learning_can_be_given_up(store: Store, targets: Targets, surface: KeepingSurface) -> None:
    store.save("nano", BOUND)
    device = Device("nano", targets, store)
    device.learn("cutoff", None)
    device.stop_learning()
    device.hear(Touch(KNOB, 127), 0.0)
    assert surface.values["density"] == 1.0
    assert device.learnt(9.0) is None


def test_a_message_that_is_read_late_has_the_time_at_which_it_came() -> None:
    random, stamps = Random(1), Stamps()
    errors = []
    for number in range(500):
        came = 50.0 + number * 0.02
        delay = random.choice([0.0005, 0.001, 0.030])
        stamped = stamps.at(0.0 if number == 0 else 0.02, came + delay)
        errors.append(stamped - came)
    assert max(map(abs, errors[20:])) < 0.0012


def test_stamps_follow_a_driver_whose_clock_drifts() -> None:
    stamps = Stamps()
    for number in range(100_000):
        came = 50.0 + number * 0.02
        stamped = stamps.at(0.0 if number == 0 else 0.02 * (1 + 5e-5), came)
        assert abs(stamped - came) < 0.0001


def test_stamps_recover_from_a_driver_that_stood_still() -> None:
    stamps = Stamps()
    stamps.at(0.0, 10.0)
    assert stamps.at(0.1, 15.0) == 15.0
