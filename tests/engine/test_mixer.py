"""The mixer's parameters and csd/channels.orc declare the same channels."""

from __future__ import annotations

from generator.composition import Part
from generator.engine.mixer import MASTER, audible_channel, part_parameters
from generator.engine.offline_csound import OfflineCsound
from generator.engine.orchestra import load

PARTS = [Part(f"p{number}", lambda live: iter(()), "Pluck", number) for number in range(1, 17)]
HOSTS = {"host.silence"}


def test_parameters_and_channels_are_the_same() -> None:
    """Names, defaults and ranges, of the master and of sixteen strips."""
    engine = OfflineCsound(load(), {})
    declared = {channel.name: tuple(channel[1:]) for channel in engine.declared_channels()}
    engine.close()
    mixer = [*MASTER, *(parameter for part in PARTS for parameter in part_parameters(part))]
    ours = {
        parameter.channel: (parameter.default, parameter.minimum, parameter.maximum)
        for parameter in mixer
        if parameter.channel
    }
    ours |= {audible_channel(part): (1.0, 0.0, 1.0) for part in PARTS}
    assert ours == {name: limits for name, limits in declared.items() if name not in HOSTS}
