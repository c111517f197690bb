"""What a session has been asked to do later."""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from math import inf

from generator.control.commands import Action, Command
from generator.errors import UsageError
from generator.session.transport import Transport

MOST_WAITING = 4096


class Agenda:
    """Commands that wait for a sample, for a beat, or for the next section; in order of asking."""

    def __init__(self) -> None:
        self._by_sample: list[tuple[int, int, Command]] = []
        self._by_beat: list[tuple[float, int, Command]] = []
        self._for_section: list[Command] = []
        self._asked = 0

    def check_room(self) -> None:
        """Raise UsageError where so much waits that nothing else may."""
        waiting = len(self._by_sample) + len(self._by_beat) + len(self._for_section)
        if waiting >= MOST_WAITING:
            raise UsageError(f"{MOST_WAITING} commands wait already: ask for fewer at once")

    def at_sample(self, sample: int, command: Command) -> None:
        """Keep a command until a sample."""
        self._asked += 1
        heappush(self._by_sample, (sample, self._asked, command))

    def at_beat(self, beat: float, command: Command) -> None:
        """Keep a command until a beat; of beginnings, and of edits, only the last asked for."""
        kept = [each for each in self._by_beat if not _replaces(command, each[2])]
        if len(kept) < len(self._by_beat):
            self._by_beat = kept
            heapify(self._by_beat)
        self._asked += 1
        heappush(self._by_beat, (beat, self._asked, command))

    def for_section(self, command: Command) -> None:
        """Keep a command until a section begins; of edits only the last asked for."""
        kept = [each for each in self._for_section if not (_edits(each) and _edits(command))]
        self._for_section = [*kept, command]

    def begin_section(self, sample: int) -> bool:
        """Let the commands that waited for a section act at a sample; return if there are any."""
        waited, self._for_section = self._for_section, []
        for command in waited:
            self.at_sample(sample, command)
        return bool(waited)

    def forget_beats(self, sample: int) -> None:
        """Let the commands that waited for a beat act at a sample: its count begins anew."""
        while self._by_beat:
            _, _, command = heappop(self._by_beat)
            self.at_sample(sample, command)

    def next_sample(self, transport: Transport) -> float:
        """Return the sample of the next command, infinity where there is none."""
        sample = self._by_sample[0][0] if self._by_sample else inf
        if self._by_beat:
            sample = min(sample, transport.sample_at(self._by_beat[0][0]))
        return sample

    def pop(self, transport: Transport) -> Command:
        """Return the next command and forget it."""
        by_sample = self._by_sample
        sample = transport.sample_at(self._by_beat[0][0]) if self._by_beat else inf
        if by_sample and by_sample[0][0] <= sample:
            return heappop(by_sample)[2]
        return heappop(self._by_beat)[2]


def begins(command: Command) -> bool:
    """Whether a command lets the piece, or another, begin anew."""
    if command.action is Action.REROLL:
        return not command.subject
    return command.action is Action.PIECE


def _edits(command: Command) -> bool:
    return command.action is Action.EDIT


def _replaces(command: Command, waiting: Command) -> bool:
    """Whether a command takes the place of one that waits."""
    return (begins(command) and begins(waiting)) or (_edits(command) and _edits(waiting))
