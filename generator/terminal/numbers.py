"""Numbers as a user types them, for argparse: an error names value, bounds and unit."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Callable
from math import isfinite


def number(low: float, high: float, unit: str = "") -> Callable[[str], float]:
    """Return what reads a finite number within these bounds."""

    def read(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            raise ArgumentTypeError(
                f"{text!r} is no number: give {_bounds(low, high, unit)}"
            ) from None
        if not (isfinite(value) and low <= value <= high):
            raise ArgumentTypeError(f"{text} is out of range: give {_bounds(low, high, unit)}")
        return value

    return read


def whole(low: int, high: int, unit: str = "") -> Callable[[str], int]:
    """Return what reads a whole number within these bounds."""

    def read(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            raise ArgumentTypeError(
                f"{text!r} is no whole number: give {_bounds(low, high, unit)}"
            ) from None
        if not low <= value <= high:
            raise ArgumentTypeError(f"{text} is out of range: give {_bounds(low, high, unit)}")
        return value

    return read


def setting(text: str) -> tuple[str, str]:
    """Return the two sides of ID=VALUE."""
    key, equals, value = text.partition("=")
    if not (key and equals and value):
        raise ArgumentTypeError(f"{text!r} is no setting: give ID=VALUE, as in density=0.7")
    return key, value


def endpoint(text: str) -> tuple[str, int]:
    """Return host and port of HOST:PORT, a host of IPv6 in brackets."""
    host, colon, port = text.rpartition(":")
    if not (host and colon and port.isdecimal() and 0 < int(port) < 65_536):
        raise ArgumentTypeError(f"{text!r} is no endpoint: give HOST:PORT, as in 192.168.0.7:9100")
    return host.removeprefix("[").removesuffix("]"), int(port)


def _bounds(low: float, high: float, unit: str) -> str:
    return f"{_plain(low)} to {_plain(high)} {unit}".rstrip()


def _plain(value: float) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
