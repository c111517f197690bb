"""What is settled before a session: parameters in their order, their start, macros, the seed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.composition import Live, Note, Piece
from generator.composition.standard import ORDER
from generator.engine import orchestra
from generator.engine.orchestra import Orchestra
from generator.errors import PieceError, RangeError, UnknownNameError, UsageError
from generator.patterns.streams import MAXIMUM_SEED
from generator.pieces import load, names
from generator.session.setup import Choice, declarations, prepare, settled

BUNDLED = orchestra.load()
OWN = """\
<CsoundSynthesizer>
<CsInstruments>
sr = 48000
ksmps = 32
nchnls = 2
0dbfs = 1
chn_k "grit", 1, 2, 0.5, 0, 1
chn_k "legato", 1, 2, 0.5, 0, 1
instr Pluck
endin
</CsInstruments>
</CsoundSynthesizer>
"""
SHAPING = ["register", "dynamics", "legato"]
STRIP = ["level", "pan", "mute", "solo", "density", "reverb", "delay"]


def silent(live: Live) -> Iterator[Note]:
    yield from ()


def a_piece(**options: object) -> Piece:
    """Return a piece with one part named drops."""
    piece = Piece("mine")
    piece.add("drops", silent, "Pluck", **options)
    return piece


def ids(piece: Piece, sound: Orchestra = BUNDLED) -> list[str]:
    return [parameter.id for parameter in declarations(piece, sound)]


@pytest.fixture
def own(tmp_path: Path) -> Orchestra:
    """An orchestra of one's own, with two channels."""
    path = tmp_path / "own.csd"
    path.write_text(OWN)
    return orchestra.load(path)


def test_the_order_of_display() -> None:
    piece = a_piece()
    piece.parameter("wetness", 0.0, 1.0, 0.5)
    piece.use("variation", "root", energy=0.2)
    piece.macro("rise", energy=(0.0, 1.0))
    found = ids(piece)
    standard = ["root", "energy", *SHAPING, "variation"]
    assert found[:11] == ["tempo", "swing", "seed", *standard, "wetness", "macro.rise"]
    assert found[11:13] == ["master.level", "filter.cutoff"]
    assert found[-7:] == [f"drops.{control}" for control in STRIP]


@pytest.mark.parametrize("name", names())
def test_the_bundled_pieces_have_standard_parameters_and_macros(name: str) -> None:
    """In their order, before their own; four macros; and a strip for each part that sounds."""
    piece = load(name)
    found = ids(piece)
    standard = [key for key in ORDER if key in found]
    assert {"density", "energy"} <= set(standard)
    assert found[3 : 3 + len(standard)] == standard
    assert sum(key.startswith("macro.") for key in found) == 4
    strips = [
        f"{part.name}.{control}" for part in piece.parts if part.sounding for control in STRIP
    ]
    assert found[-len(strips) :] == strips


def test_a_piece_of_percussion_has_no_register() -> None:
    assert "register" not in ids(a_piece(pitched=False))
    assert "register" in ids(a_piece())


def test_a_piece_may_give_what_shapes_notes_another_meaning() -> None:
    piece = a_piece()
    own = [piece.parameter(key, 0.0, 9.0, 5.0) for key in ("register", "drops.density")]
    declared = declarations(piece, BUNDLED)
    assert [each for each in declared if each.id in ("register", "drops.density")] == own
    assert settled(piece, BUNDLED).own_ids == {"register", "drops.density"}


@pytest.mark.parametrize("key", ["tempo", "seed", "master.level", "drops.mute"])
def test_no_other_parameter_of_the_session_may_be_declared_again(key: str) -> None:
    piece = a_piece()
    piece.parameter(key, 0.0, 1.0, 0.5)
    with pytest.raises(UsageError, match=f"'{key}' is declared twice: rename one"):
        settled(piece, BUNDLED)


def test_on_an_orchestra_of_ones_own_its_channels_take_the_place_of_the_mixer(
    own: Orchestra,
) -> None:
    """A channel named as what shapes notes is a channel; the piece's defaults for ours are moot."""
    piece = a_piece()
    piece.default(master__level=-3.0, grit=0.9)
    setup = settled(piece, own)
    assert ids(piece, own) == [
        *("tempo", "swing", "seed", "register", "dynamics"),
        *("grit", "legato", "drops.density"),
    ]
    assert setup.parameters["grit"] == 0.9
    assert setup.own_ids == {"grit", "legato"}


def test_a_macro_is_checked_where_the_piece_is_prepared(own: Orchestra) -> None:
    """What an orchestra of one's own lacks is left out; what it has must fit."""
    piece = a_piece()
    macro = piece.macro("rise", filter__cutoff=(500.0, 5000.0), dynamics=(0.5, 1.5))
    assert settled(piece, BUNDLED).macros == {"macro.rise": macro}
    assert settled(piece, own).macros == {"macro.rise": macro}
    piece.macro("fall", grit=(0.0, 2.0))
    with pytest.raises(PieceError, match=r"macro\.fall: no parameter named 'grit'"):
        settled(piece, BUNDLED)
    with pytest.raises(PieceError, match=r"macro\.fall: grit = 2 is out of range: give 0 to 1"):
        settled(piece, own)


@pytest.mark.parametrize("name", names())
def test_macros_move_nothing_until_they_are_moved(name: str) -> None:
    """And where they stand is where the piece starts, so that the first touch makes no jump."""
    setup = settled(load(name), BUNDLED)
    declared = {parameter.id: parameter for parameter in setup.parameters.declared}
    starts = {each.id: each.default for each in declared.values()} | setup.piece.defaults
    assert dict(setup.parameters) == {**starts, "tempo": setup.piece.tempo_bpm}
    for key, macro in setup.macros.items():
        for target, value in macro.targets(setup.parameters[key], declared):
            here = declared[target].position(setup.parameters[target])
            assert declared[target].position(value) == pytest.approx(here, abs=1e-3)


def test_a_macro_that_a_user_starts_elsewhere_moves_what_it_moves() -> None:
    """In the order in which things are set."""
    first = prepare(Choice("lattice", 1, settings=(("macro.intensity", "1"), ("energy", "0.3"))))
    assert [first.parameters[key] for key in ("density", "energy", "dynamics")] == [0.9, 0.3, 1.5]
    last = prepare(Choice("lattice", 1, settings=(("energy", "0.3"), ("macro.intensity", "1"))))
    assert last.parameters["energy"] == 1.0
    assert last.parameters["macro.intensity"] == 1.0


def test_the_seed_is_a_parameter() -> None:
    """The choice's, unless it is set."""
    setup = prepare(Choice("loops", 7))
    assert (setup.seed, setup.parameters["seed"]) == (7, 7.0)
    assert not setup.parameters.declaration("seed").recalled
    setup = prepare(Choice("loops", 7, settings=(("seed", str(MAXIMUM_SEED)),)))
    assert (setup.seed, setup.parameters["seed"]) == (MAXIMUM_SEED, MAXIMUM_SEED)
    with pytest.raises(RangeError, match="seed"):
        prepare(Choice("loops", MAXIMUM_SEED + 3))


def test_choices_are_set_by_name() -> None:
    settings = (("root", "F#"), ("mode", "harmonic minor"))
    parameters = prepare(Choice("phase", 1, settings=settings)).parameters
    assert parameters.declaration("root").choices[int(parameters["root"])] == "F#"
    assert parameters.declaration("mode").choices[int(parameters["mode"])] == "harmonic minor"


def test_an_unknown_parameter_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="did you mean variation"):
        prepare(Choice("lattice", 1, settings=(("variaton", "1"),)))
