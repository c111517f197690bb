"""Markov chains: values that follow the last ones as they did in a model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.errors import PatternError
from generator.parameters import Parameter
from generator.patterns.arguments import present, whole
from generator.patterns.choice import Draw, drawing
from generator.patterns.pattern import Pattern, Value, Values, fixed, pattern, whole_row
from generator.patterns.run import Run

MOST_ORDER = 16
LIVE_ORDER = 8  # trained for an order that has no bound of its own

Context = tuple[Any, ...]
Pairs = list[tuple[Any, Value]]  # what may follow, with weights
Drawn = tuple[Sequence[Any], Draw]  # the same, and what draws a place among them
Model = Mapping[Context, Pairs]
Source = Mapping[Any, Any] | Sequence[Any] | Pattern[Any]


@pattern
def markov(source: Source, order: Value = 1, start: Any = None) -> Values[Any]:
    """Return a Markov chain: each value drawn by what followed the last ones in a model.

    source: a sequence of values (numbers, None, tuples such as the notes of a MIDI file) or a
    pattern that ends; a list of several such lists; or a table, `{60: {62: 2, 64: 1}, …}`, or
    `{60: [62, 62, 64], …}`, whose keys at order n above 1 are tuples of n values. Weights may be
    live. order: how many of the last values count, 1 to 16; a live one 1 to its parameter's
    maximum or 8, or as long as the table's keys. start: the first value, or a list of the first
    few; drawn like any value if not given.

    Where nothing is known to follow the last n values, it goes by the last n - 1 and so on, at last
    by how often each value comes at all: no dead ends. Raises PatternError for an empty model, for
    weights that are negative or all 0, for a start that is not in the model. Markov (1913).

    >>> list(markov([60, 62, 64, 62, 60, 67])[:6])
    [60, 62, 64, 62, 60, 62]
    >>> list(markov({0: {7: 1}, 7: {0: 1}}, start=0)[:4])
    [0, 7, 0, 7]
    """
    depth = _depth(source, order)
    order_now = whole("markov: order", order, 1, depth)
    model = _tabled(source, depth) if isinstance(source, Mapping) else _counted(source, depth)
    first, steady = _started(start, model), fixed(order) is not None

    def values(run: Run) -> Iterator[Any]:
        orders, known, past = order_now(run), dict[Context, Drawn](), first[-depth:]
        yield from first
        while True:
            context = past if steady else past[-orders() :]
            following, draw = known.get(context) or _follow(context, model, known, run)
            value = following[draw()]
            yield value
            past = (*past[1 - depth :], value) if depth > 1 else (value,)

    return values


def _follow(context: Context, model: Model, known: dict[Context, Drawn], run: Run) -> Drawn:
    """Return what follows the longest end of a context that the model has."""
    while context not in model:
        context = context[1:]
    if context not in known:
        following, weights = zip(*model[context], strict=True)
        known[context] = following, drawing(_told(context), len(weights), weights)(run)
    return known[context]


def _depth(source: Source, order: Value) -> int:
    """Return the order that a model is trained to."""
    constant = fixed(order)
    if constant is not None:
        whole("markov: order", constant, 1, MOST_ORDER)
        return round(constant)
    if isinstance(source, Mapping):
        lengths = {len(key) if isinstance(key, tuple) else 1 for key in source}
        return lengths.pop() if len(lengths) == 1 else 1
    return min(LIVE_ORDER, round(order.maximum)) if isinstance(order, Parameter) else LIVE_ORDER


def _counted(source: Any, depth: int) -> Model:
    """Count what follows each context of up to so many values."""
    counts: dict[Context, dict[Any, int]] = defaultdict(lambda: defaultdict(int))
    for sequence in _sequences(source):
        for place, value in enumerate(sequence):
            for order in range(min(place, depth) + 1):
                counts[tuple(sequence[place - order : place])][value] += 1
    return {context: list(following.items()) for context, following in counts.items()}


def _sequences(source: Any) -> list[list[Any]]:
    if isinstance(source, Pattern):
        source = whole_row("markov", source.stream())
    if isinstance(source, str) or not isinstance(source, Sequence):
        raise PatternError(f"markov of {source!r:.40}: give a list of values, a pattern or a table")
    several = all(isinstance(each, list) for each in source)
    sequences = [list(each) for each in source] if several else [list(source)]
    try:
        present("markov", [hash(value) for sequence in sequences for value in sequence])
    except TypeError as error:
        raise PatternError(f"markov of {source!r:.60}: {error}: give numbers and tuples") from None
    return sequences


def _tabled(table: Mapping[Any, Any], depth: int) -> Model:
    """Return a table with the contexts of all lower orders, which gather what follows theirs."""
    model: dict[Context, Pairs] = defaultdict(list)
    for key, row in table.items():
        context = key if depth > 1 else (key,)
        if not isinstance(context, tuple) or len(context) != depth:
            raise PatternError(f"markov: the key {key!r:.40} is no tuple of {depth} values")
        for order in range(depth + 1):
            model[context[depth - order :]] += _pairs(key, row)
    known = {context: pairs for context, pairs in model.items() if pairs}
    present("markov", list(known))
    for context, pairs in known.items():
        drawing(_told(context), len(pairs), [weight for _, weight in pairs])
    return known


def _told(context: Context) -> str:
    return f"markov after {context!r:.60}"


def _pairs(key: Any, row: Any) -> Pairs:
    if isinstance(row, Mapping):
        return list(row.items())
    if isinstance(row, list | tuple):
        return [(value, 1) for value in row]
    raise PatternError(f"markov: what follows {key!r:.40}, {row!r:.40}, is no table and no list")


def _started(start: Any, model: Model) -> Context:
    if start is None:
        return ()
    first = tuple(start) if isinstance(start, list) else (start,)
    known = {value for context in model for value in context}
    known |= {value for pairs in model.values() for value, _ in pairs}
    for value in first:
        if value not in known:
            raise PatternError(f"markov: start {value!r:.40} is no value of the model")
    return first
