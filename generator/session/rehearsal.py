"""A piece played through without sound, to see whether it can be."""

from __future__ import annotations

from generator.engine.null import NullEngine
from generator.session.ending import Extent
from generator.session.session import Session
from generator.session.setup import Choice, prepare
from generator.session.version import Version
from generator.timing.clock import VirtualClock


class Stand(NullEngine):
    """A silent engine that has only the instruments of an orchestra."""

    def __init__(self, sample_rate: int, instruments: tuple[str, ...]) -> None:
        super().__init__(sample_rate)
        self._instruments = frozenset(instruments)

    def plays(self, instrument: str) -> bool:
        """Whether the orchestra has this instrument."""
        return instrument in self._instruments


class Rehearsal:
    """A performance on a clock that never waits; raises the errors of `prepare`."""

    def __init__(self, choice: Choice, version: Version | None = None) -> None:
        setup = prepare(choice, version)
        sound = setup.orchestra
        self.bars = 0
        self._rate = sound.sample_rate
        engine = Stand(self._rate, sound.instruments)
        self._clock = VirtualClock()
        self._session = Session(setup, engine, self._clock, Extent())

    @property
    def facts(self) -> dict[str, str]:
        """What the piece consists of."""
        piece = self._session.setup.piece
        parts = ", ".join(f"{part.name} ({part.instrument})" for part in piece.parts)
        own = ", ".join(parameter.id for parameter in piece.parameters)
        return {"piece": piece.title, "parts": parts or "none", "parameters": own or "none"}

    @property
    def ended(self) -> bool:
        """Whether the piece has come to its end."""
        return self._session.end_sample is not None

    @property
    def notes(self) -> int:
        """How many notes were played."""
        return self._session.status().events

    @property
    def reports(self) -> list[str]:
        """What went wrong, in words."""
        return list(self._session.reports)

    def play_bar(self) -> None:
        """Play another bar."""
        self.bars += 1
        end_beat = self.bars * self._session.setup.piece.meter.bar_beats
        horizon_sample = round(self._session.tempo_map.seconds_at(end_beat) * self._rate)
        self._session.advance(horizon_sample)
        self._clock.move_to(horizon_sample)
