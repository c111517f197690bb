"""Metric weight: hits on the beat or off it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle
from math import exp, log

from generator.errors import PatternError, UsageError
from generator.patterns.arguments import number
from generator.patterns.pattern import Value, Values, pattern
from generator.patterns.run import Run
from generator.theory.metre import indispensability

REACH = 12.0  # in the logarithm of odds, from the weakest place of a bar to the downbeat


@pattern
def metric_gate(
    density: Value = 0.5, weight: Value = 0.75, divisions: Sequence[int] = (2, 2, 2, 2)
) -> Values[int]:
    """Return 1 for a hit and 0 for none, by chance and by how much each place of a bar weighs.

    density: the chance of a hit, 0 (none) to 1 (all). weight: 0 only off the beat, 0.5 anywhere,
    1 only on the beat: it shifts the odds of every place by its rank. divisions: of the bar, primes
    from the whole bar down; (2, 2, 2, 2) is 4/4 in sixteenths, (3, 2) 3/4 and (2, 3) 6/8 in
    eighths. Live values are clipped; raises PatternError for constants out of range and for what
    is no metre. Ranks by Barlow's indispensability (Two Essays on Theory, 1987).

    >>> metric_gate(0.5, 1.0, (2, 2, 2))[:8].values()
    [1, 0, 1, 0, 1, 0, 0, 0]
    """
    densities = number("metric_gate: density", density, 0.0, 1.0)
    weights = number("metric_gate: weight", weight, 0.0, 1.0)
    try:
        ranks = indispensability(divisions)
    except UsageError as error:
        raise PatternError(f"metric_gate: {error}") from None
    shifts = [REACH * (rank / (len(ranks) - 1) - 0.5) for rank in ranks]

    def values(run: Run) -> Iterator[int]:
        share, lean, draw = densities(run), weights(run), run.random.random
        for shift in cycle(shifts):
            yield int(draw() < chance_of(share(), (2.0 * lean() - 1.0) * shift))

    return values


def chance_of(density: float, shift: float) -> float:
    """Return a chance from 0 to 1 whose odds are those of a density, e**shift times as high.

    >>> chance_of(0.5, 0.0), round(chance_of(0.5, 2.0), 2), chance_of(0.0, 9.0)
    (0.5, 0.88, 0.0)
    """
    if not 0.0 < density < 1.0:
        return density
    return 1.0 / (1.0 + exp(-log(density / (1.0 - density)) - shift))
