"""Values of patterns of order and chance, as a digest that must be the same everywhere.

`python -m tests.patterns.catalogue_values` prints it.
"""

from __future__ import annotations

from hashlib import sha256
from itertools import islice
from typing import Any

from generator.patterns.choice import choice, shuffle, urn
from generator.patterns.curves import envelope, expon, line
from generator.patterns.distributions import (
    beta,
    cauchy,
    dice,
    exponential,
    gaussian,
    poisson,
    triangular,
    uniform,
    weibull,
)
from generator.patterns.gates import coin, gate, mask
from generator.patterns.markov import markov
from generator.patterns.noise import perlin, pink
from generator.patterns.orders import arpeggio, gray_chords, permutations
from generator.patterns.pattern import Pattern
from generator.patterns.ringing import changes, plain_changes
from generator.patterns.sequences import cycle, interleave, pingpong, rotate, stutter
from generator.patterns.walks import brownian, drunk, walk
from generator.patterns.waves import saw, sine, square, triangle

PATTERNS: list[Pattern[Any]] = [
    *(uniform(0, 5), dice(), gaussian(1, 2), beta(0.3, 2), exponential(2), cauchy(), weibull(2, 3)),
    *(triangular(0, 9, 2), poisson(3), poisson(50), poisson(cycle(3, 50))),
    *(choice("a", "b", "c"), choice(1, 2, 3, weights=(1, uniform(), 3)), urn("x", "y", None, 4)),
    *(shuffle(range(40)), coin(0.3), gate(cycle(1, 2), coin()), mask(dice(), urn(0, 1, 1))),
    *(walk(0, 9), brownian(-5, 5, 2, "wrap"), drunk(60, 72, dice(1, 3), "stop")),
    *(pink(), pink(0, 9, 16), perlin(3.3), perlin(uniform(1, 9), octaves=4)),
    markov(["c", "d", "e", "c", "e", "d", (1, "f"), "c"], cycle(1, 2, 3)),
    markov({"a": {"b": 2, "c": 1}, "b": {"a": 1}, "c": {}}),
    *(arpeggio((60, 64, 67), "random", 2), gray_chords([0, 4, 7]), permutations([1, 2, 3, 4])),
    *(changes(range(6), "Cambridge Surprise Minor"), plain_changes(range(4))),
    *(interleave(dice(), walk(0, 1)), pingpong(shuffle([1, 2, 3])), rotate([1, 2, 3], dice())),
    *(stutter(uniform(), dice()), line(0, 1, 30), expon(1, 9, 30), sine(7), triangle(7), saw(7)),
    *(square(7, 0, 1, 0, uniform()), envelope((0, 0), (9, 4), (20, 1), curve=3)),
]


def digest() -> str:
    """Return a digest of the first values of all, numbers to nine digits."""
    told = [[_told(value) for value in islice(each.stream(7), 60)] for each in PATTERNS]
    return sha256(repr(told).encode()).hexdigest()[:16]


def _told(value: Any) -> Any:
    return f"{value:.9g}" if isinstance(value, float) else value


if __name__ == "__main__":
    print(digest())
