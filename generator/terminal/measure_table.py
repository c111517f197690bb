"""Measures of music as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.measure.report import Measure
from generator.terminal.tables import aligned

HEAD = ("measure", "value", "usual in music", "after")


def measure_lines(measures: Iterable[Measure]) -> Iterator[str]:
    """Yield the table; what there is too little music to measure has a dash."""
    rows = [(each.name, _value(each), each.usual, each.source) for each in measures]
    return aligned([HEAD, *rows], indent="")


def _value(measure: Measure) -> str:
    if measure.value is None:
        return "—"
    return f"{measure.value:.3g} {measure.unit}".rstrip()
