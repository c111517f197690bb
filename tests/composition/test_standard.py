"""The parameters that pieces share, and the key that root and mode amount to."""

from __future__ import annotations

from random import Random

import pytest

from generator.composition import Key, Live, Piece
from generator.composition.standard import MODE, MODES, ORDER, PLAYED, ROOT, SHAPING
from generator.errors import PieceError, RangeError, UsageError
from generator.theory import STEPS, Scale

HOME = Scale.named("dorian", 50)


def live_at(root: str = "seed", mode: str = "seed") -> Live:
    values = {"root": ROOT.parse(root), "mode": MODE.parse(mode)}
    return Live(values, Random(1), 1, None)


def test_every_standard_parameter_is_described_and_has_its_place() -> None:
    known = {**PLAYED, **{each.id: each for each in SHAPING}}
    assert set(ORDER) == set(known)
    assert all(each.description for each in known.values())


def test_every_mode_has_seven_notes_and_a_perfect_fifth() -> None:
    """What the pieces' arithmetic of degrees builds upon."""
    for mode in MODES:
        assert len(STEPS[mode]) == 7
        assert 7 in STEPS[mode]


@pytest.mark.parametrize(("text", "value"), [("seed", 0), ("C", 1), ("c#", 2), ("B", 12)])
def test_a_root_is_typed_by_its_name(text: str, value: int) -> None:
    assert ROOT.parse(text) == value


def test_a_piece_takes_up_standard_parameters() -> None:
    """With its own defaults, as numbers or as choices by name."""
    piece = Piece("mine")
    piece.use("root", "energy", mode="lydian", density=0.7)
    piece.use("variation", energy=0.2)
    assert list(piece.used) == ["root", "energy", "mode", "density", "variation"]
    assert piece.used["root"] is ROOT
    assert {key: each.default for key, each in piece.used.items()} == {
        "root": 0.0,
        "energy": 0.2,
        "mode": MODES.index("lydian") + 1,
        "density": 0.7,
        "variation": 0.5,
    }
    assert piece.parameters == []


def test_what_is_no_standard_parameter_is_refused() -> None:
    with pytest.raises(PieceError, match="'tempo' is no standard parameter: use root, mode"):
        Piece("mine").use("tempo")
    with pytest.raises(RangeError, match="density = 2"):
        Piece("mine").use(density=2.0)
    with pytest.raises(UsageError, match="mode = 'loud' is no value"):
        Piece("mine").use(mode="loud")


def test_a_key_is_the_seeds_until_another_is_asked_for() -> None:
    key = Key(HOME)
    assert not key.follow(live_at())
    assert key.scale is HOME
    assert key.follow(live_at(mode="harmonic minor"))
    assert key.scale == Scale.named("harmonic minor", 50)
    assert not key.follow(live_at(mode="harmonic minor"))
    assert key.follow(live_at())
    assert key.scale == HOME


def test_asking_for_what_is_there_changes_nothing() -> None:
    key = Key(HOME)
    assert not key.follow(live_at("D", "dorian"))
    assert key.scale == HOME


@pytest.mark.parametrize("root", ROOT.choices[1:])
@pytest.mark.parametrize("tonic", [12, 50, 64])
def test_a_root_lies_near_the_seeds(root: str, tonic: int) -> None:
    key = Key(HOME.on(tonic))
    key.follow(live_at(root))
    assert ROOT.choices[key.scale.tonic % 12 + 1] == root
    assert -6 <= key.scale.tonic - tonic <= 5


def test_what_is_asked_for_outlasts_a_new_home() -> None:
    key = Key(HOME)
    key.follow(live_at("G", "lydian"))
    key.settle(Scale.named("aeolian", 57))
    assert key.scale == Scale.named("lydian", 55)
    key.follow(live_at())
    assert key.scale == Scale.named("aeolian", 57)
