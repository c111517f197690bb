"""The arguments of OSC messages, checked against what an address takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isfinite
from typing import NamedTuple

from generator.control.addresses import Endpoint
from generator.control.commands import At
from generator.control.osc.codec import Argument, OscError
from generator.control.osc.feedback import FASTEST_HZ

WORDS = {each.value: each for each in At}
HIGHEST_PORT = 65_535


def number(argument: Argument) -> float:
    """Return a finite number; raises OscError `wrong-type` or `not-finite`."""
    if isinstance(argument, str):
        raise OscError("wrong-type", f"{argument!r:.80} is no number")
    if not isfinite(argument):
        raise OscError("not-finite", f"{argument} is no finite number")
    return float(argument)


def text(argument: Argument) -> str:
    """Return a text; raises OscError `wrong-type`."""
    if isinstance(argument, str):
        return argument
    raise OscError("wrong-type", f"{argument} is no text")


def label(argument: Argument) -> str:
    """Return a text, or a whole number as one."""
    return argument if isinstance(argument, str) else str(round(number(argument)))


CHECKS: dict[str, Callable[[Argument], Argument]] = {
    "f": number,
    "i": lambda argument: round(number(argument)),
    "s": text,
    "T": lambda argument: number(argument) != 0.0,
    "x": label,
}


def checked(endpoint: Endpoint, arguments: Sequence[Argument]) -> list[Argument]:
    """Return the arguments as an address takes them.

    Raises OscError `wrong-count`, `wrong-type` or `not-finite`.
    """
    letters = endpoint.types + endpoint.optional
    if not len(endpoint.types) <= len(arguments) <= len(letters):
        raise OscError("wrong-count", f"{_wanted(endpoint)} wanted, {len(arguments)} came")
    return [CHECKS[letter](each) for letter, each in zip(letters, arguments, strict=False)]


def _wanted(endpoint: Endpoint) -> str:
    least, most = len(endpoint.types), len(endpoint.types + endpoint.optional)
    count = f"{least}" if least == most else f"{least} to {most}"
    return f"{count} argument{'s' if most != 1 else ''}"


def timed(
    endpoint: Endpoint, arguments: Sequence[Argument]
) -> tuple[Sequence[Argument], At | None]:
    """Return the arguments without a last word that says when, and when that is."""
    if len(arguments) <= len(endpoint.types) or not isinstance(arguments[-1], str):
        return arguments, None
    if arguments[-1] not in WORDS:
        raise OscError("wrong-type", f"{arguments[-1]!r:.80} is no time: give {' | '.join(WORDS)}")
    return arguments[:-1], WORDS[arguments[-1]]


def released(arguments: Sequence[Argument]) -> bool:
    """Return whether these come from a button let go; raises OscError where from no button.

    Controllers send 1 when a button is pressed and 0 when it is let go.
    """
    if len(arguments) > 1:
        raise OscError("wrong-count", f"no argument wanted, {len(arguments)} came")
    return bool(arguments) and number(arguments[0]) == 0.0


class Wish(NamedTuple):
    """What a subscription asks for. port: None is the one it was sent from."""

    port: int | None
    prefix: str
    hz: float


def wish(arguments: Sequence[Argument]) -> Wish:
    """Return what is asked for by port, prefix and times a second, each of which may be missing.

    A number before the prefix is the port, one behind it the rate. Alone, it is the port if it is
    whole or above the highest rate. Raises OscError.
    """
    if len(arguments) > 3 or sum(isinstance(each, str) for each in arguments) > 1:
        raise OscError("wrong-count", "at most a port, a prefix and a rate wanted")
    ports, prefix, rates = _sorted(arguments)
    if len(ports) > 1 or len(rates) > 1:
        raise OscError("wrong-type", "a port, a prefix and a rate wanted, in this order")
    if not prefix.startswith("/"):
        raise OscError("bad-prefix", f"{prefix!r:.80} begins no address: give one such as /track")
    hz = number(rates[0]) if rates else FASTEST_HZ
    return Wish(port(ports[0]) if ports else None, prefix, hz)


def _sorted(arguments: Sequence[Argument]) -> tuple[list[Argument], str, list[Argument]]:
    given = list(arguments)
    for index, each in enumerate(given):
        if isinstance(each, str):
            return given[:index], each, given[index + 1 :]
    if len(given) == 1 and isinstance(given[0], float) and given[0] <= FASTEST_HZ:
        return [], "/", given
    return given[:1], "/", given[1:]


def port(argument: Argument) -> int:
    """Return a port; raises OscError `out-of-range`."""
    wanted = round(number(argument))
    if not 0 < wanted <= HIGHEST_PORT:
        raise OscError("out-of-range", f"port {wanted} is none: give 1 to {HIGHEST_PORT}")
    return wanted
