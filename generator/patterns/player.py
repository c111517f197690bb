"""What plays a pattern: a part in performance, or nobody in particular."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from types import MappingProxyType
from typing import Protocol

from generator.patterns.streams import stream

NO_PARAMETERS: Mapping[str, float] = MappingProxyType({})


class Player(Protocol):
    """Who plays a pattern: it has a seed, a beat and live parameters."""

    @property
    def seed(self) -> int:
        """What everything is drawn from."""
        ...

    @property
    def beat(self) -> float:
        """The present beat."""
        ...

    def __getitem__(self, parameter_id: str) -> float:
        """Return the present value of a parameter."""
        ...

    def draws(self, name: str) -> Random:
        """Return a stream of random numbers of its own for whatever has this name."""
        ...


class Alone:
    """Plays a pattern for itself: its beat counts the values drawn."""

    def __init__(self, seed: int = 0, parameters: Mapping[str, float] = NO_PARAMETERS) -> None:
        self.seed = seed
        self.beat = 0.0
        self._parameters = parameters

    def __getitem__(self, parameter_id: str) -> float:
        return self._parameters[parameter_id]

    def draws(self, name: str) -> Random:
        """Return a stream of random numbers of its own for whatever has this name."""
        return stream(self.seed, name)
