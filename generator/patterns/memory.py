"""Memory: rings of random values that repeat, change or shuffle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.patterns.arguments import number, whole
from generator.patterns.pattern import Pattern, Value, Values, pattern
from generator.patterns.run import Run
from generator.patterns.streams import stream

SLOTS = 16
WORD = 2**64 - 1
FRACTION_BITS = 53


@pattern
def memory(
    deja_vu: Value = 0.5,
    length: Value = 8,
    *,
    fresh: Pattern[Any] | None = None,
    ring: str = "",
) -> Values[Any]:
    """Return values from a ring of 16 that one fader renews, repeats or shuffles.

    deja_vu: 0 to 1. At 0 every value is new, at 0.5 the last `length` of them (1 to 16) are a
    locked loop, at 1 the same ones come in any order; between, with chance (2d - 1)², a step is
    written anew (below 0.5) or is a jump to any of the loop (above). The write head stands at the
    step that is next, so a change is heard at once and the loop keeps its place in the bar.
    fresh: an endless pattern of new values; without it they are uniform from 0 to 1. ring: patterns
    with the same one change, repeat and jump together in every part, each with values of its own
    (drawn from its own `fresh`, or the ring's hashed by its own name). Live values are clipped;
    raises PatternError for constants out of range. After the déjà vu of Marbles (Mutable
    Instruments, Gillet 2018); the hash is that of SplitMix (Steele, Lea and Flood 2014).

    >>> loop = memory(0.5, length=3)[:6].values()
    >>> loop[:3] == loop[3:], memory(0.0)[:6].values() == memory(0.0)[:3].values() * 2
    (True, False)
    """
    amount = number("memory: deja_vu", deja_vu, 0.0, 1.0)
    sizes = whole("memory: length", length, 1, SLOTS)

    def values(run: Run) -> Iterator[Any]:
        fader, size = amount(run), sizes(run)
        shared = stream(run.player.seed, f"ring/{ring}") if ring else run.random
        draw = shared.random
        slots = [draw() for _ in range(SLOTS)]
        new = draw if fresh is None else run.read(fresh)
        if fresh is not None:
            slots = [new() for _ in range(SLOTS)]
        salt = run.random.getrandbits(64) if ring and fresh is None else 0
        place = -1
        while True:
            span = size()
            lean = 2.0 * fader() - 1.0
            roll, jump, spare = draw(), draw(), draw()  # as many each step: sisters stay together
            acts = roll < lean * lean
            place = int(jump * span) if acts and lean > 0.0 else (place + 1) % span
            if acts and lean < 0.0:
                slots[place] = spare if fresh is None else new()
            yield _hashed(slots[place], salt) if salt else slots[place]

    return values


def _hashed(value: float, salt: int) -> float:
    """Return another number from 0 to 1, always the same one for a value and a salt."""
    word = int(value * 2.0**FRACTION_BITS) + salt & WORD
    word = (word ^ word >> 30) * 0xBF58476D1CE4E5B9 & WORD
    word = (word ^ word >> 27) * 0x94D049BB133111EB & WORD
    return float((word ^ word >> 31) >> 64 - FRACTION_BITS) / 2.0**FRACTION_BITS
