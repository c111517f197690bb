"""Phrase grammars: sentences of music that are derived from rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from math import inf
from random import Random
from typing import Any

from generator.errors import PatternError
from generator.patterns.arguments import number, whole
from generator.patterns.pattern import Value, Values, pattern
from generator.patterns.run import Run

MOST_DEPTH = 64
LONGEST_SILENCE = 10_000  # rules in a row that give no value
BEATS = (1e-3, 1000.0)

Production = tuple[Any, ...]
Productions = tuple[tuple[Production, ...], tuple[float, ...]]
Rule = Production | Sequence[Production] | Mapping[Production, float]


@pattern
def grammar(rules: Mapping[str, Rule], start: str = "S", depth: Value = 12) -> Values[Any]:
    """Return a sentence of a context-free grammar, with a derivation of its own each time; it ends.

    rules: for each symbol, a text, one tuple of what it becomes, a list of tuples, drawn alike, or
    a dict of tuples and weights. Texts are symbols; all else is a value: numbers, None for a
    rest, inner tuples for chords. depth: 0 to 64, read at the start; deeper than that, the way that
    ends soonest is taken, so every sentence ends; 10,000 rules without a value end it too. Raises
    PatternError for a symbol without a rule, one that cannot end and weights that are none. Chomsky
    (1956); for music Roads (1979).

    >>> grammar({"S": ("A", "A", "B"), "A": [(0, 2, 4)], "B": {(5, "A"): 3, (7,): 0}}).values()
    [0, 2, 4, 0, 2, 4, 5, 0, 2, 4]
    """
    depths = whole("grammar: depth", depth, 0, MOST_DEPTH)
    table = {symbol: _productions(symbol, rule) for symbol, rule in rules.items()}
    shortest = _shortest(table, start)

    def values(run: Run) -> Iterator[Any]:
        return _derived(table, shortest, start, depths(run)(), run.random)

    return values


@pattern
def divided(
    beats: Value = 4.0,
    chance: Value = 0.6,
    ways: Mapping[tuple[float, ...], float] | None = None,
    shortest: Value = 0.25,
) -> Values[float]:
    """Return steps in beats: each span of `beats`, divided again and again by chance, for ever.

    A span is divided with the chance (0 to 1), in one of the ways, by weight: (1, 1) are halves,
    (3, 1) a dotted one and its rest, (1, 1, 1) thirds; no step is shorter than `shortest`. All but
    the ways are read at the start of a span: beats above 0 to 1,000. Every span's steps add up to
    it. A grammar of rhythm after Longuet-Higgins and Lee (1984).

    >>> divided(4, 1.0, {(1, 1): 1}, 1)[:4].values()
    [1.0, 1.0, 1.0, 1.0]
    >>> sum(divided(4)[:64].values()) >= 16
    True
    """
    spans = number("divided: beats", beats, *BEATS)
    chances = number("divided: chance", chance, 0.0, 1.0)
    least = number("divided: shortest", shortest, *BEATS)
    table = _weighed("a span", ways or {(1, 1): 3.0, (3, 1): 1.0, (1, 3): 0.5})
    if any(len(way) < 2 or min(way) <= 0.0 for way in table[0]):
        raise PatternError(f"divided: ways {table[0]}: give each two parts or more, all above 0")

    def values(run: Run) -> Iterator[float]:
        span, will, end = spans(run), chances(run), least(run)
        while True:
            yield from _divided(float(span()), will(), end(), table, run.random)

    return values


def _divided(
    span: float, chance: float, shortest: float, table: Productions, random: Random
) -> Iterator[float]:
    left = [span]
    while left:
        span = left.pop()
        way = random.choices(*table)[0] if random.random() < chance else (1,)
        unit = span / list(accumulate(way))[-1]  # sum() rounds by the version of Python
        if len(way) == 1 or unit * min(way) < shortest * (1.0 - 1e-9):
            yield span
        else:
            left += [unit * part for part in reversed(way)]


def _derived(
    table: Mapping[str, Productions],
    shortest: Mapping[str, float],
    start: str,
    most: int,
    random: Random,
) -> Iterator[Any]:
    stack: list[Iterator[Any]] = [iter((start,))]
    silent = 0
    while stack and silent < LONGEST_SILENCE:
        for item in stack[-1]:
            if isinstance(item, str):
                ways, weights = table[item]
                if len(stack) > most:
                    way = min(ways, key=lambda each: _depth(each, shortest))
                else:
                    way = ways[0] if len(ways) == 1 else random.choices(ways, weights)[0]
                stack.append(iter(way))
                silent += 1
                break
            silent = 0
            yield item
        else:
            stack.pop()


def _productions(symbol: str, rule: Rule) -> Productions:
    if isinstance(rule, Mapping):
        return _weighed(f"symbol {symbol!r}", rule)
    ways = (rule,) if isinstance(rule, tuple) else tuple(rule)
    return _weighed(f"symbol {symbol!r}", dict.fromkeys(ways, 1.0))


def _weighed(what: str, ways: Mapping[Production, float]) -> Productions:
    weights = tuple(ways.values())
    if not weights or min(weights) < 0.0 or not 0.0 < sum(weights) < inf:
        raise PatternError(f"weights {weights} of {what}: give 0 or more, not all 0")
    return tuple(ways), weights


def _shortest(table: Mapping[str, Productions], start: str) -> dict[str, float]:
    """Return how deep each symbol goes at least; raises PatternError for one that never ends."""
    items = [item for ways, _ in table.values() for way in ways for item in way]
    for item in (start, *items):
        if isinstance(item, str) and item not in table:
            raise PatternError(f"grammar: no rule for {item!r}: add one, or correct the name")
    depths = dict.fromkeys(table, inf)
    for _ in table:
        for symbol, (ways, _) in table.items():
            depths[symbol] = 1 + min(_depth(way, depths) for way in ways)
    endless = [symbol for symbol, depth in depths.items() if depth == inf]
    if endless:
        raise PatternError(f"grammar: {endless[0]!r} never ends: give it a way without itself")
    return depths


def _depth(way: Production, depths: Mapping[str, float]) -> float:
    return max((depths[item] for item in way if isinstance(item, str)), default=0)
