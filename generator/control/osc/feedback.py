"""Subscriptions: telling controllers what changed, the latest value only, and only when it did."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.control.osc.codec import OscError, bundles
from generator.control.osc.peer import SILENT_SECONDS, Peer
from generator.control.osc.space import AddressSpace, Method, status_messages
from generator.control.status import Status
from generator.control.surface import Change, Surface

SLOWEST_HZ, FASTEST_HZ = 0.1, 30.0
TICK_SECONDS = 1.0 / FASTEST_HZ
METER_SECONDS = 0.1
MOST_SUBSCRIBERS = 32
MOST_OF_A_STRANGER = 8
MOST_WAITING = 65_536
METERED = frozenset({"/status/meter", "/status/cpu"})


@dataclass(slots=True, eq=False)
class Subscriber:
    """Who is told what. told: each parameter's value that it knows; waiting: those to be sent.

    told_statuses, waiting_statuses: the same for what the status tells, by address. sender: who
    asked; None for one that was named in the settings, which is never dropped.
    """

    receiver: Peer
    sender: Peer | None
    prefix: str
    interval_seconds: float
    due_seconds: float = 0.0
    parameters: dict[str, list[Method]] = field(default_factory=dict)
    told: dict[str, float] = field(default_factory=dict)
    waiting: dict[str, float] = field(default_factory=dict)
    told_statuses: dict[str, bytes] = field(default_factory=dict)
    waiting_statuses: dict[str, bytes] = field(default_factory=dict)

    def begin(self, space: AddressSpace, surface: Surface) -> None:
        """Have everything under the prefix told anew."""
        values = surface.values
        self.parameters = space.parameters(self.prefix)
        self.told, self.told_statuses = {}, {}
        self.waiting = {key: values[key] for key in self.parameters if key in values}
        self.take_statuses(status_messages(surface.status()))

    def take_statuses(self, messages: dict[str, bytes]) -> None:
        """Have those messages told that are new and whose address begins with the prefix."""
        for address, message in messages.items():
            if address.startswith(self.prefix) and self.told_statuses.get(address) != message:
                self.waiting_statuses[address] = message

    def take(self, change: Change) -> None:
        """Have a change told, unless it came from here or is known."""
        key, value, source = change
        if key not in self.parameters:
            return
        if source == self.receiver.source or (self.sender and source == self.sender.source):
            self.told[key] = value
        if self.told.get(key) == value:
            self.waiting.pop(key, None)
        else:
            self.waiting[key] = value

    def send(self) -> None:
        """Send what waits."""
        messages = [*self._messages(), *self.waiting_statuses.values()]
        self.told |= self.waiting
        self.told_statuses |= self.waiting_statuses
        self.waiting, self.waiting_statuses = {}, {}
        for packet in bundles(messages):
            self.receiver.send(packet)

    def _messages(self) -> Iterator[bytes]:
        for key, value in self.waiting.items():
            for each in self.parameters[key]:
                yield each.told(value)

    @property
    def heard_seconds(self) -> float:
        """When something last came from it."""
        sender = self.sender or self.receiver
        return max(sender.heard_seconds, self.receiver.heard_seconds)

    @property
    def known(self) -> bool:
        """Whether it is on this machine, has shown the token, or was named in the settings."""
        return self.sender is None or self.sender.known

    @property
    def has_room(self) -> bool:
        """Whether it may be sent more now; what waits is the latest, however long it does."""
        return self.receiver.allowance is None or self.receiver.allowance.left

    def lost(self, now_seconds: float) -> bool:
        """Return whether nothing came from it for ten minutes."""
        return self.sender is not None and now_seconds - self.heard_seconds > SILENT_SECONDS

    def serves(self, receiver: Peer, prefix: str) -> bool:
        """Return whether it tells this receiver what is under this prefix."""
        return self.receiver.same(receiver) and self.prefix == prefix


class Feedback:
    """All subscribers. `changed` and `tell` are for any thread, the rest is for the server's."""

    def __init__(self, surface: Surface, space: AddressSpace) -> None:
        self._surface = surface
        self._space = space
        self.subscribers: list[Subscriber] = []
        self._changes: deque[Change] = deque(maxlen=MOST_WAITING)
        self._status: Status | None = None
        self._metered_seconds = float("-inf")
        self._beat = (0, 0)

    def changed(self, changes: Sequence[Change]) -> None:
        """Keep changes to be told."""
        if self.subscribers:
            self._changes.extend(changes)

    def tell(self, status: Status) -> None:
        """Keep a status to be told."""
        self._status = status

    def subscribe(
        self, receiver: Peer, sender: Peer | None, prefix: str, hz: float, now_seconds: float
    ) -> None:
        """Tell a receiver from now on what changes under a prefix, beginning with all that is.

        hz: how often at most, 0.1 to 30. Where there are too many, one gives way: see `_with_room`.
        Raises OscError `too-many` where none may.
        """
        others = [each for each in self.subscribers if not each.serves(receiver, prefix)]
        rate = min(FASTEST_HZ, max(SLOWEST_HZ, hz))
        subscriber = Subscriber(receiver, sender, prefix, 1.0 / rate, now_seconds)
        self.subscribers = [*_with_room(others, subscriber), subscriber]
        subscriber.begin(self._space, self._surface)

    def unsubscribe(self, peer: Peer) -> None:
        """Tell a peer no more, nor what it subscribed for another port."""
        self.subscribers = [
            each
            for each in self.subscribers
            if each.sender is None or not (peer.same(each.sender) or peer.same(each.receiver))
        ]

    def refresh(self, space: AddressSpace) -> None:
        """Take up another address space: everything is told anew."""
        self._space = space
        self._changes.clear()
        for each in self.subscribers:
            each.begin(space, self._surface)

    def step(self, now_seconds: float) -> None:
        """Send what is due; to be called thirty times a second while anybody is to be told."""
        self._take_changes()
        self._take_status(now_seconds)
        self.subscribers = [each for each in self.subscribers if not each.lost(now_seconds)]
        for each in self.subscribers:
            if now_seconds >= each.due_seconds and each.has_room:
                each.send()
                each.due_seconds = now_seconds + each.interval_seconds

    def _take_changes(self) -> None:
        for _ in range(len(self._changes)):
            change = self._changes.popleft()
            for each in self.subscribers:
                each.take(change)

    def _take_status(self, now_seconds: float) -> None:
        """Have what is new in the status told: a beat once, meters at most ten times a second."""
        status = self._status
        if status is None:
            return
        messages = status_messages(status)
        if (beat := (status.bar, int(status.beat))) == self._beat:
            del messages["/status/beat"]
        self._beat = beat
        if now_seconds - self._metered_seconds < METER_SECONDS:
            messages = {key: each for key, each in messages.items() if key not in METERED}
        else:
            self._metered_seconds = now_seconds
        for each in self.subscribers:
            each.take_statuses(messages)


def _with_room(subscribers: list[Subscriber], newcomer: Subscriber) -> list[Subscriber]:
    """Return the subscribers, without the one silent longest where there are too many.

    A stranger makes room only among strangers, and has at most eight places for itself.
    """
    strangers = [each for each in subscribers if not each.known]
    same = [each for each in strangers if each.receiver.host == newcomer.receiver.host]
    if not newcomer.known and len(same) >= MOST_OF_A_STRANGER:
        return _without_silent(subscribers, same)
    if len(subscribers) < MOST_SUBSCRIBERS:
        return subscribers
    asked = [each for each in subscribers if each.sender is not None]
    return _without_silent(subscribers, strangers or (asked if newcomer.known else []))


def _without_silent(subscribers: list[Subscriber], among: list[Subscriber]) -> list[Subscriber]:
    if not among:
        raise OscError("too-many", f"there are {MOST_SUBSCRIBERS} subscribers already")
    silent = min(among, key=lambda each: each.heard_seconds)
    return [each for each in subscribers if each is not silent]
