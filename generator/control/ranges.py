"""What the arguments of an address may be: bounds, or the only values there are."""

from __future__ import annotations

from dataclasses import dataclass

from generator.control.addresses import COUNTED, Endpoint, Form
from generator.control.commands import LONGEST_RAMP
from generator.control.surface import Subject
from generator.parameters import Parameter, Warp


@dataclass(frozen=True, slots=True)
class Range:
    """Bounds, None where there is none to name, and the only values there are, if so."""

    minimum: float | None = None
    maximum: float | None = None
    values: tuple[str | float, ...] = ()


PLACE = Range(0.0, 1.0)
SECONDS = Range(0.0, LONGEST_RAMP)


def ranges_of(endpoint: Endpoint, subject: Subject) -> list[Range | None]:
    """Return the range of each argument of an address, or of what is told there; None: any."""
    parameter = subject.by_id.get(endpoint.parameter)
    if parameter is None:
        return _others(subject).get(endpoint.address, [None] * len(endpoint.types))
    place = None if endpoint.types == "T" else PLACE
    native = _native(parameter)
    by_form: dict[Form, list[Range | None]] = {
        Form.POSITION: [place],
        Form.RAMP: [place, SECONDS],
        Form.NATIVE: [native],
        Form.NATIVE_RAMP: [native, SECONDS],
    }
    return by_form[endpoint.form]


def _native(parameter: Parameter) -> Range:
    switched = parameter.warp is Warp.TOGGLE or bool(parameter.choices)
    numbers = range(len(parameter.choices) or 2) if switched else ()
    return Range(parameter.minimum, parameter.maximum, tuple(map(float, numbers)))


def _others(subject: Subject) -> dict[str, list[Range | None]]:
    """Return the ranges at addresses that are about no parameter."""
    channels = (each.channel for each in subject.declared if each.channel is not None)
    return {
        "/piece": [Range(values=subject.pieces)],
        "/morph": [PLACE, PLACE],
        "/note": [Range(values=subject.parts), None, PLACE, None],
        "/csound/channel": [Range(values=tuple(channels)), None],
        "/status/beat": [Range(minimum=1), Range(minimum=1), PLACE],
        "/status/meter": [PLACE] * (2 + len(subject.parts)),
        "/status/cpu": [Range(minimum=0.0)],
        **{address: [Range(minimum=0)] for address in COUNTED},
        "/status/gap": [Range(minimum=0.0)],
    }


def described(endpoint: Endpoint, subject: Subject) -> str:
    """Return what an address does, with the names of a choice where it goes by number.

    What another machine may ask for only with the token says so.
    """
    parameter = subject.by_id.get(endpoint.parameter)
    if endpoint.guarded:
        return f"{endpoint.description} (token)"
    if parameter is None or not parameter.choices or endpoint.form is not Form.NATIVE:
        return endpoint.description
    names = ", ".join(f"{number} {name}" for number, name in enumerate(parameter.choices))
    return f"{endpoint.description}: {names}"
