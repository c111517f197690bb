"""What forged packets are sent to: the server's work without its sockets, and a watch beside it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from generator.control.commands import Command
from generator.control.osc.bindings import OscBindings
from generator.control.osc.codec import MOST_MESSAGES, encode
from generator.control.osc.dispatch import Dispatch
from generator.control.osc.peer import Address, Peer
from generator.control.targets import Targets
from tests.control.osc.forger import PARTS, bundled
from tests.control.surface import KeepingSurface, desk_of, subject_of

MESSAGE = encode("/param/tempo", "f", 120.0)
FULL_PACKET = bundled([MESSAGE] * MOST_MESSAGES)
TOKEN = "correct-horse"
TRIES = 9
HELD_SECONDS = 0.001
HELD_MESSAGES = 60
DONE = object()


class Forgetful(KeepingSurface):
    """Keeps nothing of the many commands but their count."""

    count = 0

    def submit(self, command: Command) -> None:
        self.count += 1
        self.commands.clear()
        self.changes.clear()
        super().submit(command)


class Cost(NamedTuple):
    """Seconds of the thread's own time: for all of a packet, and for the longest of its turns."""

    whole: float
    longest: float


class Target:
    """Takes packets from this machine and from another one, which has no token."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.surface = Forgetful(subject_of(parts=PARTS))
        self.desk = desk_of(self.surface, folder)
        learnt = OscBindings(Targets(self.desk))
        self.dispatch = Dispatch(self.desk, learnt, quiet, token=TOKEN)
        self._peers = [quiet(("127.0.0.1", 5000)), quiet(("10.0.0.1", 5000))]

    def cost(self, packet: bytes, sender: int = 0) -> Cost:
        """Take a packet from one sender or the other, and tell what it cost."""
        turns = self.dispatch.turns(packet, self._peers[sender % 2])
        whole = longest = 0.0
        for seconds in _timed(turns):
            whole += seconds
            longest = max(longest, seconds)
        return Cost(whole, longest)

    def best(self, packet: bytes, sender: int = 0) -> Cost:
        """Return the least that a packet costs: a machine's noise counts as time."""
        costs = [self.cost(packet, sender) for _ in range(TRIES)]
        return Cost(min(each.whole for each in costs), min(each.longest for each in costs))

    def longest_allowed(self) -> float:
        """Return how long a turn may be: a millisecond, or so many messages of a slow machine."""
        return max(HELD_SECONDS, HELD_MESSAGES * self.best(MESSAGE).whole)

    def escaped(self) -> list[str]:
        """Return what is in the folder and should not be, and values that are out of range."""
        self.desk.bank.flush()
        inside = {path.relative_to(self.folder).parts[0] for path in self.folder.rglob("*")}
        declared = self.surface.subject.declared
        values = self.surface.values
        odd = [each.id for each in declared if not each.minimum <= values[each.id] <= each.maximum]
        return [*(inside - {"snapshots.json", "recordings"}), *odd]


def quiet(address: Address) -> Peer:
    """Return a peer to whom everything is sent and nothing gets."""
    return Peer(address, lambda packet: None, 0.0)


def _timed(turns: Iterator[None]) -> Iterator[float]:
    """Yield how long each turn takes."""
    while True:
        began = time.thread_time()
        over = next(turns, DONE) is DONE
        yield time.thread_time() - began
        if over:
            return
