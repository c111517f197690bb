"""The parameters of a performance: set, moved and recalled, with all that hangs on them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import NamedTuple, Protocol

from generator.control.commands import Over
from generator.control.surface import Change
from generator.engine.mixer import TEMPO
from generator.session.ramps import Ramp, Ramps
from generator.session.setup import Setup, audible_channels, audible_parts, channel_values
from generator.session.transport import Transport

SWITCHES = (".mute", ".solo")


class Manner(NamedTuple):
    """How a change is made: from a sample on, over so many seconds or beats.

    source: who asked for just this value, and so need not be told of it; none for what follows from
    something else, as the steps of a ramp do.
    """

    sample: int
    ramp: float = 0.0
    over: Over = Over.SECONDS
    source: str = ""


class Channels(Protocol):
    """What takes the values of Csound channels."""

    def set_channel(self, onset_sample: int, channel: str, value: float) -> None:
        """Set a channel at a sample."""
        ...


class Controls:
    """The present values, and the way of each change to Csound, to the tempo and to macros.

    changes: what has changed since somebody last looked, in order; of an earlier piece too.
    """

    def __init__(self, setup: Setup, transport: Transport, channels: Channels, rate: int) -> None:
        self.changes: deque[Change] = deque()
        self._transport = transport
        self._channels = channels
        self._ramps = Ramps(rate)
        self._adopt(setup)

    def _adopt(self, setup: Setup) -> None:
        self._setup = setup
        self.values = setup.parameters
        self._by_id = {parameter.id: parameter for parameter in setup.parameters.declared}

    @property
    def next_sample(self) -> float:
        """The sample of the next step of a ramp, infinity where there is none."""
        return self._ramps.next_sample

    @property
    def audible(self) -> dict[str, bool]:
        """Whether each part that can be muted is heard."""
        return audible_parts(self._setup.piece, self.values)

    def set(self, key: str, value: float, manner: Manner) -> None:
        """Set or move a parameter, and what a macro moves; raises UsageError."""
        parameter = self.values.declaration(key)
        target = parameter.check(value)
        if manner.ramp > 0.0:
            length = self._transport.samples_of(manner.ramp, manner.over, manner.sample)
            end_sample = manner.sample + length
            ramp = Ramp(parameter, manner.sample, end_sample, self.values[key], target)
            self._ramps.start(ramp)
            if key == TEMPO.id:
                self._transport.set_tempo(target, manner.sample, length)
            return
        self._ramps.cancel(key)
        if key == TEMPO.id:
            self._transport.set_tempo(target, manner.sample)
        self._store(key, target, manner)
        self._drive(key, target, manner)

    def recall(self, values: Iterable[tuple[str, float]], manner: Manner) -> None:
        """Set or move several parameters; macros among them move nothing; raises UsageError."""
        checked = [(key, self.values.declaration(key).check(value)) for key, value in values]
        manner = manner._replace(source="")
        for key, value in checked:
            if key not in self._setup.macros:
                self.set(key, value, manner)
        for key, value in checked:
            if key in self._setup.macros:
                self._store(key, value, manner)

    def step(self) -> None:
        """Take the ramps' next step."""
        sample = int(self._ramps.next_sample)
        for ramp in self._ramps.due():
            key = ramp.parameter.id
            value = ramp.value_at(sample)
            if key == TEMPO.id and sample < ramp.end_sample:
                value = ramp.parameter.clip(self._transport.tempo_at(sample))
            manner = Manner(sample)
            if value != self.values[key]:
                self._store(key, value, manner)
                self._drive(key, value, manner)

    def change_piece(self, setup: Setup, sample: int) -> None:
        """Take up the parameters of another piece, all at their own start."""
        self._ramps.clear()
        self._adopt(setup)
        for channel, value in channel_values(setup).items():
            self._channels.set_channel(sample, channel, value)
        self._transport.set_tempo(self.values[TEMPO.id], sample)

    def edit(self, setup: Setup, sample: int) -> None:
        """Take up the parameters of another version of the piece; only what differs is set."""
        channels, tempo_bpm = channel_values(self._setup), self.values[TEMPO.id]
        self._adopt(setup)
        self._ramps.keep(self._by_id)
        for channel, value in channel_values(setup).items():
            if channels.get(channel) != value:
                self._channels.set_channel(sample, channel, value)
        if self.values[TEMPO.id] != tempo_bpm:
            self._ramps.cancel(TEMPO.id)
            self._transport.set_tempo(self.values[TEMPO.id], sample)

    def _drive(self, key: str, value: float, manner: Manner) -> None:
        macro = self._setup.macros.get(key)
        if macro is not None:
            for target, moved in macro.targets(value, self._by_id):
                self.set(target, moved, manner._replace(source=""))

    def _store(self, key: str, value: float, manner: Manner) -> None:
        piece, values = self._setup.piece, self.values
        switched = key.endswith(SWITCHES)
        before = audible_channels(piece, values) if switched else {}
        stored = values.set(key, value)
        self.changes.append(Change(key, stored, manner.source))
        channel = self._by_id[key].channel
        if channel is not None:
            self._channels.set_channel(manner.sample, channel, stored)
        if switched:
            for name, audible in audible_channels(piece, values).items():
                if before[name] != audible:
                    self._channels.set_channel(manner.sample, name, audible)
