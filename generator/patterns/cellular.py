"""Cellular automata: rows of cells that follow a rule of their nearest neighbours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from generator.errors import PatternError
from generator.patterns.arguments import number, whole
from generator.patterns.pattern import Value, Values, pattern
from generator.patterns.run import Run

WIDEST = 4096

Start = float | Sequence[int] | None


@pattern
def cellular(rule: Value = 30, width: int = 16, start: Start = None) -> Values[int]:
    """Return the cells of an elementary automaton, a row of `width` after the other, for ever.

    1 is a live cell, 0 a dead one; the row is a ring. rule: 0 to 255, read at each new row
    (Wolfram 1983). width: 1 to 4,096. start: None for one live cell in the middle, a number 0 to 1
    for the chance that a cell is alive, or the cells themselves, which give the width too.

    >>> list(map("".join, zip(*[map(str, cellular(90, 8)[:24])] * 8)))
    ['00001000', '00010100', '00100010']
    """
    argument = whole("cellular: rule", rule, 0, 255)
    size = _size("cellular", width, start)

    def values(run: Run) -> Iterator[int]:
        for row in rows(run, argument(run), size, start):
            yield from map(int, f"{row:0{size}b}")

    return values


@pattern
def cellular_column(
    rule: Value = 30, place: int | None = None, width: int = 2048, start: Start = None
) -> Values[int]:
    """Return what becomes of one cell of an elementary automaton: 1 or 0 a generation, for ever.

    place: counted from the left, None for the middle, where rule 30 is as good as random (Wolfram
    1983). For the first width / 2 generations the ring is as good as an endless row. The others as
    in cellular.

    >>> cellular_column(30)[:12].values()
    [1, 1, 0, 1, 1, 1, 0, 0, 1, 1, 0, 0]
    """
    argument = whole("cellular_column: rule", rule, 0, 255)
    size = _size("cellular_column", width, start)
    column = whole("cellular_column: place", size // 2 if place is None else place, 0, size - 1)

    def values(run: Run) -> Iterator[int]:
        read, shift = argument(run), size - 1 - column(run)()
        return (row >> shift & 1 for row in rows(run, read, size, start))

    return values


@pattern
def cellular_chords(
    rule: Value = 90, pitches: Sequence[Any] = (), start: Start = None
) -> Values[tuple[Any, ...] | None]:
    """Return, for each generation of an elementary automaton, the pitches whose cells live.

    A tuple for a chord, None where no cell lives. pitches: one for each cell of the ring; the
    others as in cellular. After Miranda (1993) and Beyls (1989).

    >>> cellular_chords(90, (60, 62, 64, 67, 69))[:3].values()
    [(64,), (62, 67), (60, 69)]
    """
    argument = whole("cellular_chords: rule", rule, 0, 255)
    size = _size("cellular_chords", len(pitches), start)
    if size != len(pitches):
        raise PatternError(f"{cellular_chords.__name__}: {len(pitches)} pitches on {size} cells")

    def values(run: Run) -> Iterator[tuple[Any, ...] | None]:
        for row in rows(run, argument(run), size, start):
            cells = f"{row:0{size}b}"
            chord = (pitch for pitch, cell in zip(pitches, cells, strict=True) if cell == "1")
            yield tuple(chord) or None

    return values


def rows(run: Run, read_rule: Callable[[], int], width: int, start: Start) -> Iterator[int]:
    """Return the generations of a ring of cells, each as a number, its highest bit the left cell.

    >>> from generator.patterns.player import Alone
    >>> row = rows(Run(Alone(), "0"), lambda: 110, 8, None)
    >>> [f"{next(row):08b}" for _ in range(3)]
    ['00001000', '00011000', '00111000']
    """
    row = first_row(run, width, start)
    while True:
        yield row
        row = following(row, width, read_rule())


def first_row(run: Run, width: int, start: Start) -> int:
    """Return a first generation: one cell in the middle, cells by chance, or those given."""
    if start is None:
        return 1 << (width - 1 - width // 2)
    if isinstance(start, int | float):
        alive = [run.random.random() < start for _ in range(width)]
    else:
        alive = [bool(cell) for cell in start]
    return int("".join(str(int(cell)) for cell in alive), 2)


def following(row: int, width: int, rule: int) -> int:
    """Return the generation after a row: a cell and its two neighbours name a bit of the rule.

    >>> f"{following(0b00100, 5, 30):05b}"
    '01110'
    """
    whole = (1 << width) - 1
    left = row >> 1 | (row & 1) << (width - 1)
    right = (row << 1 | row >> (width - 1)) & whole
    after = 0
    for bits in range(8):
        if rule >> bits & 1:
            after |= (
                (left if bits & 4 else ~left)
                & (row if bits & 2 else ~row)
                & (right if bits & 1 else ~right)
            )
    return after & whole


def _size(name: str, width: int, start: Start) -> int:
    if isinstance(start, Sequence):
        width = len(start)
    elif start is not None:
        number(f"{name}: start", start, 0.0, 1.0)
    whole(f"{name}: width", width, 1, WIDEST)
    return int(width)
