"""L-systems: words that grow, every letter at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random
from typing import Any, TypeVar

from generator.errors import PatternError
from generator.patterns.arguments import whole
from generator.patterns.pattern import Value, Values, pattern
from generator.patterns.run import Run

T = TypeVar("T")

MOST_GENERATIONS = 32
LONGEST_SILENCE = 10_000  # letters in a row that give no value, and rules that give no letter
DEEPEST_BRACKETS = 256

Successor = str | Mapping[str, float]
Rules = Mapping[str, Successor]
Module = tuple[Any, ...]
ModuleRule = Callable[..., Sequence[Module] | None]


@pattern
def lsystem(
    axiom: str, rules: Rules, generations: Value = 4, values: Mapping[str, Any] | None = None
) -> Values[Any]:
    """Return the letters of an L-system's word, or the values that stand for them; it ends.

    rules: what each letter becomes, a text, or several with their weights, drawn each time (a
    stochastic system); a letter without a rule stays. generations: 0 to 32, read at the start.
    values: what each letter means, a number, a chord, None for a rest or a pattern, which gives its
    next value; letters that it lacks are passed over. Letters are made as they are asked for, so a
    long word takes no room. Raises PatternError for weights that are none. Lindenmayer (1968);
    Prusinkiewicz (1986) for music.

    >>> "".join(lsystem("A", {"A": "AB", "B": "A"}, 4))
    'ABAABABA'
    >>> lsystem("A", {"A": "AB", "B": "A"}, 3, {"A": 60, "B": 67}).values()
    [60, 67, 60, 60, 67]
    """
    ages = whole("lsystem: generations", generations, 0, MOST_GENERATIONS)
    drawn = {letter: _weighed(lsystem.__name__, letter, each) for letter, each in rules.items()}

    def played(run: Run) -> Iterator[Any]:
        random = run.random
        read = {letter: run.read(value) for letter, value in (values or {}).items()}

        def successor(letter: str) -> Sequence[str] | None:
            ways = drawn.get(letter)
            return None if ways is None else _drawn(random, *ways)

        letters = grown(axiom, successor, ages(run)())
        if values is None:
            return letters
        return (read[letter]() for letter in _audible(letters, read.__contains__))

    return played


@pattern
def parametric_lsystem(
    axiom: Sequence[Module],
    rules: Mapping[str, ModuleRule],
    generations: Value = 4,
    value: Callable[..., Any] | None = None,
) -> Values[Any]:
    """Return the modules of a parametric L-system, or what `value` makes of them; it ends.

    A module is a tuple of a letter and its numbers, such as ("A", 60, 1.0). A rule is called with
    the numbers and returns the modules that take its place, or None where its condition does not
    hold and the module stays. value(letter, *numbers): a number, a chord or None for a rest.
    generations: 0 to 32, read at the start. Prusinkiewicz and Lindenmayer (1990), chapter 1.10.

    >>> halves = {"A": lambda beats: [("A", beats / 2), ("A", beats / 2)] if beats > 1 else None}
    >>> parametric_lsystem([("A", 4)], halves, 8, lambda letter, beats: beats).values()
    [1.0, 1.0, 1.0, 1.0]
    """
    ages = whole("parametric_lsystem: generations", generations, 0, MOST_GENERATIONS)

    def successor(module: Module) -> Sequence[Module] | None:
        rule = rules.get(module[0])
        return None if rule is None else rule(*module[1:])

    def played(run: Run) -> Iterator[Any]:
        for module in grown(axiom, successor, ages(run)()):
            yield module if value is None else value(*module)

    return played


@pattern
def turtle(
    axiom: str, rules: Rules, generations: Value = 4, step: Value = 1, start: Value = 0
) -> Values[float]:
    """Return the heights of a turtle that walks an L-system's word, as scale degrees; it ends.

    F plays where it stands and goes up or down a step by the last sign; + turns it up, - down; u
    and d move it a step up and down in silence; r rests; [ keeps its place and heading, ] goes back
    to them; other letters mean nothing. step: degrees. The others as in lsystem. After
    Prusinkiewicz, Score Generation with L-Systems (1986).

    >>> turtle("F[-F]F", {"F": "F+F"}, 1).values()
    [0, 1, 2, 1, 2, 3]
    """
    word = lsystem(axiom, rules, generations)

    def played(run: Run) -> Iterator[float]:
        steps, place, heading = run.read(step), run.read(start)(), 1
        kept: list[tuple[float, int]] = []
        for letter in _audible(run.iterate(word), "Fr+-ud[]".__contains__):
            if letter == "F":
                yield place
                place += heading * steps()
            elif letter == "r":
                yield None  # type: ignore[misc]
            elif letter in "+-":
                heading = 1 if letter == "+" else -1
            elif letter in "ud":
                place += steps() if letter == "u" else -steps()
            elif letter == "[":
                kept = [*kept[1 - DEEPEST_BRACKETS :], (place, heading)]
            elif kept:
                place, heading = kept.pop()

    return played


def grown(
    axiom: Sequence[T], successor: Callable[[T], Sequence[T] | None], generations: int
) -> Iterator[T]:
    """Return the word that an axiom grows into, letter by letter, depth first.

    Raises PatternError where 10,000 rules in a row give no letter.

    >>> "".join(grown("A", {"A": "AB", "B": "A"}.get, 3))
    'ABAAB'
    """
    stack, silent = [iter(axiom)], 0
    while stack:
        letter = next(stack[-1], None)
        if letter is None:
            stack.pop()
            continue
        word = successor(letter) if len(stack) <= generations else None
        if word is None:
            silent = 0
            yield letter
        else:
            stack.append(iter(word))
            silent += 1
            if silent > LONGEST_SILENCE:
                raise PatternError(f"lsystem: {silent} rules in a row give no letter: change one")


def _audible(letters: Iterator[str], means: Callable[[str], bool]) -> Iterator[str]:
    silent = 0
    for letter in letters:
        if means(letter):
            silent = 0
            yield letter
        elif (silent := silent + 1) > LONGEST_SILENCE:
            raise PatternError(
                f"lsystem: {silent} letters in a row mean nothing: name their values"
            )


def _weighed(name: str, letter: str, successor: Successor) -> tuple[list[str], list[float]]:
    ways = {successor: 1.0} if isinstance(successor, str) else dict(successor)
    weights = list(ways.values())
    if not weights or min(weights) < 0.0 or not 0.0 < sum(weights) < float("inf"):
        raise PatternError(f"{name}: weights {weights} of {letter!r}: give 0 or more, not all 0")
    return list(ways), weights


def _drawn(random: Random, ways: list[str], weights: list[float]) -> str:
    return ways[0] if len(ways) == 1 else random.choices(ways, weights)[0]
