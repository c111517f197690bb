"""What an engine must be told to go on where another has stopped.

It plays through, without sound, all that came since the music began, or since it last began anew.
Where that would take too long, the music begins anew itself: at the next bar, as it is now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import ceil
from typing import NamedTuple

from generator.control.commands import Action, Applied, Command
from generator.control.status import Status
from generator.session.ending import Extent

REPEATABLE_SECONDS = 1800.0  # played through in about half a second
MOST_COMMANDS = 20_000
TAKING_OVER_SECONDS = 1.0
SOURCE = "restart"


class Beginning(NamedTuple):
    """Where the music began, and with what. version: the digest of a piece of one's own."""

    sample: int
    piece: str
    values: Mapping[str, float]
    version: str = ""


class Script(NamedTuple):
    """What the next engine does: these commands by themselves, and to this extent.

    anew: whether the music begins anew with it.
    """

    applied: tuple[Applied, ...]
    extent: Extent
    anew: bool = False


class Past:
    """What has been asked for, as far as it may have to be repeated.

    applied: the commands that took effect; of very many only those since the music last began, of
    very many of those only the latest, and none once the music has gone on for too long.
    """

    def __init__(self) -> None:
        self.applied: list[Applied] = []
        self._loaded = "", ""
        self._first: Beginning | None = None
        self._beginning: Beginning | None = None
        self._complete = True

    def add(self, applied: list[Applied]) -> None:
        """Take note of commands that took effect."""
        self.applied += applied
        if len(self.applied) > MOST_COMMANDS:
            self.applied = self._since_beginning()
        if len(self.applied) > MOST_COMMANDS:
            del self.applied[: -MOST_COMMANDS // 2]
            self._complete = False

    def load(self, piece: str, version: str) -> None:
        """Take note of what every engine loads: the piece, and its version if it is one's own."""
        self._loaded = piece, version

    def begin(self, beginning: Beginning) -> None:
        """Take note of where the music began; the same one may be told again and again."""
        if self._beginning is not None and self._beginning.sample == beginning.sample:
            return
        self._first = self._first or beginning
        self._beginning = beginning
        self._complete = True

    def forget(self, now_sample: int, rate: int) -> None:
        """Forget what nobody will repeat: the music has gone on for too long since it began."""
        beginning = self._beginning
        if beginning is not None and now_sample - beginning.sample > REPEATABLE_SECONDS * rate:
            self.applied.clear()
            self._complete = False

    def script(
        self, now_sample: int, present: Beginning, extent: Extent, bar: Bar, rate: int
    ) -> Script:
        """Return what an engine that takes over now has to be told.

        present: what is played, with its values; its sample is that of the last status.
        """
        beginning = self._beginning
        if beginning is None:
            return Script(tuple(self.applied), extent)
        if self._complete and now_sample - beginning.sample <= REPEATABLE_SECONDS * rate:
            if beginning.sample == 0:
                return Script(tuple(self.applied), extent)
            since = [each for each in self._since_beginning() if not _began(each, beginning)]
            begun = [*self._from(beginning), *since]
            return Script(tuple(begun), self._left(extent, beginning.sample, rate))
        sample = bar.next_sample(now_sample + round(TAKING_OVER_SECONDS * rate), rate)
        begun = self._from(present._replace(sample=sample))
        if bar.paused:
            begun = begun[:-1]
        extent = self._left(extent, sample, rate)
        if extent.bars is not None:
            extent = replace(extent, bars=max(1, extent.bars - bar.bars_done))
        return Script(tuple(begun), extent, anew=True)

    @property
    def versions(self) -> set[str]:
        """The digests of the versions of a piece that may have to be repeated."""
        begun = [self._loaded[1]]
        begun += [self._beginning.version] if self._beginning is not None else []
        edits = (each.command for each in self.applied if each.command.action is Action.EDIT)
        return {*begun, *(command.subject for command in edits)}

    def _since_beginning(self) -> list[Applied]:
        began_sample = 0 if self._beginning is None else self._beginning.sample
        return [each for each in self.applied if each.onset_sample >= began_sample]

    def _from(self, beginning: Beginning) -> list[Applied]:
        """Return what makes the music begin, after silence from the start."""
        sample = beginning.sample
        commands = [Command(Action.REWIND, source=SOURCE)]
        piece, version = self._loaded
        if beginning.version and beginning.version != version:
            commands.append(Command(Action.EDIT, beginning.version, source=SOURCE))
        elif not beginning.version and beginning.piece != piece:
            commands.append(Command(Action.PIECE, beginning.piece, source=SOURCE))
        commands += [
            Command(Action.RECALL, values=tuple(beginning.values.items()), source=SOURCE),
            Command(Action.RESUME, source=SOURCE),
        ]
        waiting = Applied(0, 0.0, Command(Action.REWIND, source=SOURCE))
        return [waiting, *(Applied(sample, 0.0, command) for command in commands)]

    def _left(self, extent: Extent, sample: int, rate: int) -> Extent:
        """Return what is left of an extent that is counted anew from a sample."""
        if extent.duration_seconds is None or self._first is None:
            return extent
        played_seconds = (sample - self._first.sample) / rate
        return replace(extent, duration_seconds=max(0.0, extent.duration_seconds - played_seconds))


def _began(applied: Applied, beginning: Beginning) -> bool:
    """Whether it is the very command that let waiting music begin; twice, it might end it."""
    starts = applied.command.action in (Action.RESUME, Action.TOGGLE)
    return starts and applied.onset_sample == beginning.sample


class Bar(NamedTuple):
    """Where the bars lie: a beat, the sample at which it was told, the tempo, beats in a bar."""

    beats: float
    sample: int
    tempo_bpm: float
    bar_beats: float
    paused: bool

    @classmethod
    def of(cls, status: Status, bar_beats: float) -> Bar:
        """Return what a status tells of the bars."""
        paused = status.paused or status.tempo_bpm <= 0.0
        return cls(status.beats, status.sample, status.tempo_bpm, bar_beats, paused)

    @property
    def bars_done(self) -> int:
        """How many bars are over."""
        return int(self.beats / self.bar_beats)

    def next_sample(self, earliest_sample: int, rate: int) -> int:
        """Return the sample at which the next bar begins from a sample on."""
        if self.paused:
            return earliest_sample
        samples_a_beat = 60.0 / self.tempo_bpm * rate
        beat = self.beats + (earliest_sample - self.sample) / samples_a_beat
        next_beat = ceil(beat / self.bar_beats) * self.bar_beats
        return round(self.sample + (next_beat - self.beats) * samples_a_beat)
