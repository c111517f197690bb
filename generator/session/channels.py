"""The channels that a performance may set, whatever piece it comes to."""

from __future__ import annotations

from collections.abc import Iterator

from generator.composition.live import Live
from generator.composition.piece import MAXIMUM_PARTS, Part, Step
from generator.engine import mixer
from generator.session.setup import Setup, channel_values


def bound_channels(setup: Setup) -> dict[str, float]:
    """Return every channel to bind at the start, with its value.

    Strips that the piece leaves free are among them: another piece may want them.
    """
    if not setup.orchestra.bundled:
        return channel_values(setup)
    return dict(_free_strips()) | channel_values(setup)


def _free_strips() -> Iterator[tuple[str, float]]:
    for number in range(1, MAXIMUM_PARTS + 1):
        part = Part("", _silent, "", number)
        for parameter in mixer.part_parameters(part):
            if parameter.channel is not None:
                yield parameter.channel, parameter.default
        yield mixer.audible_channel(part), 1.0


def _silent(live: Live) -> Iterator[Step]:
    yield from ()
