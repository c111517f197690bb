"""Which audio modules open, how finely their clocks go on, and which one is taken by itself."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from generator.engine.audio import MODULES, candidates
from generator.engine.devices import Module, survey
from generator.lab.checks.finding import Check, Finding, State

SILENT = "null"
FINE_STEP_MS = 6.0
REMEDIES = {
    "linux": {
        "jack": "start a server: jackd -d alsa -p 128 (with PipeWire: pw-jack scoretime play)",
        "pulse": "start it: pulseaudio --start, or with PipeWire: systemctl --user start "
        "pipewire-pulse",
        "alsa": "connect a sound card; aplay -l lists those that the system has",
    },
    "darwin": {"jack": "start a server: jackd -d coreaudio -p 128"},
}
UNHEARD = "start one of those above, or render to a file: scoretime render -o take.wav"
COARSE = "play on JACK: notes are settled so much earlier, and a control is heard so much later"

Survey = Callable[[Sequence[str]], Sequence[Module]]


class Audio:
    """The audio modules of this machine, each looked at once.

    wanted: a module, or `auto`. taken: the one that plays, None where none opens; known once all
    checks are done.
    """

    def __init__(self, wanted: str = "auto", look: Survey = survey) -> None:
        self._wanted = wanted
        self._look = look
        self._modules: dict[str, Module] = {}

    @property
    def checks(self) -> list[Check]:
        """A check for each module; a module that was asked for by name is needed."""
        names = MODULES if self._wanted == "auto" else [self._wanted]
        return [
            Check(f"audio {name}", partial(self._seen, name), name == self._wanted)
            for name in names
        ]

    @property
    def taken(self) -> Module | None:
        """The module that plays: the first that opens of those that are tried."""
        tried = [self._modules[name] for name in candidates(self._wanted) if name in self._modules]
        return next((each for each in tried if each.refusal is None), None)

    def verdict(self) -> Iterator[Finding]:
        """Say which one is taken."""
        taken = self.taken
        if taken is None:
            fact = "no audio module opens"
            yield Finding("audio", State.MISSING, fact, "scoretime devices", needed=True)
        elif taken.name == SILENT and self._wanted == "auto":
            fact = "auto takes null: the music plays on time, and nobody hears it"
            yield Finding("audio", State.WARNING, fact, UNHEARD)
        else:
            yield Finding("audio", State.OK, f"{self._wanted} takes {taken.name}")

    def _seen(self, name: str) -> Iterator[Finding]:
        (module,) = self._look([name])
        self._modules[name] = module
        yield finding(module, needed=name == self._wanted)


def finding(module: Module, *, needed: bool = False) -> Finding:
    """Return what there is to say of a module."""
    name = f"audio {module.name}"
    if module.refusal is not None:
        fact = module.refusal.removeprefix(f"audio module {module.name} cannot be opened: ")
        remedy = REMEDIES.get(sys.platform, {}).get(module.name, "")
        return Finding(name, State.MISSING, fact, remedy, needed)
    if module.clock_step_ms is None:
        return Finding(name, State.WARNING, "opens, but its clock stands still")
    fact = f"opens, its clock goes on in steps of {module.clock_step_ms:.1f} ms"
    if module.clock_step_ms > FINE_STEP_MS:
        return Finding(name, State.WARNING, fact, COARSE)
    return Finding(name, State.OK, fact)
