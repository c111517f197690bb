"""How many values a second patterns give, ours and isobar's.

Run by its path, with a number of values, in the environment of `make bench-peers`, where both are
at hand; so it needs nothing else of this package. Prints the rates as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from generator.patterns.choice import choice, urn
from generator.patterns.distributions import dice, uniform
from generator.patterns.gates import coin, gate
from generator.patterns.markov import markov
from generator.patterns.orders import arpeggio, permutations
from generator.patterns.pattern import Pattern
from generator.patterns.sequences import cycle, loop, pingpong, seq, stutter
from generator.patterns.walks import drunk, walk
from generator.patterns.waves import saw, triangle

ROUNDS = 5  # the fastest counts: neighbours only ever take time
ROW = [0, 2, 4, 5, 7]
WEIGHTS = [5, 4, 3, 2, 1]
TUNE = [0, 2, 4, 2, 0, 4, 5, 7, 5, 4, 2, 0]

END = object()

Rates = dict[str, float]

OURS: dict[str, Callable[[], Pattern[Any]]] = {
    "cycle": lambda: cycle(*ROW),
    "cycle in a cycle": lambda: cycle(*ROW, cycle(9, 11)),
    "cycle + 1": lambda: cycle(*ROW) + 1,
    "cycle * cycle": lambda: cycle(*ROW) * cycle(1, 2),
    "a then b": lambda: seq(*ROW).repeat(1000) | cycle(*TUNE),
    "a recording, for ever": lambda: loop(seq(*ROW) | seq(*TUNE)),
    "picked by a pattern": lambda: seq(*ROW)[cycle(3, 1, 2)],
    "ping-pong": lambda: pingpong(ROW),
    "stutter": lambda: stutter(cycle(*ROW), 2),
    "permutations": lambda: permutations(range(8)).forever(),
    "arpeggio": lambda: arpeggio(tuple(ROW), "converge"),
    "choice": lambda: choice(*ROW),
    "weighted choice": lambda: choice(*ROW, weights=WEIGHTS),
    "urn": lambda: urn(*ROW),
    "uniform": lambda: uniform(0.0, 10.0),
    "whole numbers": lambda: dice(0, 10),
    "walk": lambda: walk(0.0, 10.0, 0.5, "stop", 5.0),
    "walk on whole numbers": lambda: drunk(0, 10, 2, "stop", 5),
    "coin": lambda: coin(0.5),
    "gate": lambda: gate(cycle(*ROW), 0.5),
    "Markov chain": lambda: markov(TUNE, start=0),
    "triangle": lambda: triangle(10.0),
    "saw": lambda: saw(10.0),
}


def theirs() -> dict[str, Callable[[], Iterator[Any]]]:
    """Return isobar's patterns of the same kind."""
    import isobar as iso

    def row() -> Any:
        return iso.PSequence(ROW)

    return {
        "cycle": row,
        "cycle in a cycle": lambda: iso.PSequence([*ROW, iso.PSequence([9, 11])]),
        "cycle + 1": lambda: row() + 1,
        "cycle * cycle": lambda: row() * iso.PSequence([1, 2]),
        "a then b": lambda: iso.PConcatenate([iso.PSequence(ROW, 1000), iso.PSequence(TUNE)]),
        "a recording, for ever": lambda: iso.PLoop(
            iso.PConcatenate([iso.PSequence(ROW, 1), iso.PSequence(TUNE, 1)])
        ),
        "picked by a pattern": lambda: iso.PArrayIndex(ROW, iso.PSequence([3, 1, 2])),
        "ping-pong": lambda: iso.PPingPong(iso.PSequence(ROW, 1), sys.maxsize),
        "stutter": lambda: iso.PStutter(row(), 2),
        "permutations": lambda: iso.PPermut(iso.PSequence(list(range(8))), 8),
        "arpeggio": lambda: iso.PArpeggiator(ROW, iso.PArpeggiator.CONVERGE, loop=True),
        "choice": lambda: iso.PChoice(ROW),
        "weighted choice": lambda: iso.PChoice(ROW, WEIGHTS),
        "urn": lambda: iso.PShuffleInput(row(), len(ROW)),
        "uniform": lambda: iso.PWhite(0.0, 10.0),
        "whole numbers": lambda: iso.PWhite(0, 10),
        "walk": lambda: iso.PBrown(5.0, 0.5, 0.0, 10.0),
        "walk on whole numbers": lambda: iso.PBrown(5, 2, 0, 10),
        "coin": lambda: iso.PCoin(0.5),
        "gate": lambda: iso.PSkip(row(), 0.5),
        "Markov chain": lambda: iso.PMarkov(TUNE),
        "triangle": lambda: iso.PTri(10.0),
        "saw": lambda: iso.PSaw(10.0),
    }


def rates(makes: dict[str, Callable[[], Any]], count: int) -> Rates:
    """Return values a second of patterns, the fastest of several rounds."""
    found = dict.fromkeys(makes, 0.0)
    for _ in range(ROUNDS):
        for name, make in makes.items():
            found[name] = max(found[name], rate(make(), count))
    return found


def rate(pattern: Any, count: int) -> float:
    """Return the values a second of one pattern, its start included."""
    start_seconds = time.perf_counter()
    values = iter(pattern)
    deque(islice(values, count), maxlen=0)
    seconds = time.perf_counter() - start_seconds
    assert next(values, END) is not END
    return count / seconds


def main() -> None:
    """Measure each pattern of both in turn, so that what else runs here slows both."""
    count, others = int(sys.argv[1]), theirs()
    pairs = {name: rates({"ours": OURS[name], "isobar": others[name]}, count) for name in OURS}
    print(json.dumps([{n: pair[key] for n, pair in pairs.items()} for key in ("ours", "isobar")]))


if __name__ == "__main__":
    main()
