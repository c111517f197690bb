"""What a part sees while it plays."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from generator.composition import Live, Meter, Note, Piece
from generator.engine import orchestra
from generator.session.ensemble import Ensemble
from generator.session.setup import settled
from generator.timing.tempo import TempoMap
from tests.performing import RATE, KeepingSink


def test_a_section_that_was_asked_for_is_taken_once() -> None:
    live = Live({}, Random(1), 1, None)
    assert live.take_section() is None
    live.asked_section = "B"
    assert live.take_section() == "B"
    assert live.take_section() is None


def test_a_parameter_is_read_as_it_is_now() -> None:
    values = {"density": 0.2}
    live = Live(values, Random(1), 1, None)
    values["density"] = 0.8
    assert live["density"] == 0.8


@pytest.mark.parametrize("explains", [False, True])
def test_a_part_knows_the_bars_of_its_piece(explains: bool) -> None:
    piece = Piece("waltz", meter=Meter(6, 8))
    told = []

    @piece.part("tune", "Pluck")
    def tune(live: Live) -> Iterator[Note]:
        told.append(live.bar_beats)
        yield Note(60.0)

    setup = settled(piece, orchestra.load())
    ensemble = Ensemble(setup, TempoMap(60.0), RATE, KeepingSink(), explains=explains)
    ensemble.scheduler.advance(RATE)
    assert told == [3.0]
