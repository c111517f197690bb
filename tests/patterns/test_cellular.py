"""Elementary cellular automata: all 256 rules, and the known courses of 30, 90 and 110."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.errors import PatternError
from generator.patterns import cycle, param
from generator.patterns.cellular import cellular, cellular_chords, cellular_column, following
from generator.patterns.player import Alone

TERMS = 1000
RING = 2 * TERMS + 2


def column_by_formula(step: Callable[[int], int], generations: int, back: int) -> list[int]:
    """Return one column of an endless plane: whole numbers that grow, cell by cell at once.

    The first cell is bit 0; in generation n it has moved up by n bits, and `back` places are read
    to the left of it.
    """
    row, column = 1, []
    for generation in range(generations):
        column.append(row >> generation + back & 1)
        row = step(row)
    return column


def test_rule_30s_middle_column() -> None:
    """Left xor (middle or right), in 1,000 terms; its start as in OEIS A051023."""
    known = column_by_formula(lambda row: row ^ ((row << 1) | (row << 2)), TERMS, 0)
    assert cellular_column(30, width=RING)[:TERMS].values() == known
    assert "".join(map(str, known[:32])) == "11011100110001011001001110101110"


def test_rule_110s_columns() -> None:
    """(Middle or right) and not all three; it only grows to the left."""

    def step(row: int) -> int:
        left, middle, right = row, row << 1, row << 2
        return (middle | right) & ~(left & middle & right)

    for back in (0, 1, 5, 100):
        known = column_by_formula(step, TERMS, back)
        column = cellular_column(110, RING // 2 - back, RING)[:TERMS].values()
        assert column == known
    triangle = [1, 3, 7, 13, 31, 49, 115, 215]  # OEIS A265320, less its trailing zeros
    rows = cellular(110, 8, (0,) * 7 + (1,))[:64].values()
    assert [int("".join(map(str, rows[at : at + 8])), 2) for at in range(0, 64, 8)] == triangle


def test_rule_90_is_pascals_triangle_modulo_2() -> None:
    """Cell k of generation n is odd where (n choose (n + k) / 2) is (Lucas 1878)."""
    for place in (0, 1, 6, 31):
        column = cellular_column(90, RING // 2 + place, RING)[:TERMS].values()
        for generation, cell in enumerate(column):
            upper = (generation + place) // 2
            odd = (generation + place) % 2 == 0 and place <= generation
            assert cell == (odd and upper & (generation - upper) == 0)


@pytest.mark.parametrize("width", [1, 2, 3, 9])
def test_every_rule_cell_by_cell(width: int) -> None:
    start = [1, 0, 0, 1, 1, 0, 1, 0, 1][:width]
    for rule in range(256):
        row, known = start, []
        for _ in range(6):
            known += row
            row = [
                rule >> (4 * row[place - 1] + 2 * row[place] + row[(place + 1) % width]) & 1
                for place in range(width)
            ]
        assert cellular(rule, start=start)[: 6 * width].values() == known


def test_the_rule_is_read_at_each_row() -> None:
    assert cellular(cycle(0, 255), 3)[:9].values() == [0, 1, 0, 0, 0, 0, 1, 1, 1]
    parameters = {"rule": 0.0}
    played = cellular(param("rule"), 2, 1.0).stream(player=Alone(parameters=parameters))
    assert [next(played) for _ in range(4)] == [1, 1, 0, 0]
    parameters["rule"] = 9999.0
    assert [next(played) for _ in range(2)] == [1, 1]


def test_a_start_by_chance_has_its_share() -> None:
    for share in (0.0, 0.25, 1.0):
        cells = cellular(204, 4096, share)[:4096].values()
        assert abs(sum(cells) / 4096 - share) < 0.03
    assert cellular(204, 64, 0.5)[:64].values(1) != cellular(204, 64, 0.5)[:64].values(2)


def test_chords_are_the_living_pitches() -> None:
    chords = cellular_chords(0, (60, (62, 65), 64), (1, 1, 0))
    assert chords[:3].values() == [(60, (62, 65)), None, None]
    assert following(0b1, 1, 0b10000000) == 1


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(PatternError, match="cellular: rule = 256 is out of range: give 0 to 255"):
        cellular(256)
    with pytest.raises(PatternError, match="cellular: width = 0"):
        cellular(30, 0)
    with pytest.raises(PatternError, match=r"cellular: start = 1.5"):
        cellular(30, 8, 1.5)
    with pytest.raises(PatternError, match="cellular_column: place = 8"):
        cellular_column(30, 8, 8)
    with pytest.raises(PatternError, match="3 pitches on 2 cells"):
        cellular_chords(30, (60, 62, 64), (1, 0))
