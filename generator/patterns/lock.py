"""Lock: a shift register that repeats, drifts or turns over."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.patterns.arguments import number, whole
from generator.patterns.pattern import Value, Values, pattern
from generator.patterns.run import Run

SHORTEST, LONGEST = 2, 16
READ_BITS = 8


@pattern
def lock(
    chance: Value = 0.0,
    length: Value = 8,
    *,
    bits: Value = READ_BITS,
    write_0: Value = 0,
    write_1: Value = 0,
) -> Values[float]:
    """Return values from 0 to 1 of a shift register whose new bit is the last one or its opposite.

    chance: of the opposite, 0 to 1. At 0 the loop of `length` values (2 to 16) is locked, at 0.1
    it drifts, at 0.5 all is random, at 1 the loop is twice as long and its second half inverted.
    bits: how many of the newest make the value, 1 (gates of 0 and 1) to 16; 8 give 256 values.
    write_0, write_1: buttons; while one is above 0.5 that bit is written, whatever the chance.
    Live values are clipped; raises PatternError for constants out of range. After the Turing
    Machine (Music Thing Modular, Whitwell 2012).

    >>> loop = lock(0.0, length=5)[:10].values()
    >>> loop[:5] == loop[5:], lock(0, bits=1, write_1=1)[16:20].values()
    (True, [1.0, 1.0, 1.0, 1.0])
    """
    chances = number("lock: chance", chance, 0.0, 1.0)
    sizes = whole("lock: length", length, SHORTEST, LONGEST)
    widths = whole("lock: bits", bits, 1, LONGEST)
    buttons = number("lock: write_0", write_0), number("lock: write_1", write_1)

    def values(run: Run) -> Iterator[float]:
        flip, size, width = chances(run), sizes(run), widths(run)
        zero, one = (button(run) for button in buttons)
        draw = run.random.random
        register: int | None = None
        while True:
            span, odds = size(), flip()
            if register is None:
                register = _filled(draw, span, odds)
            bit = register >> span - 1 & 1 ^ (draw() < odds)
            if zero() > 0.5:
                bit = 0
            elif one() > 0.5:
                bit = 1
            register = (register << 1 | bit) & (1 << LONGEST) - 1
            most = (1 << width()) - 1
            yield (register & most) / most

    return values


def _filled(draw: Callable[[], float], length: int, chance: float) -> int:
    """Return a register as it stands after having run for a while."""
    row = [draw() < 0.5 for _ in range(length)]
    for place in range(length, LONGEST):
        row.append(row[place - length] ^ (draw() < chance))
    return sum(bit << place for place, bit in enumerate(row))
