"""A mix of four sets of values, by a place on a pad between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import isnan

from generator.errors import RangeError
from generator.parameters import Parameter, Warp

UNMIXED = frozenset({Warp.CHOICE, Warp.TOGGLE})


def morph(
    declared: Iterable[Parameter], corners: Sequence[Mapping[str, float]], x: float, y: float
) -> dict[str, float]:
    """Return the mix of four corners: lower left, lower right, upper left, upper right.

    x and y are clipped to 0..1. Values are mixed by their positions on the control; choices and
    toggles are those of the nearest corner. Parameters that a corner lacks are left out. Raises
    RangeError for x or y that is no number.
    """
    weights = _weights(x, y)
    return {
        each.id: _mixed(each, [corner[each.id] for corner in corners], weights)
        for each in declared
        if all(each.id in corner for corner in corners)
    }


def _weights(x: float, y: float) -> tuple[float, ...]:
    """Return how much of each corner there is; together 1."""
    if isnan(x) or isnan(y):
        raise RangeError(f"morph {x:g} {y:g} is out of range: give two numbers from 0 to 1")
    right, up = min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)
    left, down = 1.0 - right, 1.0 - up
    return left * down, right * down, left * up, right * up


def _mixed(parameter: Parameter, corners: Sequence[float], weights: Sequence[float]) -> float:
    values = [parameter.clip(value) for value in corners]
    heaviest = max(weights)
    if parameter.warp in UNMIXED or heaviest == 1.0 or len(set(values)) == 1:
        return values[weights.index(heaviest)]
    positions = map(parameter.position, values)
    return parameter.value_at(sum(w * p for w, p in zip(weights, positions, strict=True)))
