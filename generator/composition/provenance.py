"""What made a note: the draws of its part and the parameters that it read since its last step."""

from __future__ import annotations

from random import Random

from generator.composition.live import Live

Draws = tuple[tuple[str, float], ...]
Readings = tuple[tuple[str, float], ...]

KEPT_DRAWS = 32


class Trace:
    """What a part has drawn and read since its step began, the last 32 draws at most."""

    __slots__ = ("_draws", "_readings")

    def __init__(self) -> None:
        self._draws: list[tuple[str, float]] = []
        self._readings: dict[str, float] = {}

    def begin(self) -> None:
        """Begin a step."""
        self._draws.clear()
        self._readings.clear()

    def draw(self, name: str, value: float) -> None:
        """Keep what a stream has drawn: 0 to 1, or a whole number."""
        self._draws.append((name, value))

    def read(self, parameter_id: str, value: float) -> None:
        """Keep what a parameter stood at."""
        self._readings[parameter_id] = value

    @property
    def draws(self) -> Draws:
        """What was drawn: the names of the streams and the values."""
        return tuple(self._draws[-KEPT_DRAWS:])

    @property
    def readings(self) -> Readings:
        """What was read: the parameters' ids and values."""
        return tuple(self._readings.items())


class TracedRandom(Random):
    """The same numbers as another stream's, told to a trace."""

    def __init__(self, source: Random, name: str, trace: Trace) -> None:
        super().__init__(0)
        self.setstate(source.getstate())
        self._name = name
        self._trace = trace

    def random(self) -> float:
        """Return the next number, 0 to 1."""
        value = super().random()
        self._trace.draw(self._name, value)
        return value

    def getrandbits(self, k: int, /) -> int:
        """Return the next k bits."""
        value = super().getrandbits(k)
        self._trace.draw(self._name, value)
        return value


class TracedLive(Live):
    """A part's live state that keeps what the part draws and reads."""

    __slots__ = ("trace",)

    def __init__(self, live: Live) -> None:
        shared = live.state, live.part, live.heard, live.bar_beats
        super().__init__(live._parameters, live.random, live.seed, *shared)
        self.trace = Trace()
        self.random = TracedRandom(live.random, "random", self.trace)

    def __getitem__(self, parameter_id: str) -> float:
        value = super().__getitem__(parameter_id)
        self.trace.read(parameter_id, value)
        return value

    def draws(self, name: str) -> Random:
        """Return a stream of random numbers of its own for something in the part."""
        return TracedRandom(super().draws(name), name, self.trace)
