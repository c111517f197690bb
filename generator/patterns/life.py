"""Life: Conway's cells on a plane of pitch and time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from generator.errors import PatternError
from generator.patterns.arguments import number, present, whole
from generator.patterns.pattern import Value, Values, pattern
from generator.patterns.run import Run

MOST_CELLS = 16_384
REMEMBERED = 4  # generations: still lives, blinkers and their like are found again in so many

Board = tuple[int, ...]


@pattern
def life(
    pitches: Sequence[Any], columns: int = 16, share: Value = 0.3, cells: Sequence[str] = ()
) -> Values[tuple[Any, ...] | None]:
    """Return the chords of the Game of Life, read column by column, a generation a round, for ever.

    pitches: one for each row of the plane, the first on top; columns: steps in a round; the plane
    is a torus of 16,384 cells at most. Cells start alive with the chance `share` (0 to 1), or as
    drawn: `cells` has a text for each row, "." for dead. A plane that dies or repeats itself within
    four generations is sown anew with the present share. Conway, in Gardner (1970); on a plane of
    pitch and time after Miranda's CAMUS (1993).

    >>> life((64, 62, 60), 5, cells=(".....", ".###.", "....."))[:5].values()
    [None, (62,), (62,), (62,), None]
    """
    size = len(cells[0]) if cells else int(columns)
    argument = number("life: share", share, 0.0, 1.0)
    whole("life: columns", size, 1, MOST_CELLS // len(present("life: pitches", pitches)))
    if cells and (len(cells) != len(pitches) or any(len(row) != size for row in cells)):
        raise PatternError(f"life: give {len(pitches)} rows of cells, all {size} long")

    def values(run: Run) -> Iterator[tuple[Any, ...] | None]:
        shares = argument(run)
        board = drawn(cells) if cells else sown(run.random, len(pitches), size, shares())
        former: list[Board] = []
        while True:
            for shift in range(size - 1, -1, -1):
                column = zip(pitches, board, strict=True)
                yield tuple(pitch for pitch, row in column if row >> shift & 1) or None
            former = [*former[1 - REMEMBERED :], board]
            board = following(board, size)
            if board in former or not any(board):
                board = sown(run.random, len(pitches), size, shares())

    return values


def drawn(cells: Sequence[str]) -> Board:
    """Return a board from its drawing.

    >>> drawn(("..#", "##."))
    (1, 6)
    """
    return tuple(int("".join("0" if cell in ". 0" else "1" for cell in row), 2) for row in cells)


def sown(random: Random, rows: int, columns: int, share: float) -> Board:
    """Return a board whose cells live with a chance of 0 to 1.

    >>> sown(Random(1), 2, 4, 1.0)
    (15, 15)
    """
    return tuple(
        sum((random.random() < share) << place for place in range(columns)) for _ in range(rows)
    )


def following(board: Board, columns: int) -> Board:
    """Return the generation after a board on a torus: 3 neighbours give life, 2 or 3 keep it.

    >>> following((0, 0b01110, 0, 0, 0), 5)
    (4, 4, 4, 0, 0)
    """
    whole = (1 << columns) - 1
    sides = [_turned(row, columns) for row in board]
    after = []
    for place, row in enumerate(board):
        above, below = place - 1, (place + 1) % len(board)
        ones = twos = more = 0  # the number of neighbours, bit by bit, of all cells at once
        for neighbours in (
            *(*sides[above], board[above], *sides[place]),
            *(*sides[below], board[below]),
        ):
            carry = ones & neighbours
            ones ^= neighbours
            more |= twos & carry
            twos ^= carry
        after.append((ones | row) & twos & ~more & whole)
    return tuple(after)


def _turned(row: int, columns: int) -> tuple[int, int]:
    last = columns - 1
    return row >> 1 | (row & 1) << last, (row << 1 | row >> last) & (1 << columns) - 1
