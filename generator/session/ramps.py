"""Parameters on their way from one value to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

from generator.parameters import Parameter, Warp

STEP_SECONDS = 0.01
SWITCHES = (Warp.CHOICE, Warp.TOGGLE)


@dataclass(frozen=True, slots=True)
class Ramp:
    """One parameter's way: straight along its control; choices and toggles switch half-way."""

    parameter: Parameter
    start_sample: int
    end_sample: int
    start: float
    target: float

    def value_at(self, sample: int) -> float:
        """Return the value at a sample."""
        passed = (sample - self.start_sample) / (self.end_sample - self.start_sample)
        if passed >= 1.0:
            return self.target
        if self.parameter.warp in SWITCHES:
            return self.target if passed >= 0.5 else self.start
        first, last = self.parameter.position(self.start), self.parameter.position(self.target)
        return self.parameter.value_at(first + passed * (last - first))


class Ramps:
    """The ramps under way; each takes a step every 10 ms, and its last exactly at its end."""

    def __init__(self, sample_rate: int) -> None:
        self.next_sample = inf
        self._step = round(STEP_SECONDS * sample_rate)
        self._ramps: dict[str, tuple[int, Ramp]] = {}

    def start(self, ramp: Ramp) -> None:
        """Let a parameter set out; another way that it was on is given up."""
        self._ramps[ramp.parameter.id] = (self._following(ramp, ramp.start_sample), ramp)
        self._find_next()

    def cancel(self, key: str) -> None:
        """Let a parameter stay where it is."""
        if self._ramps.pop(key, None) is not None:
            self._find_next()

    def keep(self, declared: Mapping[str, Parameter]) -> None:
        """Let only those go on whose parameters are still declared as they were."""
        kept = self._ramps.items()
        self._ramps = {key: way for key, way in kept if declared.get(key) == way[1].parameter}
        self._find_next()

    def clear(self) -> None:
        """Let every parameter stay where it is."""
        self._ramps.clear()
        self._find_next()

    def due(self) -> list[Ramp]:
        """Return the ramps that take a step at `next_sample`, and move on to the next."""
        sample = int(self.next_sample)
        ramps = [ramp for at, ramp in self._ramps.values() if at == sample]
        for ramp in ramps:
            if sample >= ramp.end_sample:
                del self._ramps[ramp.parameter.id]
            else:
                self._ramps[ramp.parameter.id] = (self._following(ramp, sample), ramp)
        self._find_next()
        return ramps

    def _following(self, ramp: Ramp, sample: int) -> int:
        return min(sample + self._step, ramp.end_sample)

    def _find_next(self) -> None:
        self.next_sample = min((at for at, _ in self._ramps.values()), default=inf)
