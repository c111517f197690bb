"""Chord progressions from a grammar of tonic, subdominant and dominant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

from generator.errors import UsageError

T = TypeVar("T")
Rules = Mapping[str, Mapping[tuple[str, ...], float]]
Table = Mapping[str, Mapping[str, float]]

LONGEST_PHRASE = 4096

# T, D and S are regions, t, d, s and home chords; weight 0 serves where nothing else fits.
RULES: Rules = {
    "phrase": {("T", "D", "home"): 3.0, ("D", "home"): 1.0, ("home",): 0.0},
    "T": {("t",): 2.0, ("D", "T"): 2.0, ("T", "T"): 1.0, ("t", "s", "t"): 1.0},
    "D": {("d",): 1.0, ("S", "D"): 3.0, ("D", "D"): 0.5},
    "S": {("s",): 2.0, ("S", "S"): 1.0},
}
MAJOR_CHORDS: Table = {
    "home": {"I": 1.0},
    "t": {"I": 6.0, "vi": 2.0, "iii": 1.0, "I6": 1.0},
    "d": {"V": 3.0, "V7": 3.0, "viio6": 1.0},
    "s": {"IV": 3.0, "ii": 2.0, "ii6": 2.0, "ii7": 1.0},
}
MINOR_CHORDS: Table = {
    "home": {"i": 1.0},
    "t": {"i": 6.0, "VI": 2.0, "III": 1.0, "i6": 1.0},
    "d": {"V": 3.0, "V7": 3.0, "viio7": 1.0},
    "s": {"iv": 3.0, "iio6": 2.0, "iiø65": 1.0, "VI": 1.0},
}
MAJOR_PREPARED = {"ii": "V7/ii", "iii": "V7/iii", "IV": "V7/IV", "V": "V7/V", "vi": "V7/vi"}
MINOR_PREPARED = {"III": "V7/III", "iv": "V7/iv", "V": "V7/V", "VI": "V7/VI"}


@dataclass(frozen=True, slots=True)
class FunctionalGrammar:
    """Rules that divide a phrase into functions, and chords for each function.

    After Rohrmeier, Towards a Generative Syntax of Tonal Harmony (2011): a dominant leads to a
    tonic, a subdominant to a dominant, a region repeats, a chord of two bars or more may begin with
    its own dominant (`prepared`, with a chance of `applied`, 0 to 1). A chord lasts `longest` bars
    at most where the rules leave a choice. Raises UsageError for a symbol without rules and chords,
    for a rule of one symbol that has rules itself, and for weights below 0.

    >>> FunctionalGrammar().phrase(4, Random(3))
    ('I6', 'V7', 'I', 'I')
    """

    rules: Rules = field(default_factory=lambda: RULES)
    chords: Table = field(default_factory=lambda: MAJOR_CHORDS)
    prepared: Mapping[str, str] = field(default_factory=lambda: MAJOR_PREPARED)
    applied: float = 0.3
    longest: int = 2

    def __post_init__(self) -> None:
        """Refuse a grammar that could get stuck or go round for ever."""
        weights = [(symbol, list(row.values())) for symbol, row in self.rules.items()]
        weights += [(symbol, list(row.values())) for symbol, row in self.chords.items()]
        for symbol, row in weights:
            if not row or not 0.0 <= min(row) <= max(row) < float("inf"):
                raise UsageError(f"grammar, {symbol}: give it ways with weights of 0 or more")
        for symbol, ways in self.rules.items():
            if not any(len(way) == 1 for way in ways):
                raise UsageError(f"grammar, {symbol}: one of its ways must be a single chord")
            for way in ways:
                self._check(symbol, way)

    def _check(self, symbol: str, way: tuple[str, ...]) -> None:
        if unknown := [part for part in way if part not in self.rules and part not in self.chords]:
            raise UsageError(f"grammar, {symbol}: {unknown[0]!r} has neither rules nor chords")
        if not way or (len(way) == 1 and way[0] in self.rules):
            raise UsageError(f"grammar, {symbol}: {way} leads nowhere; a single symbol is a chord")

    def phrase(self, bars: int, random: Random, symbol: str = "phrase") -> tuple[str, ...]:
        """Return a degree symbol for each bar, 1 to 4096 bars; a phrase ends on the tonic."""
        if not 1 <= bars <= LONGEST_PHRASE:
            raise UsageError(f"a phrase has 1 to {LONGEST_PHRASE} bars, not {bars}")
        degrees: list[str] = []
        waiting = [(symbol, bars)]
        while waiting:
            part, length = waiting.pop()
            if part in self.chords:
                degrees += self._held(part, length, random)
            else:
                waiting += reversed(self._divided(part, length, random))
        return tuple(degrees)

    def _divided(self, symbol: str, bars: int, random: Random) -> list[tuple[str, int]]:
        """Rewrite a symbol by one of its rules, and share its bars out among the parts."""
        ways = {way: w for way, w in self.rules[symbol].items() if len(way) <= bars}
        if bars > self.longest:
            ways = {way: w for way, w in ways.items() if len(way) > 1} or ways
        way = _drawn(ways, random)
        lengths = [1] * len(way)
        for _ in range(bars - len(way)):
            short = [i for i, n in enumerate(lengths) if way[i] in self.rules or n < self.longest]
            lengths[random.choice(short or range(len(way)))] += 1
        return list(zip(way, lengths, strict=True))

    def _held(self, function: str, bars: int, random: Random) -> list[str]:
        chord = _drawn(self.chords[function], random)
        first = self.prepared.get(chord.rstrip("67"))
        if bars > 1 and first and random.random() < self.applied:
            return [first, *[chord] * (bars - 1)]
        return [chord] * bars


FUNCTIONAL_MAJOR = FunctionalGrammar()
FUNCTIONAL_MINOR = FunctionalGrammar(chords=MINOR_CHORDS, prepared=MINOR_PREPARED)


def _drawn(row: Mapping[T, float], random: Random) -> T:
    weights = list(row.values())
    return random.choices(list(row), weights if any(weights) else None)[0]
