"""Measures of music as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.measure.report import Measure
from generator.terminal.tables import aligned

HEAD = ("measure", "value", "usual in music", "after")


def measure_lines(measures: Iterable[Measure], untold: str = "") -> Iterator[str]:
    """Yield the table; what there is too little music to measure has a dash.

    untold: a sentence on what the file does not tell.
    """
    rows = [(each.name, _value(each), each.usual, each.source) for each in measures]
    yield from aligned([HEAD, *rows], indent="")
    if untold:
        yield from ("", untold)


def _value(measure: Measure) -> str:
    if measure.value is None:
        return measure.missing or "—"
    return f"{measure.value:.3g} {measure.unit}".rstrip()
