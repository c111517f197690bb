"""What audio there is: `scoretime devices` beside the performance."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from gui.background import Background


class Found(NamedTuple):
    """An audio module: its devices by the names that open them, and how it does.

    devices: names and what they call themselves. clock_step_ms: None where it is not known.
    refusal: why it does not open, "" where it does.
    """

    name: str
    devices: tuple[tuple[str, str], ...] = ()
    clock_step_ms: float | None = None
    refusal: str = ""

    @property
    def says(self) -> str:
        """How it does, in words."""
        if self.refusal:
            return self.refusal.partition(f"{self.name} cannot be opened: ")[2] or self.refusal
        count = len(self.devices)
        devices = f"{count} device{'s' * (count != 1)}"
        step = self.clock_step_ms
        return devices if step is None else f"{devices}, clock step {step:.1f} ms"


class Survey(Background):
    """Looks for audio modules and devices, each in turn, for about a second.

    modules: what the last look found. error: why it found nothing, "" where it did.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(clock)
        self.modules: Sequence[Found] = ()
        self.error = ""
        self._started_seconds = 0.0

    @property
    def seconds(self) -> float:
        """How long it has been looking."""
        return self._clock() - self._started_seconds if self.running else 0.0

    def look(self) -> None:
        """Look anew; raises UsageError where it is looking already, OSError."""
        self.start(["devices", "--json"])
        self.error, self._started_seconds = "", self._clock()

    def ended(self, exit_code: int) -> None:
        """Keep what it has found."""
        try:
            self.modules = [_found(each) for each in json.loads(self.printed)]
        except (ValueError, LookupError, TypeError):
            complaint = self.complaints[-1] if self.complaints else f"exit code {exit_code}"
            self.error = "given up" if exit_code < 0 else f"no devices can be listed: {complaint}"

    def devices(self, module: str) -> Sequence[tuple[str, str]]:
        """Return the devices that a module was found to have."""
        return next((each.devices for each in self.modules if each.name == module), ())


def _found(told: dict[str, Any]) -> Found:
    devices = tuple((str(each["name"]), str(each["description"])) for each in told["devices"])
    return Found(told["name"], devices, told["clock_step_ms"], told["refusal"] or "")
