"""Number: sequences that mathematicians and composers know by name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from generator.patterns.arguments import whole
from generator.patterns.pattern import Value, Values, pattern
from generator.patterns.run import Run

BLOCK_BITS = 10
LARGEST = 10**12
LARGEST_SPAN = 1 << 12
LARGEST_FACTOR = 1 << 20  # enough for primes up to a million millions


@pattern
def fibonacci(modulus: int = 0) -> Values[int]:
    """Return 0, 1, and then always the sum of the last two, for ever; Leonardo of Pisa (1202).

    modulus: 2 or more keeps only the remainders, which come round (Pisano periods); 0 keeps the
    numbers, which grow without bound.

    >>> fibonacci()[:8].values(), fibonacci(7)[:8].values()
    ([0, 1, 1, 2, 3, 5, 8, 13], [0, 1, 1, 2, 3, 5, 1, 6])
    """
    argument = whole("fibonacci: modulus", modulus, 2 if modulus else 0, LARGEST)

    def values(run: Run) -> Iterator[int]:
        here, following, circle = 0, 1, argument(run)()
        while True:
            yield here
            total = here + following
            here, following = following, total % circle if circle else total

    return values


@pattern
def primes() -> Values[int]:
    """Return the primes from 2 on, for ever; the sieve of Eratosthenes, a segment at a time.

    >>> primes()[:8].values()
    [2, 3, 5, 7, 11, 13, 17, 19]
    """
    return lambda run: _primes()


@pattern
def norgard() -> Values[int]:
    """Return Per Nørgård's infinity series (1959), for ever: in semitones, as he used it.

    a(0) = 0, a(2n) = -a(n), a(2n + 1) = a(n) + 1: each interval is answered by its inversion and
    its original.

    >>> norgard()[:8].values()
    [0, 1, -1, 2, 1, 0, -2, 3]
    """
    block = [(1, 0)]
    for _ in range(BLOCK_BITS):
        block = [pair for sign, offset in block for pair in ((-sign, -offset), (sign, offset + 1))]

    def values(run: Run) -> Iterator[int]:
        for high in count():
            start = _norgard(high)
            yield from [sign * start + offset for sign, offset in block]

    return values


@pattern
def thue_morse() -> Values[int]:
    """Return 1 where a place, counted from 0, has an odd number of binary ones, else 0, for ever.

    No stretch of it comes three times in a row; Thue (1906), Morse (1921).

    >>> thue_morse()[:8].values()
    [0, 1, 1, 0, 1, 0, 0, 1]
    """
    block = [place.bit_count() & 1 for place in range(1 << BLOCK_BITS)]
    other = [1 - each for each in block]

    def values(run: Run) -> Iterator[int]:
        for high in count():
            yield from other if high.bit_count() & 1 else block

    return values


@pattern
def collatz(start: Value = 27) -> Values[int]:
    """Return a number, then half of each even and 3 n + 1 of each odd one, down to 1; it ends.

    start: 1 to 10**12, read once; Collatz (1937).

    >>> collatz(6).values()
    [6, 3, 10, 5, 16, 8, 4, 2, 1]
    """
    argument = whole("collatz: start", start, 1, LARGEST)

    def values(run: Run) -> Iterator[int]:
        number = argument(run)()
        yield number
        while number != 1:
            number = number // 2 if number % 2 == 0 else 3 * number + 1
            yield number

    return values


@pattern
def de_bruijn(values: int = 2, order: int = 4) -> Values[int]:
    """Return a round of values 0 and up in which every row of `order` of them comes just once.

    It has values**order places and ends; `.forever()` closes the round. values: 1 to 128; order:
    1 to 32. De Bruijn (1946), by Lyndon words after Fredricksen and Maiorana (1978).

    >>> de_bruijn(2, 3).values()
    [0, 0, 0, 1, 0, 1, 1, 1]
    """
    letters = whole("de_bruijn: values", values, 1, 128)
    lengths = whole("de_bruijn: order", order, 1, 32)
    return lambda run: _lyndon(letters(run)(), lengths(run)())


@pattern
def remainders(first: Value, second: Value) -> Values[int]:
    """Return what Euclid's algorithm passes through: two numbers and their remainders; it ends.

    The last one is the greatest common divisor. first and second: 1 to 10**12, read once. Euclid,
    Elements VII (about 300 BC); as row of durations, each one fits into the last.

    >>> remainders(13, 5).values()
    [13, 5, 3, 2, 1]
    """
    ones = whole("remainders: first", first, 1, LARGEST)
    others = whole("remainders: second", second, 1, LARGEST)

    def values(run: Run) -> Iterator[int]:
        one, other = ones(run)(), others(run)()
        yield one
        while other:
            yield other
            one, other = other, one % other

    return values


@pattern
def residues(step: Value, modulus: Value) -> Values[int]:
    """Return 0 and then always a step more, less the modulus where that is reached, for ever.

    Where the residue is below the step, Euclid's rhythm of `step` hits on `modulus` steps has a
    hit (Toussaint 2005, after Bresenham 1965). step: 0 to 10**12; modulus: 1 to 10**12; live.

    >>> residues(3, 8)[:8].values()
    [0, 3, 6, 1, 4, 7, 2, 5]
    """
    circles = whole("residues: modulus", modulus, 1, LARGEST)
    steps = whole("residues: step", step, 0, LARGEST)

    def values(run: Run) -> Iterator[int]:
        read_step, read_circle = steps(run), circles(run)
        place = 0
        while True:
            place %= read_circle()
            yield place
            place += read_step()

    return values


def _norgard(place: int) -> int:
    value = 0
    for bit in bin(place)[2:]:
        value = value + 1 if bit == "1" else -value
    return value


def _primes() -> Iterator[int]:
    known = [2]
    yield 2
    start, stop = 3, 8
    while True:
        span = bytearray([1]) * (stop - start)
        for prime in known:
            if prime * prime >= stop:
                break
            first = max(prime * prime, -(-start // prime) * prime) - start
            span[first::prime] = bytes(len(range(first, len(span), prime)))
        found = [start + place for place, good in enumerate(span) if good]
        yield from found
        known += [prime for prime in found if prime < LARGEST_FACTOR]
        start, stop = stop, min(stop * 2, stop + LARGEST_SPAN)


def _lyndon(values: int, order: int) -> Iterator[int]:
    word = [-1]
    while word:
        word[-1] += 1
        if order % len(word) == 0:
            yield from word
        length = len(word)
        word = [word[place % length] for place in range(order)]
        while word and word[-1] == values - 1:
            word.pop()
