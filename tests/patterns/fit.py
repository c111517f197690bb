"""How well draws fit a law: Kolmogorov's test and the chi-square test, and the laws to fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import islice
from math import erf, erfc, exp, lgamma, log, pi, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

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
from generator.patterns.gates import coin
from generator.patterns.pattern import Pattern

Draws = NDArray[np.float64]
Law = Callable[[Draws], Draws]
Mass = Callable[[int], float]

LEAST_EXPECTED = 10.0  # in a class of the chi-square test
TERMS = 100


def draws(pattern: Pattern[Any], count: int, seed: int) -> list[float]:
    """Return the first values of a pattern."""
    return list(islice(pattern.stream(seed), count))


def kolmogorov(sample: list[float], law: Law) -> float:
    """Return the chance that draws by the law would lie as far from it (Kolmogorov 1933).

    The limiting series, with Stephens's correction (1970) for the sample's size.
    """
    below, count = law(np.sort(sample)), len(sample)
    steps = np.arange(count + 1) / count
    distance = max(np.max(steps[1:] - below), np.max(below - steps[:-1]))
    reach = (sqrt(count) + 0.12 + 0.11 / sqrt(count)) * float(distance)
    return 2.0 * sum((-1) ** (k - 1) * exp(-2.0 * (k * reach) ** 2) for k in range(1, TERMS))


def chi_square(sample: list[float], mass: Mass) -> float:
    """Return the chance that draws of whole numbers would lie as far from the law (Pearson 1900).

    Numbers that are expected fewer than ten times count as one class; the tail of the chi-square
    law is that of Wilson and Hilferty (1931).
    """
    found = Counter(sample)
    expected = {k: mass(k) * len(sample) for k in range(int(max(sample)) + 50)}
    often = [k for k, times in expected.items() if times >= LEAST_EXPECTED]
    pairs = [(found[k], expected[k]) for k in often]
    rest = len(sample) - sum(expected[k] for k in often)
    if rest >= LEAST_EXPECTED:
        pairs.append((len(sample) - sum(found[k] for k in often), rest))
    else:
        assert len(sample) - sum(found[k] for k in often) <= 5.0 * LEAST_EXPECTED
    total, freedom = sum((a - b) ** 2 / b for a, b in pairs), len(pairs) - 1
    spread = 2.0 / (9.0 * freedom)
    return 0.5 * erfc(((total / freedom) ** (1 / 3) - 1.0 + spread) / sqrt(2.0 * spread))


def poisson_mass(mean: float) -> Mass:
    """Return the law of Poisson."""
    return lambda k: exp(k * log(mean) - mean - lgamma(k + 1.0))


def triangle(values: Draws) -> Draws:
    """Return the law of a triangle over 0 to 10 with its mode at 2."""
    return np.where(values < 2.0, values**2 / 20.0, 1.0 - (10.0 - values) ** 2 / 80.0)


def normal(values: Draws) -> Draws:
    """Return the normal law of mean 60 and deviation 2."""
    return 0.5 + 0.5 * np.vectorize(erf)((values - 60.0) / (2.0 * sqrt(2.0)))


CONTINUOUS: dict[str, tuple[Pattern[Any], Law]] = {
    "uniform": (uniform(-2, 6), lambda x: (x + 2.0) / 8.0),
    "gaussian": (gaussian(60, 2), normal),
    "beta": (beta(2, 3), lambda x: x * x * (6.0 - 8.0 * x + 3.0 * x * x)),
    "beta of the ends": (beta(0.5, 0.5), lambda x: 2.0 / pi * np.arcsin(np.sqrt(x))),
    "exponential": (exponential(2), lambda x: 1.0 - np.exp(-x / 2.0)),
    "cauchy": (cauchy(1, 2), lambda x: 0.5 + np.arctan((x - 1.0) / 2.0) / pi),
    "weibull": (weibull(2, 1.5), lambda x: 1.0 - np.exp(-((x / 2.0) ** 1.5))),
    "triangular": (triangular(0, 10, 2), triangle),
}
WHOLE: dict[str, tuple[Pattern[Any], Mass]] = {
    "poisson": (poisson(3), poisson_mass(3.0)),
    "poisson of a large mean": (poisson(40), poisson_mass(40.0)),
    "dice": (dice(1, 6), lambda k: 1 / 6 if 1 <= k <= 6 else 0.0),
    "coin": (coin(0.3), lambda k: 0.3 if k == 1 else 0.7 if k == 0 else 0.0),
}


def chances(count: int, seed: int) -> dict[str, float]:
    """Return how likely so many draws of each distribution are by their law."""
    found = {
        name: kolmogorov(draws(pattern, count, seed), law)
        for name, (pattern, law) in CONTINUOUS.items()
    }
    for name, (pattern, mass) in WHOLE.items():
        found[name] = chi_square(draws(pattern, count, seed), mass)
    return found
