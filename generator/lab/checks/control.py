"""Whether the usual ways in are free: the ports of OSC and OSCQuery, MIDI."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import Literal

from generator.errors import ControlError, EngineError
from generator.lab.checks.finding import Check, Finding, State
from generator.lab.checks.probe import probed
from generator.session.panel import LOOPBACK, OSC_PORT, OSCQUERY_PORT

NAMES_SHOWN = 3

Probe = Callable[[str], Mapping[str, Sequence[str]]]


def checks() -> list[Check]:
    """Return the checks of the ways in; MIDI is looked for only where its extra is."""
    return [
        Check("OSC", lambda: port("OSC", "UDP", OSC_PORT, "--osc-port 0")),
        Check("OSCQuery", lambda: port("OSCQuery", "TCP", OSCQUERY_PORT, "--oscquery-port 0")),
        Check("MIDI", lambda: midi(probed)),
    ]


def port(name: str, kind: Literal["UDP", "TCP"], number: int, option: str) -> Iterator[Finding]:
    """Find out whether a port of this machine is free."""
    from generator.control.osc import sockets  # needs a package that may be missing

    transport = {"UDP": sockets.UDP, "TCP": sockets.TCP}[kind]
    try:
        with ExitStack() as stack:
            sockets.opened(transport, LOOPBACK, number, stack)
    except ControlError:
        fact = f"{kind} port {number} is taken, perhaps by another Scoretime"
        remedy = f"end the other program, or take any free port: scoretime play {option}"
        yield Finding(name, State.WARNING, fact, remedy)
    else:
        yield Finding(name, State.OK, f"{kind} port {number} is free")


def midi(probe: Probe) -> Iterator[Finding]:
    """Find out which MIDI devices there are."""
    try:
        found = probe("midi")
    except EngineError as error:
        fact, colon, remedy = str(error).partition(": ")
        yield Finding("MIDI", State.MISSING, f"optional: {fact}", remedy if colon else "")
    else:
        for word, names in found.items():
            shown = ", ".join(names[:NAMES_SHOWN]) + (", …" if names[NAMES_SHOWN:] else "")
            yield Finding(f"MIDI {word}", State.OK, shown or "none is connected")
