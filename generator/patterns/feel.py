"""Feel: how a player bends time."""

from __future__ import annotations

from collections.abc import Iterator

from generator.patterns.arguments import number
from generator.patterns.noise import wandering
from generator.patterns.pattern import Value, Values, pattern
from generator.patterns.run import Run

TRIPLET = 1.0 / 6.0  # of a pair of steps: how late its second half is at full swing
ROWS = 5
DEVIATION = 0.2887 / ROWS**0.5  # of the mean of so many rows


@pattern
def swing(steps: Value, amount: Value = 1.0, pair: Value = 1.0) -> Values[float]:
    """Return steps in beats with the second half of each pair late, and nothing drifting.

    amount: 0 straight, 1 triplets, up to 1.5; pair: the beats of two swung steps, 1 for eighths,
    0.5 for sixteenths; both read at each step. What lies between is stretched to fit. A bend that
    would take time back waits for the next step. Friberg and Sundström (2002) measured amounts.

    >>> [round(step, 3) for step in swing(0.5)[:4]]
    [0.667, 0.333, 0.667, 0.333]
    """
    row = number("swing: steps", steps, 0.0)
    amounts = number("swing: amount", amount, 0.0, 1.5)
    pairs = number("swing: pair", pair, 0.01, 64.0)

    def values(run: Run) -> Iterator[float]:
        read_step, read, read_pair = row(run), amounts(run), pairs(run)
        place = late = 0.0
        while True:
            step, span = read_step(), read_pair()
            place = (place + step) % span
            beats = max(0.0, step + _lateness(place / span, read()) * span - late)
            late += beats - step
            yield beats

    return values


@pattern
def humanise(steps: Value, spread: Value = 0.01) -> Values[float]:
    """Return steps in beats whose onsets stray a little, as a player's do, and never drift.

    The deviations are near 1/f, so that neighbours are alike (Hennig 2011), never white. spread:
    their standard deviation, 0 to 0.25 beats, read at each step: 0.01 beats are 5 ms at 120 beats a
    minute. To bend notes rather than steps see `generator.composition.humanised`.

    >>> from itertools import accumulate
    >>> onsets = list(accumulate(humanise(0.5)[:1000]))
    >>> max(abs(onset - 0.5 * step) for step, onset in enumerate(onsets, 1)) < 0.06
    True
    """
    row = number("humanise: steps", steps, 0.0)
    spreads = number("humanise: spread", spread, 0.0, 0.25)

    def values(run: Run) -> Iterator[float]:
        read_step, read, late = row(run), spreads(run), 0.0
        for wander in wandering(run.random.random, ROWS):
            step, aim = read_step(), read() * (wander - 0.5) / DEVIATION
            beats = max(0.0, step + aim - late)
            late += beats - step
            yield beats

    return values


def _lateness(place: float, amount: float) -> float:
    """Return how late a place in a pair is, both from 0 to 1: most at its middle."""
    return amount * TRIPLET * (2.0 * place if place < 0.5 else 2.0 - 2.0 * place)
