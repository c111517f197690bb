"""Values drawn at random."""

from __future__ import annotations

from random import Random

from generator.parameters import WHOLE, Parameter


def drawn(parameter: Parameter, chance: Random) -> float:
    """Return a value from anywhere on a control's way; each choice is as likely as the others."""
    if parameter.warp in WHOLE:
        return float(chance.randint(round(parameter.minimum), round(parameter.maximum)))
    return parameter.value_at(chance.random())
