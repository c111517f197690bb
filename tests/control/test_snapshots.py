from __future__ import annotations

import json
from dataclasses import replace
from math import inf, nan
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.control.morph import morph
from generator.control.snapshots import MOST_SNAPSHOTS, Bank
from generator.errors import RangeError, UnknownNameError, UsageError
from generator.parameters import Parameter, Warp
from tests.control.surface import subject_of

FADERS = (
    Parameter("gain", "Gain", -60.0, 12.0, 0.0, "dB", Warp.DECIBEL),
    Parameter("cutoff", "Cutoff", 100.0, 10_000.0, 1000.0, "Hz", Warp.EXPONENTIAL),
    Parameter("steps", "Steps", 1.0, 9.0, 1.0, warp=Warp.INTEGER),
    Parameter("mode", "Mode", 0.0, 3.0, 0.0, warp=Warp.CHOICE, choices=("a", "b", "c", "d")),
    Parameter("mute", "Mute", 0.0, 1.0, 0.0, warp=Warp.TOGGLE),
)
SUBJECT = replace(subject_of("pad"), declared=FADERS)
LEFT = {"gain": -60.0, "cutoff": 100.0, "steps": 1.0, "mode": 0.0, "mute": 0.0}
RIGHT = {"gain": 12.0, "cutoff": 10_000.0, "steps": 9.0, "mode": 1.0, "mute": 1.0}
UPPER_LEFT = {**LEFT, "mode": 2.0, "gain": 0.0}
UPPER_RIGHT = {**RIGHT, "mode": 3.0, "gain": 0.0}

names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
values = st.dictionaries(names, st.floats(allow_nan=False, allow_infinity=False), max_size=5)
banks = st.dictionaries(names, st.dictionaries(names, values, max_size=4), max_size=3)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "snapshots.json"


@pytest.fixture
def pad(path: Path) -> Bank:
    bank = Bank(path)
    for name, corner in enumerate((LEFT, RIGHT, UPPER_LEFT, UPPER_RIGHT), start=1):
        bank.store("pad", name, corner)
    return bank


@settings(max_examples=30, deadline=None)
@given(pieces=banks)
def test_what_was_stored_comes_back_from_the_file(
    tmp_path_factory: pytest.TempPathFactory, pieces: dict[str, dict[str, dict[str, float]]]
) -> None:
    path = tmp_path_factory.mktemp("bank") / "snapshots.json"
    bank = Bank(path)
    for piece, snapshots in pieces.items():
        for name, stored in snapshots.items():
            bank.store(piece, name, stored)
    bank.flush()
    for reader in (bank, Bank(path)):
        for piece, snapshots in pieces.items():
            assert set(reader.names(piece)) == set(snapshots)
            assert {name: reader.recall(piece, name) for name in snapshots} == snapshots


def test_the_file_is_for_people_too(path: Path) -> None:
    bank = Bank(path)
    bank.store("lattice", "dämmerung", {"tempo": 96})
    bank.close()
    assert json.loads(path.read_text("utf-8")) == {
        "format": 1,
        "pieces": {"lattice": {"dämmerung": {"tempo": 96.0}}},
    }
    assert '      "dämmerung": {\n        "tempo": 96.0\n' in path.read_text("utf-8")


def test_a_number_is_the_same_name_as_its_text(path: Path) -> None:
    bank = Bank(path)
    bank.store("loops", 1, {"tempo": 96.0})
    bank.store("loops", 1.0, {"tempo": 97.0})
    assert bank.recall("loops", "1") == bank.recall("loops", 1) == {"tempo": 97.0}
    assert bank.names("loops") == ["1"]


def test_names_come_in_order_numbers_first(path: Path) -> None:
    bank = Bank(path)
    for name in ("b", 10, "a", 2):
        bank.store("loops", name, {})
    assert bank.names("loops") == ["2", "10", "a", "b"]
    assert bank.names("other") == []


def test_a_name_that_is_not_there_is_answered_with_those_that_are(path: Path) -> None:
    bank = Bank(path)
    bank.store("loops", "verse", {})
    with pytest.raises(UnknownNameError, match="no snapshot named 'verso': did you mean verse"):
        bank.recall("loops", "verso")
    with pytest.raises(UnknownNameError, match="there is none"):
        bank.recall("other", "verse")
    with pytest.raises(UnknownNameError, match="'chorus'"):
        bank.delete("loops", "chorus")
    with pytest.raises(UnknownNameError, match="'chorus'"):
        bank.rename("loops", "chorus", "verse")


def test_snapshots_are_deleted_and_renamed(path: Path) -> None:
    bank = Bank(path)
    for name in ("a", "b", "c"):
        bank.store("loops", name, {"tempo": float(ord(name))})
    bank.delete("loops", "a")
    bank.rename("loops", "b", 7)
    bank.rename("loops", "c", "c")
    with pytest.raises(UsageError, match="snapshot 'c' exists already"):
        bank.rename("loops", 7, "c")
    bank.flush()
    assert Bank(path).names("loops") == bank.names("loops") == ["7", "c"]
    assert bank.recall("loops", "7") == {"tempo": 98.0}
    assert set(json.loads(path.read_text())["pieces"]["loops"]) == {"7", "c"}


@pytest.mark.parametrize("value", [nan, inf, -inf])
def test_only_finite_values_are_stored(path: Path, value: float) -> None:
    bank = Bank(path)
    bank.store("loops", "1", {"tempo": 96.0})
    with pytest.raises(RangeError, match=r"cutoff = .* give a finite number"):
        bank.store("loops", "1", {"tempo": 90.0, "cutoff": value})
    assert bank.recall("loops", "1") == {"tempo": 96.0}


def test_nobody_fills_the_disk_with_names(path: Path) -> None:
    snapshots = {str(number): {} for number in range(MOST_SNAPSHOTS)}
    path.parent.mkdir()
    path.write_text(json.dumps({"format": 1, "pieces": {"loops": snapshots}}))
    bank = Bank(path)
    bank.store("loops", "7", {"tempo": 96.0})
    with pytest.raises(UsageError, match="has 1000 snapshots: delete one"):
        bank.store("loops", "one more", {})
    bank.store("other", "one more", {})


def test_a_good_file_has_no_notice(pad: Bank) -> None:
    pad.flush()
    assert not pad.notices
    assert not Bank(pad.path).notices


# -- labels


def test_a_snapshot_may_have_a_label(path: Path) -> None:
    bank = Bank(path)
    for name in ("1", "2"):
        bank.store("loops", name, {"tempo": 96.0})
    bank.name_it("loops", 1, "  Dämmerung,\n leise ")
    bank.flush()
    for reader in (bank, Bank(path)):
        assert reader.label("loops", "1") == "Dämmerung, leise"
        assert reader.label("loops", "2") == reader.label("loops", "3") == ""
        assert reader.labels("loops") == {"1": "Dämmerung, leise"}
        assert reader.labels("other") == {}
        assert reader.names("loops") == ["1", "2"]
    assert json.loads(path.read_text("utf-8"))["labels"] == {"loops": {"1": "Dämmerung, leise"}}


def test_a_label_stays_with_its_snapshot_and_goes_with_it(path: Path) -> None:
    bank = Bank(path)
    bank.store("loops", "1", {"tempo": 96.0})
    bank.name_it("loops", "1", "slow")
    bank.store("loops", "1", {"tempo": 97.0})
    bank.rename("loops", "1", "2")
    assert bank.labels("loops") == {"2": "slow"}
    bank.name_it("loops", "2", "")
    assert bank.labels("loops") == {}
    bank.name_it("loops", "2", "slow")
    bank.delete("loops", "2")
    bank.store("loops", "2", {})
    assert bank.labels("loops") == {}


def test_a_file_from_before_labels_is_read(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"format": 1, "pieces": {"loops": {"1": {"tempo": 96}}}}')
    bank = Bank(path)
    assert bank.recall("loops", 1) == {"tempo": 96.0}
    assert bank.label("loops", 1) == ""


@pytest.mark.parametrize("label", ["x" * 41, "a\x00b", "a\x1b[31m", "\ud800"])
def test_what_cannot_be_a_label_is_refused(path: Path, label: str) -> None:
    bank = Bank(path)
    bank.store("loops", "1", {})
    with pytest.raises(UsageError, match="is no label: give at most 40 letters"):
        bank.name_it("loops", "1", label)
    with pytest.raises(UnknownNameError):
        bank.name_it("loops", "2", "fine")


# -- morphing


@pytest.mark.parametrize(
    ("x", "y", "corner"),
    [
        (0, 0, LEFT),
        (1, 0, RIGHT),
        (0, 1, UPPER_LEFT),
        (1, 1, UPPER_RIGHT),
        (-3, -inf, LEFT),
        (9, inf, UPPER_RIGHT),
    ],
)
def test_at_the_corners_a_morph_is_the_snapshot(
    pad: Bank, x: float, y: float, corner: dict[str, float]
) -> None:
    assert pad.morph(SUBJECT, x, y) == corner


def test_a_morph_mixes_along_the_controls(pad: Bank) -> None:
    mixed = pad.morph(SUBJECT, 0.5, 0.0)
    assert mixed["cutoff"] == pytest.approx(1000.0)  # half-way by octaves, not by Hz
    assert mixed["gain"] == pytest.approx(-24.0)
    assert mixed["steps"] == 5.0
    assert pad.morph(SUBJECT, 0.5, 0.5)["gain"] == pytest.approx(-12.0)
    assert pad.morph(SUBJECT, 0.5, 1.0)["gain"] == 0.0


@pytest.mark.parametrize(
    ("x", "y", "mode", "mute"),
    [(0.4, 0.4, 0, 0), (0.6, 0.4, 1, 1), (0.4, 0.6, 2, 0), (0.6, 0.6, 3, 1)],
)
def test_choices_and_toggles_are_those_of_the_nearest_corner(
    pad: Bank, x: float, y: float, mode: float, mute: float
) -> None:
    mixed = pad.morph(SUBJECT, x, y)
    assert (mixed["mode"], mixed["mute"]) == (mode, mute)


@settings(max_examples=100, deadline=None)
@given(x=st.floats(0.0, 1.0), y=st.floats(0.0, 1.0), data=st.data())
def test_a_morph_stays_between_its_corners(x: float, y: float, data: st.DataObject) -> None:
    corners = [
        {each.id: each.value_at(data.draw(st.floats(0.0, 1.0))) for each in FADERS}
        for _ in range(4)
    ]
    mixed = morph(FADERS, corners, x, y)
    for each in FADERS:
        inside = sorted(each.position(corner[each.id]) for corner in corners)
        place = each.position(mixed[each.id])
        assert inside[0] - 1e-9 <= place <= inside[-1] + 1e-9


def test_what_a_corner_lacks_is_left_out_and_what_is_too_large_is_clipped(path: Path) -> None:
    bank = Bank(path)
    for name in range(1, 5):
        bank.store("pad", name, {"gain": 99.0, "gone": 1.0, **({"mute": 1.0} if name > 1 else {})})
    assert bank.morph(SUBJECT, 0.3, 0.3) == {"gain": 12.0}


def test_a_morph_names_the_corners_that_are_missing(path: Path) -> None:
    bank = Bank(path)
    bank.store("pad", 2, LEFT)
    with pytest.raises(UsageError, match="store 1, 3, 4 first"):
        bank.morph(SUBJECT, 0.5, 0.5)


@pytest.mark.parametrize(("x", "y"), [(nan, 0.5), (0.5, nan)])
def test_a_place_that_is_no_number_is_refused(pad: Bank, x: float, y: float) -> None:
    with pytest.raises(RangeError, match=r"morph .*nan.* give two numbers from 0 to 1"):
        pad.morph(SUBJECT, x, y)
