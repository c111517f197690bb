"""Beats: how far a pattern has come since its first value."""

from __future__ import annotations

from collections.abc import Iterator

from generator.patterns.arguments import number
from generator.patterns.pattern import Value, fixed
from generator.patterns.run import Run

SHORTEST_BEATS = 0.001


def elapsed(run: Run) -> Iterator[float]:
    """Yield the beats since the first reading, which is at 0.

    >>> from generator.patterns.player import Alone
    >>> next(elapsed(Run(Alone(), "0")))
    0.0
    """
    player = run.player
    start_beat = player.beat
    while True:
        yield player.beat - start_beat


def turns(name: str, period: Value, run: Run) -> Iterator[float]:
    """Yield the turns of a period in beats since the first reading; a live period bends on.

    Periods are 0.001 beats or longer: live ones are clipped.

    >>> from generator.patterns.player import Alone
    >>> next(turns("sine", 4, Run(Alone(), "0")))
    0.0
    """
    periods = number(f"{name}: period", period, SHORTEST_BEATS)(run)
    if fixed(period) is not None:
        beats = periods()
        yield from (passed / beats for passed in elapsed(run))
    turned = last = 0.0
    for passed in elapsed(run):
        turned += (passed - last) / periods()
        last = passed
        yield turned
