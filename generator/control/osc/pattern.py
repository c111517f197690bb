"""OSC address patterns, matched in time linear in the length of pattern and addresses.

`?` and `*` match within a part of an address, `[a-z]` and `[!a-z]` one letter, `{one,two}` either
word, `//` any number of parts (OSC 1.0 and 1.1). A pattern becomes one automaton whose states are
the bits of a number (Shift-And: Navarro & Raffinot, Flexible Pattern Matching in Strings, 2002):
each letter of an address costs a handful of operations, whatever the pattern.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator
from itertools import chain, pairwise, product
from math import prod
from os.path import commonprefix
from typing import NamedTuple, cast

from generator.control.osc.codec import OscError
from generator.control.osc.effort import LETTERS_AT_ONCE

LONGEST_PATTERN = 255
MOST_ALTERNATIVES = 64
MOST_STATES = 4096
LETTERS = "".join(map(chr, range(0x21, 0x7F)))  # what an address is made of
WITHIN = LETTERS.replace("/", "")


class Element(NamedTuple):
    """One letter of these, or any number of them."""

    letters: str
    repeated: bool = False


Word = tuple[Element, ...]
Way = tuple[Word, ...]
SLASH = Element("/")
BETWEEN = ((SLASH,), (SLASH, Element(LETTERS, repeated=True), SLASH))


def is_pattern(address: str) -> bool:
    """Return whether an address stands for several."""
    return not set(address).isdisjoint("?*[{") or "//" in address


class Space:
    """Addresses to be searched, sorted so that each is read only from where it differs."""

    def __init__(self, addresses: Iterable[str]) -> None:
        ordered = sorted(addresses)
        common = [len(commonprefix(pair)) for pair in pairwise(ordered)]  # noqa: RUF071
        self._ordered = list(zip([0, *common], ordered, strict=False))

    def matching(self, pattern: str) -> list[str]:
        """Return the addresses that a pattern stands for; raises OscError `bad-pattern`."""
        searching = self.searching(pattern)
        while True:
            try:
                next(searching)
            except StopIteration as end:
                return cast(list[str], end.value)

    def searching(self, pattern: str) -> Generator[None, None, list[str]]:
        """Do the same, yielding whenever some letters were read."""
        automaton, ways = _Automaton(), list[Way]()
        for way in _ways(pattern):
            ways.append(way)
            yield
        for word in _alternatives(ways):
            automaton.add(word)
            yield
        automaton.finish()
        states = [automaton.start]  # after each letter of an address, until none is left
        found, letters = [], 0
        for common, address in self._ordered:
            del states[common + 1 :]
            if len(states) <= common:
                continue
            states += automaton.states(states[-1], address[common:])
            letters += len(states) - common
            if len(states) > len(address) and states[-1] & automaton.end:
                found.append(address)
            while letters > LETTERS_AT_ONCE:
                letters -= LETTERS_AT_ONCE
                yield
        return found


class _Automaton:
    """All alternatives in one number: a bit says that all before it in its word has been read."""

    def __init__(self) -> None:
        self.start = self.end = 0
        self._bit = 1
        self._steps: dict[str, int] = defaultdict(int)
        self._loops: dict[str, int] = defaultdict(int)

    def add(self, word: Word) -> None:
        """Add an alternative."""
        bit = self._bit
        self.start |= bit
        for letters, repeated in word:
            (self._loops if repeated else self._steps)[letters] |= bit
            bit <<= not repeated
        self.end |= bit
        self._bit = bit << 1

    def finish(self) -> None:
        """Make ready what was added."""
        self._steps, self._loops = _by_letter(self._steps), _by_letter(self._loops)

    def states(self, state: int, letters: str) -> Iterator[int]:
        """Yield the states after each of these letters; ends with the last that is possible."""
        steps, loops = self._steps, self._loops
        for letter in letters:
            state = (state & steps[letter]) << 1 | state & loops[letter]
            if not state:
                return
            yield state


def _by_letter(masks: dict[str, int]) -> dict[str, int]:
    found = dict.fromkeys(LETTERS, 0)
    for letters, mask in masks.items():
        for letter in letters:
            found[letter] |= mask
    return found


def _alternatives(ways: list[Way]) -> Iterator[Word]:
    """Return the words without braces and `//` that a pattern stands for."""
    count = prod(map(len, ways))
    states = count * sum(max(map(len, words)) for words in ways)
    if count > MOST_ALTERNATIVES or states > MOST_STATES:
        raise OscError("bad-pattern", f"it stands for too much: {MOST_ALTERNATIVES} words at most")
    return (tuple(chain.from_iterable(words)) for words in product(*ways))


def _ways(pattern: str) -> Iterator[Way]:
    """Yield, for each mark and letter of a pattern, the words that it stands for."""
    if len(pattern) > LONGEST_PATTERN:
        raise OscError("bad-pattern", f"a pattern has at most {LONGEST_PATTERN} letters")
    rest = pattern
    while rest:
        mark, taken = rest[0], 1
        if rest.startswith("//"):
            yield BETWEEN
            taken = 2
        elif mark in "[{":
            inside, closed, _ = rest[1:].partition("]" if mark == "[" else "}")
            if not closed:
                raise OscError("bad-pattern", f"{mark} is not closed")
            yield ((_one_of(inside),),) if mark == "[" else _either(inside)
            taken = len(inside) + 2
        else:
            yield ((_element(mark),),)
        rest = rest[taken:]


def _element(mark: str) -> Element:
    return Element(WITHIN, mark == "*") if mark in "?*" else Element(mark)


def _either(inside: str) -> tuple[Word, ...]:
    if not set(inside).isdisjoint("?*[{"):
        raise OscError("bad-pattern", "{} holds plain words between commas")
    return tuple(tuple(Element(letter) for letter in word) for word in inside.split(","))


def _one_of(inside: str) -> Element:
    """Return the element of a bracket expression, without its brackets."""
    negated = inside.startswith("!")
    named: set[str] = set()
    rest = inside[negated:]
    while rest:
        taken = 3 if len(rest) > 2 and rest[1] == "-" else 1
        low, high = (ord(letter) - ord(LETTERS[0]) for letter in (rest[0], rest[taken - 1]))
        named.update(LETTERS[max(0, low) : max(0, high + 1)])
        rest = rest[taken:]
    return Element("".join(letter for letter in WITHIN if (letter in named) is not negated))
