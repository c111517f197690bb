"""From packets to what they ask for: bundles and their times, patterns, questions, errors.

All of it is done in turns: a generator yields wherever something else may be done in between.
"""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from itertools import count
from typing import NamedTuple

from generator.control.addresses import TOKEN
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
    splitting,
)
from generator.control.osc.effort import OF_A_PATTERN, OF_A_REFUSAL, OF_HEAVY, Effort
from generator.control.osc.feedback import Feedback
from generator.control.osc.meaning import Meaning, meaning
from generator.control.osc.pattern import is_pattern
from generator.control.osc.peer import Address, Peer
from generator.control.osc.space import AddressSpace, Found, Method, present
from generator.control.osc.trust import Trust
from generator.errors import RangeError, UnknownNameError, UsageError

QUESTION, ALL = "/q/", "/all"
FARTHEST_SECONDS = 10.0
MOST_WAITING = 1024
MOST_DUE = 32  # that are done in a row
SPLIT_AT_ONCE, ANSWERED_AT_ONCE = 64, 16
ANSWERS = frozenset({"/error", "/pong"})  # never answered, or two programs would go on for ever
HEAVY = frozenset(
    {"/snapshot/store", "/snapshot/recall", "/morph", "/transport/record", "/subscribe"}
)
CODES: tuple[tuple[type[Exception], str], ...] = (
    (UnknownNameError, "unknown-name"),
    (RangeError, "out-of-range"),
    (UsageError, "refused"),
)


Turns = Generator[None, None, str]
"""Something done in turns, which ends with what it has reached or what was wrong."""


class Sent(NamedTuple):
    """A message, decoded, who sent it, and what its packet may still ask for."""

    address: str
    arguments: list[Argument]
    message: Timed
    peer: Peer
    effort: Effort


class Dispatch:
    """Takes packets up, on one thread. What is wrong with one is told to its sender, never raised.

    received, refused: how many messages came, and how many were wrong. learnt: the addresses that
    others have given us. token: what another machine has to show for what is guarded; "" where none
    will do. The desk's monitor is told of each message.
    """

    def __init__(
        self,
        desk: Desk,
        learnt: OscBindings,
        peer_at: Callable[[Address], Peer],
        clock: Callable[[], float] = time.monotonic,
        wall_clock: Callable[[], float] = time.time,
        *,
        token: str = "",
    ) -> None:
        self.received = self.refused = 0
        self._desk, self._learnt = desk, learnt
        self._monitor = desk.monitor
        self._surface = desk.surface
        self._clock, self._wall_clock = clock, wall_clock
        self._now_seconds = self._now_unix = 0.0
        self._last_due = IMMEDIATELY, 0.0
        self._space = AddressSpace(desk.surface.subject)
        self.feedback = Feedback(desk.surface, self._space)
        self._actions = Actions(desk, self.feedback, peer_at, Trust(token))
        self._waiting: list[tuple[float, int, bytes, Peer]] = []
        self._order = count()

    def refresh(self) -> None:
        """Take up another subject, where there is one."""
        if self._surface.subject is not self._space.subject:
            self._space = AddressSpace(self._surface.subject)
            self.feedback.refresh(self._space)

    def take(self, packet: bytes, peer: Peer) -> None:
        """Do what a packet asks for, all at once."""
        for _ in self.turns(packet, peer):
            pass

    def turns(self, packet: bytes, peer: Peer) -> Iterator[None]:
        """Do what a packet asks for, as somebody iterates over it."""
        self._begin()
        peer.hear(self._now_seconds)
        messages: list[Timed] = []
        try:
            self.refresh()
            for number, each in enumerate(splitting(packet), start=1):
                if each is not None:
                    messages.append(each)
                if number % SPLIT_AT_ONCE == 0:
                    yield
        except Exception as error:
            self.refuse(peer, packet, error)
            if self._monitor.watching:
                self._show(peer, f"{len(packet)} bytes", (), str(error))
            return
        self.received += len(messages)
        effort = Effort()
        for message in messages:
            yield
            yield from self._do(message, peer, effort)

    def do_waiting(self) -> None:
        """Do what waited for its time, or some of it."""
        self._begin()
        effort, done = Effort(), 0
        while self._waiting and self._waiting[0][0] <= self._now_seconds and done < MOST_DUE:
            _, _, content, peer = heapq.heappop(self._waiting)
            done += 1
            for _ in self._do(Timed(IMMEDIATELY, content), peer, effort):
                pass

    def next_seconds(self) -> float | None:
        """Return when `do_waiting` has something to do."""
        return self._waiting[0][0] if self._waiting else None

    def _begin(self) -> None:
        self._now_seconds, self._now_unix = self._clock(), self._wall_clock()

    def _do(self, message: Timed, peer: Peer, effort: Effort) -> Iterator[None]:
        address, arguments = "", list[Argument]()
        try:
            effort.spend()
            address, arguments = decode(message.content)
            reached = yield from self._follow(Sent(address, arguments, message, peer, effort))
        except Exception as error:  # whatever it is, the next message is none the worse for it
            self.refuse(peer, message.content, error, effort)
            reached = str(error)
        if self._monitor.watching:
            self._show(peer, address or _address(message.content), arguments, reached)

    def _show(self, peer: Peer, name: str, values: Sequence[Argument], reached: str) -> None:
        shown = values if name != TOKEN else ()
        self._monitor.put(self._now_seconds, KIND, peer.name, name, shown, reached)

    def _follow(self, sent: Sent) -> Turns:
        """Do what a message asks for."""
        address, arguments, message, peer, effort = sent
        question = address.startswith(QUESTION)
        own = question or address in self._space.methods
        if not own and self._learnt.hear(address, arguments):
            return "learnt"
        meanings: Sequence[Meaning] = ()
        if not question:
            meanings = yield from self._meanings(address, arguments, effort)
        due_sample = None
        if message.time_tag != IMMEDIATELY and (due_seconds := self._due(message.time_tag)):
            if not (question or any(each.method.address in HERE for each in meanings)):
                due_sample = self._surface.sample_at(due_seconds)
            if due_sample is None:
                self._wait(due_seconds, message.content, peer)
                return ""
        if question:
            yield from self._answer(f"/{address.removeprefix(QUESTION)}", peer, effort)
        return (yield from self._act(meanings, sent, due_sample))

    def _act(self, meanings: Sequence[Meaning], sent: Sent, due_sample: int | None) -> Turns:
        """Do what a message means."""
        reached = ""
        if self._monitor.watching:
            reached = self._learnt.target(sent.address) or _named(meanings)
        for index, (method, arguments, sent_to) in enumerate(meanings):
            if index:
                yield
            sent.effort.spend(OF_HEAVY if method.address in HEAVY else 1)
            now = self._now_seconds
            try:
                self._actions.do(Request(method, arguments, sent.peer, now, due_sample, sent_to))
            except Exception as error:  # the other methods of a pattern are none the worse for it
                self.refuse(sent.peer, sent.message.content, error, sent.effort)
                reached = str(error)
        return reached

    def _due(self, time_tag: int) -> float | None:
        """Return when a time tag is in monotonic time; None where it is past.

        The messages of a bundle share one answer, though it takes several looks at the clocks.
        """
        ahead = ahead_seconds(time_tag, self._now_unix)
        if ahead > FARTHEST_SECONDS:
            most = f"give at most {FARTHEST_SECONDS:g} s"
            raise OscError("too-far", f"its time tag lies {ahead:.3f} s ahead: {most}")
        if time_tag != self._last_due[0]:
            self._last_due = time_tag, self._now_seconds + ahead
        return self._last_due[1] if ahead > 0.0 else None

    def _wait(self, due_seconds: float, content: bytes, peer: Peer) -> None:
        """Keep what is done here, not by the session, until its time."""
        if len(self._waiting) >= MOST_WAITING:
            raise OscError("too-many", f"{MOST_WAITING} messages wait for their time already")
        heapq.heappush(self._waiting, (due_seconds, next(self._order), content, peer))

    def _meanings(
        self, address: str, arguments: list[Argument], effort: Effort
    ) -> Generator[None, None, Sequence[Meaning]]:
        """Return what a message is for; nothing for a learnt button let go."""
        method = self._space.methods.get(address)
        if method is not None and method.endpoint.writable:
            return (Meaning(method, arguments),)
        if target := self._learnt.target(address):
            found = meaning(target, arguments, self._space, recording=self._desk.recording)
            return () if found is None else (found._replace(sent_to=address),)
        methods = (yield from self._matching(address, effort)).writable
        if not methods:
            raise OscError("unknown-address", f"no address {address!r:.80}: ask /q/all")
        return [Meaning(each, arguments) for each in methods]

    def _matching(self, address: str, effort: Effort) -> Generator[None, None, Found]:
        if not is_pattern(address):
            return Found()
        effort.spend(1)
        space = self._space
        if space.known(address) is None:
            effort.left -= OF_A_PATTERN
            for _ in space.search(address):
                effort.left -= 1
                yield
        return space.known(address) or Found()

    def _answer(self, address: str, peer: Peer, effort: Effort) -> Iterator[None]:
        """Tell the values at an address, or at all that a pattern stands for."""
        space = self._space
        if address == ALL:
            asked: Sequence[Method] = space.readable
        else:
            exact = space.methods.get(address)
            asked = (
                [exact]
                if exact is not None
                else (yield from self._matching(address, effort)).readable
            )
        effort.spend(1 + len(asked) // 2)
        messages: list[bytes] = []
        for message in present(asked, self._surface):
            messages.append(message)
            if len(messages) % ANSWERED_AT_ONCE == 0:
                yield
        if not messages:
            code = "no-value" if asked else "unknown-address"
            raise OscError(code, f"no value at {address!r:.80}: ask /q/all")
        for packet in bundles(messages):
            peer.send(packet)

    def refuse(
        self, peer: Peer, content: bytes, error: Exception, effort: Effort | None = None
    ) -> None:
        """Count what was wrong, and tell its sender."""
        self.refused += 1
        address = _address(content)
        if isinstance(error, OscError):
            code = error.code
        else:
            if effort is not None:
                effort.left -= OF_A_REFUSAL
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
