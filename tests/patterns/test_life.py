"""The Game of Life: its figures, and a count of neighbours cell by cell."""

from __future__ import annotations

from random import Random

import pytest

from generator.errors import PatternError
from generator.patterns.life import Board, drawn, following, life, sown

GLIDER = (".#......", "..#.....", "###.....", *["........"] * 5)


def counted(board: Board, columns: int) -> Board:
    def alive(row: int, column: int) -> int:
        return board[row % len(board)] >> column % columns & 1

    def next_cell(row: int, column: int) -> bool:
        around = [(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1) if i or j]
        neighbours = sum(alive(row + i, column + j) for i, j in around)
        return neighbours == 3 or (neighbours == 2 and bool(alive(row, column)))

    rows = range(len(board))
    return tuple(sum(next_cell(row, col) << col for col in range(columns)) for row in rows)


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (1, 5), (2, 2), (3, 3), (7, 12)])
def test_generations_cell_by_cell(rows: int, columns: int) -> None:
    random = Random(3)
    for share in (0.2, 0.5, 0.9):
        board = sown(random, rows, columns, share)
        for _ in range(6):
            assert following(board, columns) == counted(board, columns)
            board = following(board, columns)


def test_a_glider_moves_by_one_in_four_generations() -> None:
    board = drawn(GLIDER)
    for _ in range(4):
        board = following(board, 8)
    moved = ["........", *("." + row[:-1] for row in GLIDER[:-1])]
    assert board == drawn(moved)


def test_the_plane_is_played_column_by_column() -> None:
    pitches = tuple(range(67, 59, -1))
    chords = life(pitches, cells=GLIDER)[:16].values()
    assert chords[:4] == [(65,), (67, 65), (66, 65), None]
    assert chords[8:12] == [(66,), (65, 64), (66, 65), None]


def test_a_plane_that_settles_is_sown_anew() -> None:
    still = (".....", ".##..", ".##..", ".....", ".....")
    chords = life((5, 4, 3, 2, 1), cells=still, share=0.4)
    assert chords[:5].values() == [None, (4, 3), (4, 3), None, None]
    assert chords[5:10].values() != chords[:5].values()
    dead = life((60, 62), 4, share=0.0)[:40].values()
    assert dead == [None] * 40
    long = life(tuple(range(24)), 16)[:8000].values()
    rounds = [tuple(long[at : at + 16]) for at in range(0, 8000, 16)]
    assert len(set(rounds)) > 450


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(PatternError, match="life: pitches of nothing"):
        life(())
    with pytest.raises(PatternError, match="life: share = 2 is out of range: give 0 to 1"):
        life((60,), share=2)
    with pytest.raises(PatternError, match="give 2 rows of cells, all 3 long"):
        life((60, 62), cells=("...", "...."))
    with pytest.raises(PatternError, match="life: columns = 20000"):
        life((60,), 20_000)
