"""Values as people read them."""

from __future__ import annotations

from generator.parameters import Parameter, Warp

DIGITS = 4


def worth(parameter: Parameter | None, value: float) -> str:
    """Return a value with its unit, or the name of a choice; a plain number where nothing is known.

    A value that the parameter cannot have any more is a plain number too.
    """
    if parameter is None:
        return rounded(value)
    if parameter.warp is Warp.TOGGLE:
        return "on" if value else "off"
    if 0.0 <= value < len(parameter.choices):
        return parameter.choices[int(value)]
    number = f"{value:.0f}" if parameter.warp is Warp.INTEGER else rounded(value)
    return f"{number} {parameter.unit}".rstrip()


def rounded(value: float) -> str:
    """Return a number with four digits that count, and no exponent where it can be avoided."""
    return f"{float(f'{value:.{DIGITS}g}'):.15g}"
