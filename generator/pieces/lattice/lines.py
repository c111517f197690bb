"""Lines: what a voice may play, slot by slot; how one is composed, and how one changes.

A line is a plain value of 8, 16, 24 or 32 slots in cells of eight. Every function returns a new
one, so that earlier material can be kept for nothing.
"""

from __future__ import annotations

from math import pi, sin
from random import Random
from typing import NamedTuple

from generator.pieces.lattice.voices import Voice
from generator.theory import euclid, metric_weights

CELL = 8
LONGEST = 32
WEIGHTS = metric_weights((2, 2, 2))
ACCENTS = [0.7 + 0.1 * weight for weight in WEIGHTS]
CONTOURS = (  # how high each quarter of a line lies within the voice's reach, -1 to 1
    (-0.5, 0.2, 0.8, -0.3),
    (0.8, 0.4, 0.0, -0.6),
    (-0.6, -0.2, 0.3, 0.7),
    (0.3, -0.5, 0.6, -0.4),
    (-0.2, 0.7, 0.1, -0.7),
)
ANSWER_CHANCE = 0.65
PASSING, CHORD, ROOT = 0, 1, 2
STRESSED = 0.5  # the ranks below it
SILENT = 2.0


class Slot(NamedTuple):
    """One step of a line.

    degree: of the scale, counted from its lowest tonic. rank: the slot sounds while the voice's
    level is above it. footing: PASSING takes the degree as it is, CHORD the nearest tone of the
    chord, ROOT its nearest root. accent: a factor of the amplitude.
    """

    degree: int
    rank: float
    footing: int
    accent: float


Line = tuple[Slot, ...]


def composed(voice: Voice, centre: int, length: int, random: Random) -> Line:
    """Return a new line along a contour: a cell, answers and contrasts to it, and a breath."""
    contour = random.choice(CONTOURS)
    cells: list[Line] = []
    for place in range(0, length, CELL):
        home = centre + round(voice.reach * contour[4 * place // length])
        if cells and random.random() < ANSWER_CHANCE:
            cells.append(_answer(voice, centre, cells[0], home, random))
        else:
            cells.append(_cell(voice, centre, home, random))
    return _phrased(voice, _centred(voice, centre, sum(cells, ())), random)


def grown(voice: Voice, centre: int, line: Line, random: Random) -> Line:
    """Return a line one cell longer, unless it is the longest already."""
    if len(line) >= LONGEST:
        return line
    home = centre + random.randint(-voice.reach, voice.reach) // 2
    return line + _answer(voice, centre, line[:CELL], home, random)


def shrunk(line: Line) -> Line:
    """Return a line one cell shorter, unless it has only one."""
    return line[:-CELL] or line


def evolved(voice: Voice, centre: int, line: Line, random: Random) -> Line:
    """Return a line with two slots changed, one in pitch and one in its readiness to sound."""
    slots = list(line)
    sung = [place for place, slot in enumerate(slots) if slot.rank < SILENT]
    moved, weighed = random.choice(sung), random.choice(sung)
    degree = slots[moved].degree + random.choice((-2, -1, 1, 2))
    slots[moved] = slots[moved]._replace(degree=_near(voice, centre, degree))
    slots[weighed] = slots[weighed]._replace(rank=random.uniform(0.1, 0.9))
    return tuple(slots)


def mimicked(voice: Voice, centre: int, line: Line, their_centre: int) -> Line:
    """Return another voice's line, moved into this voice's register."""
    shift = centre - their_centre
    return tuple(slot._replace(degree=_near(voice, centre, slot.degree + shift)) for slot in line)


def _cell(voice: Voice, centre: int, home: int, random: Random) -> Line:
    """Return eight slots: stressed ones wander from home, the others lie beside them."""
    degree, motion, slots = home, random.choice((-1, 1)), []
    for place, rank in enumerate(_ranks(voice, random)):
        if rank < STRESSED:
            motion = _motion(voice, motion, random)
            degree = _near(voice, centre, degree + motion)
        footing = _footing(voice, place, rank)
        aside = 0 if rank < STRESSED else random.choice((-1, 1)) * (2 if footing else 1)
        slots.append(Slot(_near(voice, centre, degree + aside), rank, footing, ACCENTS[place]))
    return tuple(slots)


def _ranks(voice: Voice, random: Random) -> list[float]:
    """Return the ranks of a cell; a melody's cell often ends in a short breath."""
    if voice.grooves:
        digits = random.choice(voice.grooves)
        return [int(digit) / 10 + random.uniform(0.0, 0.1) for digit in digits]
    rotation = 0 if voice.rooted else random.randrange(CELL)
    stressed = euclid(random.choice(voice.hits), CELL, rotation)
    ranks = [
        (0.25 if stress else 0.75) - 0.05 * weight + random.uniform(-0.15, 0.15)
        for stress, weight in zip(stressed, WEIGHTS, strict=True)
    ]
    breath = random.choice((0, 2, 2, 3))
    return ranks[: CELL - breath] + [SILENT] * breath


def _motion(voice: Voice, before: int, random: Random) -> int:
    """Return the next motion in degrees: mostly on by a step, after a leap back by one."""
    if abs(before) > 1 and voice.leap < 0.5:
        return -1 if before > 0 else 1
    if random.random() < voice.leap:
        return random.choice((-4, -3, -2, 2, 3, 4))
    onward = 1 if before > 0 else -1
    return random.choice((onward, onward, onward, -onward, 0))


def _footing(voice: Voice, place: int, rank: float) -> int:
    if voice.grooves:
        return PASSING
    if rank < STRESSED and WEIGHTS[place] >= voice.grip:
        return ROOT if voice.rooted else CHORD
    return CHORD if voice.rooted or voice.grip == 0 else PASSING


def _near(voice: Voice, centre: int, degree: int) -> int:
    """Return a degree folded back into the voice's reach."""
    away = degree - centre
    if away > voice.reach:
        away = 2 * voice.reach - away
    elif away < -voice.reach:
        away = -2 * voice.reach - away
    return centre + max(-voice.reach, min(voice.reach, away))


def _answer(voice: Voice, centre: int, cell: Line, home: int, random: Random) -> Line:
    """Return a cell moved to another home, its last two slots turned elsewhere."""
    shift = home - cell[0].degree
    turns = [0] * (CELL - 2) + [random.choice((-2, -1, 1, 2)) for _ in range(2)]
    return tuple(
        slot._replace(degree=_near(voice, centre, slot.degree + shift + turn))
        for slot, turn in zip(cell, turns, strict=True)
    )


def _centred(voice: Voice, centre: int, line: Line) -> Line:
    """Return a line moved so that on the whole it lies in its register."""
    shift = centre - round(sum(slot.degree for slot in line) / len(line))
    return tuple(slot._replace(degree=_near(voice, centre, slot.degree + shift)) for slot in line)


def _phrased(voice: Voice, line: Line, random: Random) -> Line:
    """Return a line with a dynamic arch and, but for percussion, a breath at its end."""
    if voice.grooves:
        return line
    sung = len(line) - random.randint(len(line) // 8, 1 + len(line) // 4)
    return tuple(
        slot._replace(
            accent=slot.accent * (0.75 + 0.25 * sin(pi * (place + 0.5) / sung)),
            rank=slot.rank if place < sung else SILENT,
        )
        for place, slot in enumerate(line)
    )
