"""Ports that are taken, MIDI that is there or not."""

from __future__ import annotations

import socket
from contextlib import ExitStack

from generator.lab.checks import control
from generator.lab.checks.finding import State
from tests.lab.checks.looking import only, refusing

OK, WARNING, MISSING = State.OK, State.WARNING, State.MISSING


def test_a_port_that_is_taken_is_a_warning() -> None:
    with ExitStack() as stack:
        taken = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        taken.bind(("127.0.0.1", 0))
        number = taken.getsockname()[1]
        finding = only(control.port("OSC", "UDP", number, "--osc-port 0"))
    assert finding.state is WARNING
    assert f"UDP port {number} is taken" in finding.fact
    assert "--osc-port 0" in finding.remedy
    assert only(control.port("OSC", "UDP", number, "--osc-port 0")).state is OK


def test_midi_ports_are_listed_and_their_absence_is_no_fault() -> None:
    ports = {"inputs": ["a", "b", "c", "d"], "outputs": []}
    inputs, outputs = control.midi(lambda what: ports)
    assert (inputs.fact, outputs.fact) == ("a, b, c, …", "none is connected")
    none = only(control.midi(refusing("MIDI is not installed: pip install 'scoretime[midi]'")))
    assert (none.state, none.fails) == (MISSING, False)
    assert none.remedy == "pip install 'scoretime[midi]'"
