"""Parameters in words: what they are worth, what was typed, and where OSC finds them."""

from __future__ import annotations

import re
from math import floor, log10

from generator.control.addresses import Endpoint, Form, endpoints
from generator.control.surface import Subject
from generator.parameters import Parameter, Warp

MINUS = "\N{MINUS SIGN}"
DIGITS, MOST_DECIMALS, SHARE_DECIMALS = 3, 3, 2
LEAST_SHARE = 0.5  # the width of a range whose values two decimals tell apart
LARGEST_SHOWN = 999_999.0
TYPED = re.compile(rf"([-+{MINUS}]?(?:\d+[.,]?\d*|[.,]\d+)(?:[eE][-+]?\d+)?)\s*([^\d\s]*)")
SILENCE = frozenset({"-inf", "-∞", f"{MINUS}∞"})
FACTORS = {  # what was typed, the parameter's unit
    ("khz", "hz"): 1000.0,
    ("k", "hz"): 1000.0,
    ("ms", "s"): 0.001,
    ("s", "ms"): 1000.0,
    ("%", ""): 0.01,
}


def worded(parameter: Parameter, value: float) -> str:
    """Return a value as controls show it: a name, a share, or three digits and a unit."""
    if parameter.warp is Warp.TOGGLE:
        return "on" if value else "off"
    if 0.0 <= value < len(parameter.choices):
        return parameter.choices[int(value)]
    number, unit = _numbered(parameter, value)
    return f"{number.replace('-', MINUS)} {unit}".rstrip()


def _numbered(parameter: Parameter, value: float) -> tuple[str, str]:
    """Return the number of a value, and the unit in which it is read most easily."""
    unit = parameter.unit
    if parameter.warp is Warp.INTEGER:
        return f"{value:.0f}", unit
    if unit == "dB":
        return _fixed(value, 1), unit
    if _is_share(parameter):
        return _fixed(value, SHARE_DECIMALS), unit
    if unit == "Hz" and value >= 999.5:
        return digits(value / 1000.0), "kHz"
    if unit == "s" and 0.0 < value < 1.0:
        return digits(1000.0 * value), "ms"
    return digits(value), unit


def _is_share(parameter: Parameter) -> bool:
    """Whether values are shares: from -1 or 0 to 1, say, on an even scale without a unit."""
    lowest, highest = parameter.minimum, parameter.maximum
    even = parameter.warp is Warp.LINEAR and not parameter.unit
    return even and -1.0 <= lowest <= highest - LEAST_SHARE and highest <= 1.0


def digits(value: float) -> str:
    """Return a number with three digits that count, and at most three decimals."""
    number = float(f"{value:.{DIGITS}g}")
    magnitude = floor(log10(abs(number))) if number else 0
    return _fixed(number, min(max(DIGITS - 1 - magnitude, 0), MOST_DECIMALS))


def _fixed(value: float, decimals: int) -> str:
    """Return a number with so many decimals, and no sign where only zeros are left."""
    return f"{round(value, decimals) + 0.0:.{decimals}f}"


def bounds(parameter: Parameter) -> str:
    """Return the range of a parameter."""
    if parameter.choices:
        return " | ".join(parameter.choices)
    if parameter.warp is Warp.TOGGLE:
        return "off | on"
    lowest = _short(parameter, parameter.minimum)
    if parameter.maximum > LARGEST_SHOWN:
        return f"{lowest} and up"
    return f"{lowest} to {_short(parameter, parameter.maximum)}"


def _short(parameter: Parameter, value: float) -> str:
    number, unit = _numbered(parameter, value)
    return f"{float(number):.10g} {unit}".rstrip().replace("-", MINUS)


def typed_text(parameter: Parameter, value: float) -> str:
    """Return the text with which typing a value begins: the value without its unit."""
    if parameter.choices or parameter.warp is Warp.TOGGLE:
        return worded(parameter, value)
    return f"{value:.0f}" if parameter.warp is Warp.INTEGER else f"{float(f'{value:.6g}'):.15g}"


def plain(parameter: Parameter, text: str) -> str:
    """Return what was typed as a number in the parameter's unit; other words as they are.

    Takes the unit in either case, kHz for Hz, ms for s and the other way round, % for a parameter
    without a unit, a comma for the point, and -inf for the lowest of dB.
    """
    word, unit = text.strip(), parameter.unit.lower()
    if parameter.choices or parameter.warp is Warp.TOGGLE:
        return word
    if unit == "db" and word.lower().removesuffix("db").strip() in SILENCE:
        return str(parameter.minimum)
    found = TYPED.fullmatch(word)
    factor = FACTORS.get((found[2].lower(), unit)) if found else None
    if found is None or not (factor or found[2].lower() in ("", unit)):
        return word
    number = float(found[1].replace(",", ".").replace(MINUS, "-"))
    return repr(number * factor if factor else number)


class Addresses:
    """The first address of each parameter, worked out once for each subject."""

    def __init__(self) -> None:
        self._subject: Subject | None = None
        self._by_id: dict[str, Endpoint] = {}

    def of(self, subject: Subject, key: str) -> Endpoint | None:
        """Return where a parameter is to be found; None where there is no such parameter."""
        if subject is not self._subject:
            self._subject, self._by_id = subject, {}
            for endpoint in endpoints(subject).values():
                self._by_id.setdefault(endpoint.parameter, endpoint)
        return self._by_id.get(key)


ADDRESSES = Addresses()


def hint_of(subject: Subject, parameter: Parameter, value: float) -> str:
    """Return a line on a parameter: its address and what that takes, its value, what it does."""
    endpoint = ADDRESSES.of(subject, parameter.id)
    address = endpoint.address if endpoint is not None else parameter.id
    span, plain_numbers = bounds(parameter), not (parameter.choices or parameter.unit)
    if endpoint is not None and endpoint.form is Form.POSITION and endpoint.types == "f":
        unit_span = plain_numbers and (parameter.minimum, parameter.maximum) == (0.0, 1.0)
        span = span if unit_span else f"0 to 1: {span}"
    says = parameter.description or parameter.name
    return f"{address}   {span}   = {worded(parameter, value)}   {says}"
