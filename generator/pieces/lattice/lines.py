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
PASSING, CHORD, ROOT = 0, 1, 2
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
    """Return a new line: a cell, its answers or contrasts, and a rest to breathe at the end."""
    line = first = _cell(voice, centre, random)
    while len(line) < length:
        answers = random.random() < 0.65
        line += _answer(voice, centre, first, random) if answers else _cell(voice, centre, random)
    return _phrased(voice, line, random)


def grown(voice: Voice, centre: int, line: Line, random: Random) -> Line:
    """Return a line one cell longer, unless it is the longest already."""
    if len(line) >= LONGEST:
        return line
    return line + _answer(voice, centre, line[:CELL], random)


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
    return tuple(
        slot._replace(degree=_near(voice, centre, slot.degree + shift)) for slot in line
    )


def _cell(voice: Voice, centre: int, random: Random) -> Line:
    """Return eight slots: stressed ones wander, the others lie beside the stressed one before."""
    ranks = _ranks(voice, random)
    degree, motion, slots = centre + random.randint(-2, 2), 1, []
    for place, rank in enumerate(ranks):
        if rank < 0.5:
            motion = _motion(voice, motion, random)
            degree = _near(voice, centre, degree + motion)
        footing = _footing(voice, place, rank)
        beside = degree if footing or not voice.reach else degree + random.choice((-1, 1))
        slots.append(Slot(beside, rank, footing, 0.7 + 0.1 * WEIGHTS[place]))
    return tuple(slots)


def _ranks(voice: Voice, random: Random) -> list[float]:
    if voice.grooves:
        digits = random.choice(voice.grooves)
        return [int(digit) / 10 + random.uniform(0.0, 0.1) for digit in digits]
    stressed = euclid(random.choice(voice.hits), CELL, rotation=random.randrange(CELL))
    return [
        (0.25 if stress else 0.75) - 0.05 * weight + random.uniform(-0.15, 0.15)
        for stress, weight in zip(stressed, WEIGHTS, strict=True)
    ]


def _motion(voice: Voice, before: int, random: Random) -> int:
    """Return the next motion in degrees: steps mostly, on in the same direction, back after leaps."""
    if abs(before) > 1:
        return -1 if before > 0 else 1
    if random.random() < voice.leap:
        return random.choice((-4, -3, -2, 2, 3, 4))
    onward = before or random.choice((-1, 1))
    return random.choice((onward, onward, -onward, 0))


def _footing(voice: Voice, place: int, rank: float) -> int:
    if rank >= 0.5 or WEIGHTS[place] < 1:
        return CHORD if voice.rooted else PASSING
    return ROOT if voice.rooted else CHORD


def _near(voice: Voice, centre: int, degree: int) -> int:
    """Return a degree folded back into the voice's reach."""
    away = degree - centre
    if away > voice.reach:
        away = 2 * voice.reach - away
    elif away < -voice.reach:
        away = -2 * voice.reach - away
    return centre + max(-voice.reach, min(voice.reach, away))


def _answer(voice: Voice, centre: int, cell: Line, random: Random) -> Line:
    """Return a cell moved by a step or two, its last two slots turned elsewhere."""
    shift = random.choice((-2, -1, 0, 1, 2)) if voice.reach else 0
    moved = [slot._replace(degree=_near(voice, centre, slot.degree + shift)) for slot in cell]
    for place in (-2, -1):
        degree = moved[place].degree + (random.choice((-1, 1)) if voice.reach else 0)
        moved[place] = moved[place]._replace(degree=_near(voice, centre, degree))
    return tuple(moved)


def _phrased(voice: Voice, line: Line, random: Random) -> Line:
    """Return a line with a dynamic arch and, but for percussion, a breath at its end."""
    if voice.grooves:
        return line
    sung = len(line) - random.randint(1, 1 + len(line) // CELL)
    return tuple(
        slot._replace(
            accent=slot.accent * (0.75 + 0.25 * sin(pi * (place + 0.5) / sung)),
            rank=slot.rank if place < sung else SILENT,
        )
        for place, slot in enumerate(line)
    )
