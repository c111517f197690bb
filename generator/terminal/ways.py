"""From the options of `play` to the ways in that it opens."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path

from generator.control.names import checked_token
from generator.errors import UsageError
from generator.session.panel import LOOPBACK, OSC_PORT, Ways

TOKEN_VARIABLE = "SCORETIME_OSC_TOKEN"


def ways_of(arguments: Namespace) -> Ways:
    """Return the ways in that were asked for; raises UsageError where they contradict."""
    clock = arguments.midi_clock
    if clock and not getattr(arguments, f"midi_{clock}"):
        raise UsageError(f"--midi-clock {clock} needs a port: give --midi-{clock} NAME")
    given = arguments.osc_port is not None
    port = arguments.osc_port if given else OSC_PORT
    token = (
        os.environ.get(TOKEN_VARIABLE, "") if arguments.osc_token is None else arguments.osc_token
    )
    asked = given or arguments.osc_host != LOOPBACK or bool(arguments.osc_tcp or arguments.osc_out)
    return Ways(
        osc_port=None if arguments.no_osc else port,
        osc_asked=asked,
        osc_host=arguments.osc_host,
        osc_token=checked_token(token) if token else "",
        osc_tcp_port=arguments.osc_tcp,
        osc_targets=tuple(arguments.osc_out),
        oscquery_port=None if arguments.no_oscquery else arguments.oscquery_port,
        midi_inputs=tuple(arguments.midi_in),
        midi_outputs=tuple(arguments.midi_out),
        midi_clock=clock,
        link=arguments.link,
        snapshots=Path(arguments.snapshots) if arguments.snapshots else None,
        snapshot=arguments.snapshot,
    )
