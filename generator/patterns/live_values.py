"""Values that a player steers."""

from __future__ import annotations

from collections.abc import Iterator

from generator.patterns.pattern import Values, pattern
from generator.patterns.run import Run


@pattern
def param(parameter_id: str) -> Values[float]:
    """Return the present value of a live parameter, in its own unit, at each reading.

    >>> from generator.patterns.player import Alone
    >>> next((param("density") * 100).stream(player=Alone(parameters={"density": 0.5})))
    50.0
    """

    def values(run: Run) -> Iterator[float]:
        player = run.player
        while True:
            yield player[parameter_id]

    return values
