"""The audio modules and devices of this machine, as Csound sees them.

A module is opened in a process of its own (`python -m generator.engine.devices FD MODULE`):
audio libraries print to standard error, hang on a server that is stuck, or crash.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from generator.engine.audio import (
    CSOUND_NAMES,
    MODULES,
    AudioSettings,
    prepare_environment,
    with_room,
)
from generator.engine.isolation import isolated, reply
from generator.timing.clock import clock_step_samples

MEASURING_SECONDS = 0.5
POLL_SECONDS = 0.0005
PATIENCE_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Device:
    """An output: `name` is what --device takes, `description` what it calls itself."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Module:
    """An audio module: its devices, and the step of its clock or why it does not open."""

    name: str
    devices: tuple[Device, ...] = ()
    clock_step_ms: float | None = None
    refusal: str | None = None


def survey(names: Sequence[str] = MODULES) -> list[Module]:
    """Return what each audio module has; a module that hangs is given up after 10 s."""
    return [_asked(name) for name in names]


def _asked(name: str) -> Module:
    outcome = isolated(__name__, name, patience_seconds=PATIENCE_SECONDS)
    if outcome.answer is None:
        return Module(name, refusal=outcome.ending)
    found = outcome.answer
    return Module(**found | {"devices": tuple(Device(**device) for device in found["devices"])})


def examine(name: str) -> Module:
    """List the devices of a module and measure its clock on the default one, in this process."""
    from generator.engine.csound import LiveCsound
    from generator.engine.orchestra import load
    from generator.errors import ScoretimeError

    prepare_environment(name)
    found: list[Device] = []

    class Listing(LiveCsound):
        """An engine that lists the devices of its module before it opens one of them."""

        def _compile(self, score: Sequence[str]) -> None:
            module = CSOUND_NAMES.get(name, name)
            self._csound.setRTAudioModule(module)
            found[:] = _devices(name, self._csound.audioDevList(True))
            super()._compile(score)

    try:
        engine = with_room(partial(Listing, load(), {}), AudioSettings(name))
    except ScoretimeError as error:
        return Module(name, tuple(found), refusal=str(error))
    return Module(name, tuple(found), clock_step_ms=_clock_step_ms(engine))


def _devices(module: str, listed: Sequence[dict[str, Any]]) -> Iterator[Device]:
    """Yield devices by the names that `-odac:NAME` takes."""
    seen = set()
    for device in listed:
        description = str(device["device_name"])
        identity = str(device["device_id"]).removeprefix("dac").removeprefix(":")
        # JACK lists ports, and connects to all whose names begin alike.
        name = description.rstrip("0123456789") if module == "jack" else identity
        if name not in seen:
            seen.add(name)
            yield Device(name, description)


def _clock_step_ms(engine: Any) -> float | None:
    """Return the step of a clock, in ms; None for one that stands still."""
    engine.start()
    jumps = []
    deadline, before = time.monotonic() + MEASURING_SECONDS, engine.now_sample()
    while time.monotonic() < deadline:
        now = engine.now_sample()
        if now != before:
            jumps.append(now - before)
            before = now
        time.sleep(POLL_SECONDS)
    engine.stop()
    return 1000.0 * clock_step_samples(jumps) / engine.sample_rate if len(jumps) > 1 else None


if __name__ == "__main__":
    reply(int(sys.argv[1]), asdict(examine(sys.argv[2])))
