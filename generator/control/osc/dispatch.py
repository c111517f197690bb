"""From packets to what they ask for: bundles and their times, patterns, questions, errors."""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable, Sequence
from itertools import count
from typing import NamedTuple

from generator.control.desk import Desk
from generator.control.osc.actions import HERE, Actions, Request
from generator.control.osc.bindings import KIND, OscBindings
from generator.control.osc.codec import (
    IMMEDIATELY,
    Argument,
    OscError,
    Timed,
    ahead_seconds,
    bundles,
    decode,
    split,
)
from generator.control.osc.feedback import Feedback
from generator.control.osc.meaning import Meaning, meaning
from generator.control.osc.pattern import is_pattern
from generator.control.osc.peer import Address, Peer
from generator.control.osc.space import AddressSpace, Found, Method, present
from generator.errors import RangeError, UnknownNameError, UsageError

QUESTION, ALL = "/q/", "/all"
FARTHEST_SECONDS = 10.0
MOST_WAITING = 1024
MOST_EFFORT = 600  # of one packet, in about the time that one plain message takes
EFFORT_OF_A_PATTERN = 40
LETTERS_AN_EFFORT = 25
EFFORT_OF_A_REFUSAL = 50
EFFORT_OF_HEAVY = 100
ANSWERS = frozenset({"/error", "/pong"})  # never answered, or two programs would go on for ever
HEAVY = frozenset(
    {"/snapshot/store", "/snapshot/recall", "/morph", "/transport/record", "/subscribe"}
)
CODES: tuple[tuple[type[Exception], str], ...] = (
    (UnknownNameError, "unknown-name"),
    (RangeError, "out-of-range"),
    (UsageError, "refused"),
)


class Sent(NamedTuple):
    """A message, decoded, and who sent it."""

    address: str
    arguments: list[Argument]
    message: Timed
    peer: Peer


class Dispatch:
    """Takes packets up, on one thread. What is wrong with one is told to its sender, never raised.

    received, refused: how many messages came, and how many were wrong. learnt: the addresses that
    others have given us. The desk's monitor is told of each message.
    """

    def __init__(
        self,
        desk: Desk,
        learnt: OscBindings,
        peer_at: Callable[[Address], Peer],
        clock: Callable[[], float] = time.monotonic,
        wall_clock: Callable[[], float] = time.time,
    ) -> None:
        self.received = self.refused = 0
        self._desk, self._learnt = desk, learnt
        self._monitor = desk.monitor
        self._surface = desk.surface
        self._clock, self._wall_clock = clock, wall_clock
        self._now_seconds = self._now_unix = 0.0
        self._space = AddressSpace(desk.surface.subject)
        self.feedback = Feedback(desk.surface, self._space)
        self._actions = Actions(desk, self.feedback, peer_at)
        self._waiting: list[tuple[float, int, bytes, Peer]] = []
        self._order = count()
        self._effort = 0

    def refresh(self) -> None:
        """Take up another subject, where there is one."""
        if self._surface.subject is not self._space.subject:
            self._space = AddressSpace(self._surface.subject)
            self.feedback.refresh(self._space)

    def take(self, packet: bytes, peer: Peer) -> None:
        """Do what a packet asks for."""
        self._begin()
        peer.heard_seconds = self._now_seconds
        try:
            self.refresh()
            messages = split(packet)
        except Exception as error:
            self.refuse(peer, packet, error)
            if self._monitor.watching:
                self._show(peer, f"{len(packet)} bytes", (), str(error))
            return
        self.received += len(messages)
        for message in messages:
            self._do(message, peer)

    def do_waiting(self) -> None:
        """Do what waited for its time."""
        self._begin()
        while self._waiting and self._waiting[0][0] <= self._now_seconds and self._effort > 0:
            _, _, content, peer = heapq.heappop(self._waiting)
            self._do(Timed(IMMEDIATELY, content), peer)

    def next_seconds(self) -> float | None:
        """Return when `do_waiting` has something to do."""
        return self._waiting[0][0] if self._waiting else None

    def _begin(self) -> None:
        self._effort = MOST_EFFORT
        self._now_seconds, self._now_unix = self._clock(), self._wall_clock()

    def _do(self, message: Timed, peer: Peer) -> None:
        address, arguments = "", list[Argument]()
        try:
            self._spend()
            address, arguments = decode(message.content)
            reached = self._follow(Sent(address, arguments, message, peer))
        except Exception as error:  # whatever it is, the next message is none the worse for it
            self.refuse(peer, message.content, error)
            reached = str(error)
        if self._monitor.watching:
            self._show(peer, address or _address(message.content), arguments, reached)

    def _show(self, peer: Peer, name: str, values: Sequence[Argument], reached: str) -> None:
        self._monitor.put(self._now_seconds, KIND, peer.name, name, values, reached)

    def _follow(self, sent: Sent) -> str:
        """Do what a message asks for; return what it has reached, or what was wrong."""
        address, arguments, message, peer = sent
        question = address.startswith(QUESTION)
        own = question or address in self._space.methods
        if not own and self._learnt.hear(address, arguments):
            return "learnt"
        meanings = () if question else self._meanings(address, arguments)
        due_sample = None
        if message.time_tag != IMMEDIATELY and (due_seconds := self._due(message.time_tag)):
            if not (question or any(each.method.address in HERE for each in meanings)):
                due_sample = self._surface.sample_at(due_seconds)
            if due_sample is None:
                self._wait(due_seconds, message.content, peer)
                return ""
        if question:
            self._answer(f"/{address.removeprefix(QUESTION)}", peer)
        return self._act(meanings, sent, due_sample)

    def _act(self, meanings: Sequence[Meaning], sent: Sent, due_sample: int | None) -> str:
        """Do what a message means; return what it has reached, or what was wrong."""
        reached = ""
        if self._monitor.watching:
            reached = self._learnt.target(sent.address) or _named(meanings)
        for method, arguments, sent_to in meanings:
            self._spend(EFFORT_OF_HEAVY if method.address in HEAVY else 1)
            now = self._now_seconds
            try:
                self._actions.do(Request(method, arguments, sent.peer, now, due_sample, sent_to))
            except Exception as error:  # the other methods of a pattern are none the worse for it
                self.refuse(sent.peer, sent.message.content, error)
                reached = str(error)
        return reached

    def _due(self, time_tag: int) -> float | None:
        """Return when a time tag is in monotonic time; None where it is past."""
        ahead = ahead_seconds(time_tag, self._now_unix)
        if ahead > FARTHEST_SECONDS:
            most = f"give at most {FARTHEST_SECONDS:g} s"
            raise OscError("too-far", f"its time tag lies {ahead:.3f} s ahead: {most}")
        return self._now_seconds + ahead if ahead > 0.0 else None

    def _wait(self, due_seconds: float, content: bytes, peer: Peer) -> None:
        """Keep what is done here, not by the session, until its time."""
        if len(self._waiting) >= MOST_WAITING:
            raise OscError("too-many", f"{MOST_WAITING} messages wait for their time already")
        heapq.heappush(self._waiting, (due_seconds, next(self._order), content, peer))

    def _meanings(self, address: str, arguments: list[Argument]) -> Sequence[Meaning]:
        """Return what a message is for; nothing for a learnt button let go."""
        method = self._space.methods.get(address)
        if method is not None and method.endpoint.writable:
            return (Meaning(method, arguments),)
        if target := self._learnt.target(address):
            found = meaning(target, arguments, self._space, recording=self._desk.recording)
            return () if found is None else (found._replace(sent_to=address),)
        methods = self._matching(address).writable
        if not methods:
            raise OscError("unknown-address", f"no address {address!r:.80}: ask /q/all")
        return [Meaning(each, arguments) for each in methods]

    def _matching(self, address: str) -> Found:
        if not is_pattern(address):
            return Found()
        self._spend(1)
        if self._space.known(address) is None:
            self._effort -= EFFORT_OF_A_PATTERN
            self._effort -= self._space.search(address) // LETTERS_AN_EFFORT
        return self._space.known(address) or Found()

    def _answer(self, address: str, peer: Peer) -> None:
        """Tell the values at an address, or at all that a pattern stands for."""
        space = self._space
        if address == ALL:
            asked: Sequence[Method] = space.readable
        else:
            exact = space.methods.get(address)
            asked = [exact] if exact is not None else self._matching(address).readable
        self._spend(1 + len(asked) // 2)
        messages = list(present(asked, self._surface))
        if not messages:
            code = "no-value" if asked else "unknown-address"
            raise OscError(code, f"no value at {address!r:.80}: ask /q/all")
        for packet in bundles(messages):
            peer.send(packet)

    def _spend(self, effort: int = 0) -> None:
        """Count what a packet asks for; raises OscError `too-much`."""
        if self._effort <= 0:
            raise OscError("too-much", "one packet asks for too much: send several")
        self._effort -= effort

    def refuse(self, peer: Peer, content: bytes, error: Exception) -> None:
        """Count what was wrong, and tell its sender."""
        self.refused += 1
        address = _address(content)
        if isinstance(error, OscError):
            code = error.code
        else:
            self._effort -= EFFORT_OF_A_REFUSAL
            code = next((code for kind, code in CODES if isinstance(error, kind)), "failed")
        if address not in ANSWERS:
            peer.complain(address, code, str(error), self._now_seconds)


def _address(content: bytes) -> str:
    """Return what looks like the address of a message, "" where nothing does."""
    named = content.partition(b"\0")[0] if content.startswith(b"/") else b""
    return named.decode("ascii", "replace")


def _named(meanings: Sequence[Meaning]) -> str:
    """Return what a message is for, in a word or two."""
    if not meanings:
        return ""
    method = meanings[0].method
    first = method.address if method.parameter is None else method.parameter.id
    return first if len(meanings) == 1 else f"{first} and {len(meanings) - 1} more"
