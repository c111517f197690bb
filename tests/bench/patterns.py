"""How fast patterns give values, beside isobar's, and how well draws fit their laws."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from tests.bench import pattern_rates
from tests.bench.pattern_rates import OURS, Rates, rates
from tests.bench.results import Result
from tests.patterns.fit import chances
from tests.patterns.test_distributions import SEEDS

PEERS = Path(".venv-peers/bin/python")
SIMPLE_RATE = 1_000_000
LEAST_CHANCE = 0.01


def results(count: int, draws: int) -> list[Result]:
    """Return the lines of the table on patterns, and print that of all patterns."""
    ours, others = rates_beside(count) if PEERS.exists() else (rates(OURS, count), {})
    print(text(ours, others))
    slowest = min(ours, key=ours.__getitem__)
    speed = Result(
        f"patterns, {len(ours)} simple ones, {count:,} values each",
        f"at least {ours[slowest] / 1e6:.1f} million values a second ({slowest})",
        f"{SIMPLE_RATE:,}",
        ours[slowest] >= SIMPLE_RATE,
    )
    return [speed, beside(ours, others), fit(draws)]


def beside(ours: Rates, others: Rates) -> Result:
    """Compare with isobar, pattern by pattern."""
    what, target = "the same patterns beside isobar's, in one run", "none slower"
    if not others:
        return Result(what, "isobar is not here: `make bench-peers` installs it", target, False)
    ratios = {name: ours[name] / others[name] for name in ours}
    low, high = (pick(ratios, key=ratios.__getitem__) for pick in (min, max))
    figure = f"{ratios[low]:.1f} x ({low}) to {ratios[high]:.1f} x ({high})"
    return Result(what, figure, target, ratios[low] >= 1.0)


def fit(draws: int) -> Result:
    """Compare draws of ten seeds with their laws."""
    found = [(chance, name) for seed in SEEDS for name, chance in chances(draws, seed).items()]
    least, name = min(found)
    return Result(
        f"distributions, {len(found) // len(SEEDS)} of them, {draws:,} draws, {len(SEEDS)} seeds",
        f"least p {least:.3f} ({name})",
        f"p > {LEAST_CHANCE}",
        least > LEAST_CHANCE,
    )


def rates_beside(count: int) -> tuple[Rates, Rates]:
    """Measure both in the environment where isobar is."""
    command = [str(PEERS), "-P", str(pattern_rates.__file__), str(count)]
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    output = subprocess.run(command, env=environment, check=True, capture_output=True).stdout
    ours, others = json.loads(output)
    return ours, others


def text(ours: Rates, others: Rates) -> str:
    """Return the rates as an aligned table, in millions of values a second."""
    lines = [f"{'pattern':24}{'ours':>8}{'isobar':>8}{'ratio':>8}   million values a second"]
    for name, ours_rate in ours.items():
        other = others.get(name)
        told = f"{other / 1e6:8.2f}{ours_rate / other:7.1f}x" if other else f"{'-':>8}{'-':>8}"
        lines.append(f"{name:24}{ours_rate / 1e6:8.2f}{told}")
    return "\n".join(lines)
