from __future__ import annotations

import pytest

from generator.composition import Piece
from generator.engine import orchestra
from generator.engine.devices import Device, Module
from generator.session.catalogue import describe
from generator.terminal.tables import aligned, module_lines, piece_lines


def test_columns_stand_under_each_other() -> None:
    rows = [("a", "bb", "c"), ("弦", "b", "c"), ("long", "b", "")]
    assert list(aligned(rows)) == ["  a     bb  c", "  弦    b   c", "  long  b"]
    assert list(aligned([])) == []


def test_a_piece_is_listed_with_parts_and_parameters() -> None:
    piece = Piece("rain", description="Drops.", tempo_bpm=90)
    piece.parameter("wet", 0, 1, 0.5, description="how much of it")
    piece.parameter("kind", 0, 1, 1, choices=("soft", "hard"))
    piece.default(swing=0.3)
    piece.add("drops", lambda live: iter(()), "Pluck")
    lines = list(piece_lines(describe(piece, orchestra.load())))
    assert lines[:3] == ["rain  90 BPM, 4/4, endless", "  Drops.", "  parts: drops (Pluck)"]
    assert lines[3] == "  wet   0.5   0 to 1    how much of it"
    assert lines[4] == "  kind  hard  a choice  soft, hard"
    assert lines[5].startswith("  and tempo, swing, ")
    assert " ".join(lines[5:]).count("PART.level") == 1


def test_modules_are_listed_with_clock_or_reason() -> None:
    modules = [
        Module("jack", (Device("system:playback_", "system:playback_1"),), clock_step_ms=2.67),
        Module("pulse", refusal="audio module pulse cannot be opened: Connection refused"),
        Module("alsa"),
    ]
    assert list(module_lines(modules)) == [
        "jack   clock step 2.7 ms",
        "pulse  audio module pulse cannot be opened: Connection refused",
        "alsa   opens, but its clock stands still",
        "devices of jack, for --audio jack --device NAME:",
        "  system:playback_  system:playback_1",
    ]


@pytest.mark.parametrize("value", [0.0, 0.3])
def test_a_piece_shows_the_value_it_starts_with(value: float) -> None:
    piece = Piece("rain")
    piece.default(swing=value)
    described = describe(piece, orchestra.load())
    swing = next(each for each in described["parameters"] if each["id"] == "swing")
    assert swing["default"] == value
    assert not swing["own"]
