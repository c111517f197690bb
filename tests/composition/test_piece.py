"""Pieces: parts and parameters as they are declared."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from generator.composition import Live, Meter, Note, Piece
from generator.composition.macro import Course
from generator.errors import PieceError, RangeError
from generator.parameters import Parameter


def silent(live: Live) -> Iterator[Note]:
    yield from ()


def test_parts_are_numbered_in_their_order() -> None:
    piece = Piece("two")
    first = piece.add("first", silent, "Bell")

    @piece.part("second", "Pad", pan=0.2, start_beat=4.0)
    def second(live: Live) -> Iterator[Note]:
        yield Note(60)

    assert piece.parts == [first, second]
    assert [part.number for part in piece.parts] == [1, 2]
    assert (second.instrument, second.pan, second.start_beat) == ("Pad", 0.2, 4.0)


def test_two_parts_cannot_share_a_name() -> None:
    piece = Piece("twice")
    piece.add("one", silent, "Bell")
    with pytest.raises(PieceError, match="two parts named 'one': rename one"):
        piece.add("one", silent, "Pad")


def test_there_are_sixteen_strips() -> None:
    piece = Piece("many")
    for number in range(16):
        piece.add(f"part {number}", silent, "Bell")
    with pytest.raises(PieceError, match="more than 16 parts"):
        piece.add("one more", silent, "Bell")


def test_a_parameter_is_declared_with_its_range() -> None:
    piece = Piece("steered")
    declared = piece.parameter("how_many", 1, 9, 3, unit="notes")
    assert piece.parameters == [declared]
    assert (declared.name, declared.default, declared.unit) == ("how many", 3, "notes")
    with pytest.raises(RangeError):
        piece.parameter("beyond", 0.0, 1.0, 2.0)


def test_defaults_write_dots_as_underscores() -> None:
    piece = Piece("mixed")
    piece.default(master__level=-3.0, swing=0.5)
    assert piece.defaults == {"master.level": -3.0, "swing": 0.5}


def test_a_macro_is_a_parameter_that_moves_others() -> None:
    """Dots written as underscores; a third number is the exponent of the curve."""
    piece = Piece("moved")
    macro = piece.macro("rise", "more", 0.25, density=(0.1, 0.9), filter__cutoff=(500, 5000, 2.0))
    assert piece.macros == [macro]
    assert macro.parameter == Parameter("macro.rise", "rise", 0.0, 1.0, 0.25, description="more")
    assert macro.courses == (
        Course("density", 0.1, 0.9),
        Course("filter.cutoff", 500, 5000, 2.0),
    )
    assert piece.macro("plain").parameter.default == 0.5


def test_percussion_says_that_it_has_no_pitch() -> None:
    piece = Piece("both")
    assert piece.add("melody", silent, "Bell").pitched
    assert not piece.add("kick", silent, "Kick", pitched=False).pitched


@pytest.mark.parametrize(("meter", "beats"), [(Meter(), 4.0), (Meter(6, 8), 3.0), (Meter(5), 5.0)])
def test_a_bar_in_beats(meter: Meter, beats: float) -> None:
    assert meter.bar_beats == beats


@pytest.mark.parametrize("signature", [(0, 4), (-3, 4), (4, 0), (4, 6), (3.5, 4), (4, 2048)])
def test_a_bar_of_no_length_is_refused(signature: tuple[int, int]) -> None:
    with pytest.raises(PieceError, match=r"metre .*/.*: give 1 to 255 units to a bar"):
        Meter(*signature)
