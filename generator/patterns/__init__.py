"""Patterns: rows of values that composers know by name, to combine freely and steer live."""

from __future__ import annotations

from generator.patterns.live_values import param
from generator.patterns.pattern import CATALOGUE, Pattern, Stream, Value, Values, fixed, pattern
from generator.patterns.run import Run
from generator.patterns.sequences import cycle, seq

__all__ = [
    "CATALOGUE",
    "Pattern",
    "Run",
    "Stream",
    "Value",
    "Values",
    "cycle",
    "fixed",
    "param",
    "pattern",
    "seq",
]
