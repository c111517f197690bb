"""What an engine tells Csound before the first sample, the same live, rendered and exported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum

from generator.engine.orchestra import HOST, NUMBERS, Orchestra
from generator.errors import OrchestraError

FOREVER_SECONDS = 1e9
MOST_CHANNELS = 4096  # for which csd/host.orc has room; Csound hangs on one more
MIX_STEMS = {"dry": 17, "reverb": 18, "delay": 19}


class Host(IntEnum):
    """The numbers of the instruments in csd/host.orc."""

    BIND_CHANNEL = 30001
    SET_CHANNEL = 30002
    COMMIT = 30003
    FADE = 30004
    SILENCE = 30005
    FADER = 30006
    TAP = 30007
    END = 30008
    RELEASE = 30009
    SHED = 30010


def orchestra_text(orchestra: Orchestra) -> str:
    """Return the orchestra with what the host adds to it."""
    additions = [file.read_text(encoding="utf-8") for file in (HOST, NUMBERS)]
    return "\n".join([orchestra.text, *additions])


def startup_score(
    orchestra: Orchestra, channels: Mapping[str, float], stems: Sequence[int] = ()
) -> list[str]:
    """Return the score lines of the start: tables, channels and their values, fader, taps.

    stems are numbers of parts, or those of MIX_STEMS. Raises OrchestraError for too many channels.
    """
    if len(channels) > MOST_CHANNELS:
        raise OrchestraError(
            f"{orchestra.path}: {len(channels):,} channels can be moved, {MOST_CHANNELS:,} is the "
            "most: declare fewer of them with a minimum and a maximum"
        )
    lines = list(orchestra.setup)
    for index, (name, value) in enumerate(channels.items()):
        lines.append(f'i {Host.BIND_CHANNEL} 0 0 {index} "{name}"')
        lines.append(f"i {Host.SET_CHANNEL} 0 0 {index} {value!r}")
    lines += [f"i {Host.FADER} 0 -1", f"i {Host.TAP} 0 -1"]
    # held instances of one instrument must differ in p1, or Csound ties them
    lines += [f'i "StemTap.{stem:02d}" 0 -1 {stem}' for stem in stems]
    return lines
