"""Patterns: descriptions of rows of values, and the streams that play them."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from itertools import chain, islice
from types import FunctionType
from typing import Any, Generic, ParamSpec, TypeVar

from generator.errors import PatternError
from generator.parameters import Parameter
from generator.patterns.player import Alone, Player
from generator.patterns.run import Run, Runnable, StopPattern

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
P = ParamSpec("P")

Values = Callable[[Run], Iterator[T]]
Operation = Callable[[Any, Any], Any]
PLAIN = frozenset({int, float})
REPR_LETTERS = 80
LONGEST_ROW = 16_384  # of what is played again and again
LARGEST_ROW = 1_000_000

CATALOGUE: dict[str, Callable[..., Any]] = {}


class Pattern(Runnable, Generic[T_co]):
    """A row of values, described: numbers, None for a rest, a tuple for a chord.

    Immutable; `stream` plays it, any number of times. `a | b` is a and then b. `+ - * / // % **`
    work value by value, on every note of a chord; a rest stays a rest, and the shorter row ends
    the result. `p[2:6]` is a stretch, `p[3]` a value (drawn from seed 0), and with a pattern as
    index p's values are picked by it. A pattern inside another gives one value each time its place
    comes round.

    >>> from generator.patterns import seq
    >>> list(seq(0, 2, 4) * 2 + 60 | seq(72))
    [60, 64, 68, 72]
    """

    __slots__ = ("_arguments", "_values", "name")

    def __init__(
        self, values: Values[T_co], name: str, arguments: tuple[tuple[str, Any], ...] = ()
    ) -> None:
        self._values = values
        self.name = name
        self._arguments = arguments

    def run(self, run: Run) -> Iterator[T_co]:
        """Return an iterator of the values, for the pattern that this one is an argument of."""
        try:
            yield from self._values(run)
        except StopPattern:
            return

    def stream(self, seed: int = 0, player: Player | None = None, name: str = "0") -> Stream[T_co]:
        """Return what plays the pattern, from a seed or for a player; name: of its draws."""
        return Stream(self, Alone(seed) if player is None else player, name)

    def __iter__(self) -> Stream[T_co]:
        return self.stream()

    def values(self, seed: int = 0) -> list[T_co]:
        """Return all values of a pattern that ends; raises PatternError after a million."""
        return whole_row(self, self.stream(seed), LARGEST_ROW)

    def repeat(self, times: int) -> Pattern[T_co]:
        """Return the pattern played so many times, with draws of its own each time."""
        if not isinstance(times, int) or times < 0:
            raise PatternError(f"{self}: cannot be repeated {times!r} times: give 0 or more")
        return Pattern(
            lambda run: chain.from_iterable(run.iterate(self) for _ in range(times)),
            "repeat", (("", self), ("", times)),
        )  # fmt: skip

    def forever(self) -> Pattern[T_co]:
        """Return the pattern played again and again, with draws of its own each time.

        Raises PatternError, once played, for a pattern without any value.
        """

        def values(run: Run) -> Iterator[T_co]:
            while True:
                empty = True
                for value in run.iterate(self):
                    empty = False
                    yield value
                if empty:
                    raise PatternError(f"{self} has no value to repeat for ever")

        return Pattern(values, "forever", (("", self),))

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, Pattern):
            return self._picked(index)
        if isinstance(index, slice):
            return self._stretch(index)
        found = self.values() if index < 0 else list(islice(self.stream(), index + 1))
        if not -len(found) <= index < len(found):
            raise PatternError(f"{self} has no value number {index}")
        return found[index]

    def _stretch(self, part: slice) -> Pattern[T_co]:
        if min(part.start or 0, part.stop or 0) < 0 or (part.step or 1) < 1:
            raise PatternError(f"{self}[{part.start}:{part.stop}]: count from 0 upwards")
        return Pattern(
            lambda run: islice(run.iterate(self), part.start, part.stop, part.step),
            "stretch", (("", self), ("", part.start), ("", part.stop)),
        )  # fmt: skip

    def _picked(self, places: Pattern[Any]) -> Pattern[T_co]:
        def values(run: Run) -> Iterator[T_co]:
            row = whole_row(self, run.iterate(self), LARGEST_ROW)
            if not row:
                raise PatternError(f"{self} has no values to pick from")
            for place in run.iterate(places):
                if not isinstance(place, int | float):
                    raise PatternError(f"{places} gave {place!r:.40} as an index: give numbers")
                yield row[int(place) % len(row)]

        return Pattern(values, "pick", (("", self), ("", places)))

    def __or__(self, other: Any) -> Pattern[Any]:
        return _joined(self, other)

    def __ror__(self, other: Any) -> Pattern[Any]:
        return _joined(other, self)

    def __add__(self, other: Any) -> Pattern[Any]:
        return _combined("+", operator.add, self, other)

    def __radd__(self, other: Any) -> Pattern[Any]:
        return _combined("+", operator.add, other, self)

    def __sub__(self, other: Any) -> Pattern[Any]:
        return _combined("-", operator.sub, self, other)

    def __rsub__(self, other: Any) -> Pattern[Any]:
        return _combined("-", operator.sub, other, self)

    def __mul__(self, other: Any) -> Pattern[Any]:
        return _combined("*", operator.mul, self, other)

    def __rmul__(self, other: Any) -> Pattern[Any]:
        return _combined("*", operator.mul, other, self)

    def __truediv__(self, other: Any) -> Pattern[Any]:
        return _combined("/", operator.truediv, self, other)

    def __rtruediv__(self, other: Any) -> Pattern[Any]:
        return _combined("/", operator.truediv, other, self)

    def __floordiv__(self, other: Any) -> Pattern[Any]:
        return _combined("//", operator.floordiv, self, other)

    def __rfloordiv__(self, other: Any) -> Pattern[Any]:
        return _combined("//", operator.floordiv, other, self)

    def __mod__(self, other: Any) -> Pattern[Any]:
        return _combined("%", operator.mod, self, other)

    def __rmod__(self, other: Any) -> Pattern[Any]:
        return _combined("%", operator.mod, other, self)

    def __pow__(self, other: Any) -> Pattern[Any]:
        return _combined("**", operator.pow, self, other)

    def __rpow__(self, other: Any) -> Pattern[Any]:
        return _combined("**", operator.pow, other, self)

    def __neg__(self) -> Pattern[Any]:
        return _combined("-", operator.sub, 0, self)

    def __repr__(self) -> str:
        if not self.name.isidentifier():
            (_, left), (_, right) = self._arguments
            return f"({_told(left)} {self.name} {_told(right)})"
        words = (f"{key}={_told(value)}" if key else _told(value) for key, value in self._arguments)
        text = f"{self.name}({', '.join(words)})"
        return text if len(text) <= REPR_LETTERS else f"{text[: REPR_LETTERS - 1]}…"


Value = float | Pattern[Any] | Parameter


class Stream(Iterator[T_co]):
    """A pattern being played: an iterator that can begin anew, with the same draws."""

    __slots__ = ("_next", "_values", "name", "pattern", "player")

    def __init__(self, pattern: Pattern[T_co], player: Player, name: str) -> None:
        self.pattern = pattern
        self.player = player
        self.name = name
        self.reset()

    def reset(self) -> None:
        """Begin anew."""
        values = self.pattern.run(Run(self.player, f"{self.name}.{self.pattern.name}"))
        if isinstance(self.player, Alone):
            values = _counted(values, self.player)
        self._values = values
        self._next = values.__next__

    def __next__(self) -> T_co:
        return self._next()

    def __iter__(self) -> Iterator[T_co]:
        # Quicker by the way through Python than self. A chain has no `close`, with which a pattern
        # that reads the stream, and is no longer played, would end it for those that follow.
        return chain(self._values)


def pattern(make: Callable[P, Values[T]]) -> Callable[P, Pattern[T]]:
    """Turn a function that returns `Values` into one that returns a pattern, and list it by name.

    >>> from generator.patterns import seq
    >>> seq(3, 2, 1), list(seq(3, 2, 1))
    (seq(3, 2, 1), [3, 2, 1])
    """

    @wraps(make)
    def made(*args: P.args, **kwargs: P.kwargs) -> Pattern[T]:
        arguments = (*(("", value) for value in args), *kwargs.items())
        return Pattern(make(*args, **kwargs), make.__name__, arguments)

    CATALOGUE[make.__name__] = made
    return made


def fixed(value: Any) -> float | None:
    """Return a number that is none of those that change while the music plays, else None.

    >>> from generator.patterns import seq
    >>> fixed(3), fixed(seq(3))
    (3, None)
    """
    return value if isinstance(value, int | float) else None


def whole_row(name: object, values: Iterable[T], most: int = LONGEST_ROW) -> list[T]:
    """Return all values of a row that ends; raises PatternError for one of more than `most`.

    >>> whole_row("retrograde", range(3))
    [0, 1, 2]
    """
    row = list(islice(values, most + 1))
    if len(row) > most:
        raise PatternError(
            f"{name}: a row without an end, or of more than {most:,} values: "
            "give a stretch of it, such as p[:8], or the values in a bar"
        )
    return row


def broadcast(operation: Operation, left: Any, right: Any) -> Any:
    """Apply an operation to two values; to each note of a chord; a rest stays a rest."""
    if left is None or right is None:
        return None
    if isinstance(left, tuple):
        if isinstance(right, tuple):
            return tuple(operation(a, b) for a, b in zip(left, right, strict=False))
        return tuple(operation(note, right) for note in left)
    if isinstance(right, tuple):
        return tuple(operation(left, note) for note in right)
    return operation(left, right)


def _combined(sign: str, operation: Operation, left: Any, right: Any) -> Pattern[Any]:
    is_plain = operation is not operator.pow  # whose result may be complex, or too large

    def values(run: Run) -> Iterator[Any]:
        for one, other in zip(run.iterate(left), run.iterate(right), strict=False):
            if is_plain and one.__class__ in PLAIN and other.__class__ in PLAIN and other:
                yield operation(one, other)
            else:
                yield _carefully(operation, one, other, f"{left!r} {sign} {right!r}")

    return Pattern(values, sign, (("", left), ("", right)))


def _carefully(operation: Operation, one: Any, other: Any, text: str) -> Any:
    try:
        found = broadcast(operation, one, other)
    except (TypeError, ArithmeticError, ValueError) as error:
        raise PatternError(f"{text:.160}: {one!r:.40} with {other!r:.40}: {error}") from None
    if isinstance(found, str | complex):
        raise PatternError(f"{text:.160}: {one!r:.40} with {other!r:.40} is no number")
    return found


def _joined(first: Any, second: Any) -> Pattern[Any]:
    def values(run: Run) -> Iterator[Any]:
        for each in (first, second):
            yield from run.iterate(each) if isinstance(each, Pattern) else (run.read(each)(),)

    return Pattern(values, "|", (("", first), ("", second)))


def _counted(values: Iterator[T], player: Alone) -> Iterator[T]:
    player.beat = 0.0
    for value in values:
        yield value
        player.beat += 1.0


def _told(value: Any) -> str:
    if isinstance(value, Parameter):
        return value.id
    return value.__name__ if isinstance(value, FunctionType) else repr(value)
