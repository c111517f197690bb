"""What patterns ask of their arguments: numbers within bounds, names, rows of values."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import repeat
from typing import Any

from generator.errors import PatternError, UnknownNameError
from generator.parameters import Parameter
from generator.patterns.pattern import Pattern, Value, fixed, whole_row
from generator.patterns.run import Run

LARGEST = 1e12  # of any number: far beyond music, and whole numbers are still exact

Row = Pattern[Any] | Sequence[Any]
Reading = Callable[[], Any]
Argument = Callable[[Run], Reading]


def number(name: str, value: Value, low: float = -LARGEST, high: float = LARGEST) -> Argument:
    """Return an argument that is a number, to be read in a run: a constant, or a live one clipped.

    name: for messages, as in `walk: step`. Raises PatternError for a constant outside low to high
    and for what can be no number; when read, for a value that is none.

    >>> from generator.patterns.player import Alone
    >>> from generator.patterns.sequences import seq
    >>> read = number("walk: step", seq(-3, 0.5), low=0.0)(Run(Alone(), "0"))
    >>> read(), read()
    (0.0, 0.5)
    """
    constant = fixed(value)
    if constant is not None:
        within(name, constant, low, high)
        return lambda run: run.read(constant)
    if not isinstance(value, Pattern | Parameter):
        raise PatternError(f"{name} = {value!r:.40}: give a number, a pattern or a parameter")
    return lambda run: _clipping(run.read(value), f"{name} from {value!r:.80}", low, high)


def _clipping(read: Reading, name: str, low: float, high: float) -> Reading:
    def reading() -> Any:
        found = read()
        try:
            if low <= found <= high:  # mostly so, and this is where most of the time goes
                return found
        except TypeError:
            pass
        return clipped(name, found, low, high)

    return reading


def whole(name: str, value: Value, low: float = -LARGEST, high: float = LARGEST) -> Argument:
    """Return an argument that is a whole number; others are rounded. As `number` otherwise.

    >>> from generator.patterns.player import Alone
    >>> whole("gray: bits", 2.6, 1, 16)(Run(Alone(), "0"))()
    3
    """
    argument = number(name, value, low, high)
    constant = fixed(value)
    if constant is not None:
        return lambda run: run.read(round(constant))

    def started(run: Run) -> Reading:
        read = argument(run)
        return lambda: round(read())

    return started


def within(name: str, number: float, low: float = -LARGEST, high: float = LARGEST) -> None:
    """Raise PatternError for what is no constant number from low to high.

    >>> within("euclidean: steps", 8, 1, 1024)
    """
    if fixed(number) is None:
        raise PatternError(f"{name} = {number!r:.40} cannot change: give a number")
    if not low <= number <= high:
        raise PatternError(f"{name} = {number:g} is out of range: give {_told(low, high)}")


def clipped(name: str, value: Any, low: float, high: float) -> Any:
    """Return a live value from low to high, else the nearer bound; PatternError for no number.

    >>> clipped("spread: value", 1.5, 0.0, 1.0)
    1.0
    """
    try:
        if low <= value <= high:
            return value
        if value < low or value > high:  # which not-a-number is not
            return low if value < low else high
    except TypeError:
        pass
    raise PatternError(f"{name}: {value!r:.40} is no number")


def named(name: str, value: Any, names: Sequence[str]) -> Argument:
    """Return an argument that is one of several names, or its place among them, from 0.

    Places, patterns and parameters are clipped to those there are. Raises UnknownNameError.

    >>> from generator.patterns.player import Alone
    >>> named("arpeggio order", 7, ("up", "down"))(Run(Alone(), "0"))()
    'down'
    """

    def found(value: Any) -> str:
        if isinstance(value, int | float):
            value = names[round(clipped(name, value, 0, len(names) - 1))]
        return one_of(name, value, names)

    if not isinstance(value, Pattern | Parameter):
        constant = found(value)
        return lambda run: run.read(constant)

    def started(run: Run) -> Reading:
        read = run.read(value)
        return lambda: found(read())

    return started


def one_of(name: str, value: str, names: Collection[str]) -> str:
    """Return a name that exists; raises UnknownNameError with the nearest that do.

    >>> one_of("edge of a walk", "wrap", ("reflect", "wrap"))
    'wrap'
    """
    if value not in names:
        raise UnknownNameError(name, value, names)
    return value


def row(name: str, source: Row) -> Callable[[Run], list[Reading]]:
    """Return a row of values, each to be read in a run as often as its place comes round.

    source: a list, whose patterns and parameters give a value each time; or a pattern that ends,
    which is played once. Raises PatternError for none and, once played, for one that never ends.

    >>> from generator.patterns.player import Alone
    >>> from generator.patterns.sequences import cycle
    >>> first, second = row("pingpong", [60, cycle(62, 64)])(Run(Alone(), "0"))
    >>> first(), second(), first(), second()
    (60, 62, 60, 64)
    """
    if isinstance(source, Pattern):
        return lambda run: [repeat(value).__next__ for value in _gathered(name, source, run)]
    if isinstance(source, str) or not isinstance(source, Iterable):
        raise PatternError(f"{name} of {source!r:.40}: give a list or a pattern that ends")
    values = present(name, tuple(source))
    return lambda run: [run.read(value) for value in values]


def present(name: str, values: Sequence[Any]) -> Sequence[Any]:
    """Return values, of which there is at least one; else raises PatternError.

    >>> present("seq", (60, 62))
    (60, 62)
    """
    if not values:
        raise PatternError(f"{name} of nothing: give one value or more")
    return values


def _gathered(name: str, source: Pattern[Any], run: Run) -> Sequence[Any]:
    return present(f"{name} of {source!r}", whole_row(name, run.iterate(source)))


def _told(low: float, high: float) -> str:
    if high == LARGEST:
        return f"{low:g} or more"
    return f"{high:g} or less" if low == -LARGEST else f"{low:g} to {high:g}"
