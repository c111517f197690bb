"""The OSC endpoint: one thread that waits for packets, and tells what changed."""

from __future__ import annotations

import socket
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from selectors import EVENT_READ, EVENT_WRITE, DefaultSelector
from threading import Thread

from generator.control.desk import Desk
from generator.control.osc.allowance import is_near
from generator.control.osc.bindings import OscBindings
from generator.control.osc.codec import OscError
from generator.control.osc.connection import Connection
from generator.control.osc.dispatch import Dispatch
from generator.control.osc.feedback import FASTEST_HZ, TICK_SECONDS
from generator.control.osc.inbox import Inbox
from generator.control.osc.peer import Address, Peers, shown
from generator.control.osc.sockets import LOOPBACK, TCP, UDP, opened, reached
from generator.control.status import Status
from generator.control.surface import Change
from generator.control.targets import Targets

MOST_CONNECTIONS, MOST_OF_A_MACHINE = 32, 8
LATELY_SECONDS = 60.0
TURN_SECONDS = 0.0005
DONE = object()
EVERYTHING = "/"


@dataclass(frozen=True)
class OscSettings:
    """Where to listen. port, tcp_port: 0 is any free one; no tcp_port: no TCP.

    host: loopback only, unless it is 0.0.0.0 (everywhere) or an address of this machine. targets:
    hosts and ports that are told all that changes without asking. bindings: the file of learnt
    addresses, None to keep none. token: what another machine has to show to do what is guarded, ""
    where none may.
    """

    port: int = 9000
    host: str = "127.0.0.1"
    tcp_port: int | None = None
    targets: tuple[tuple[str, int], ...] = ()
    bindings: Path | None = None
    token: str = field(default="", repr=False)


class OscServer:
    """Listens from the start, answers once started; raises ControlError where it cannot listen.

    `changed` and `tell` may be called from any thread; they neither wait nor raise. address: host
    and port, as in 127.0.0.1:9000. near: whether only this machine is heard. port, tcp_port: the
    ports in use; tcp_port is None without TCP. learnt: the addresses that others have given us.
    """

    def __init__(self, desk: Desk, settings: OscSettings) -> None:
        self._open = True
        self._tick_seconds = 0.0
        self._inbox = Inbox()
        self._under_way: deque[Iterator[None]] = deque()
        self._emptying = False
        self._connections: list[Connection] = []
        self._peers = Peers(self._send_to)
        self.learnt = OscBindings(Targets(desk), settings.bindings)
        self._dispatch = Dispatch(desk, self.learnt, self._peers.at, token=settings.token)
        with ExitStack() as stack:
            self._selector = stack.enter_context(DefaultSelector())
            self._udp = opened(UDP, settings.host, settings.port, stack)
            self._tcp: list[socket.socket] = []
            if settings.tcp_port is not None:
                self._tcp = opened(TCP, settings.host, settings.tcp_port, stack)
            self.address = shown(self._udp[0].getsockname())
            self.near = all(is_near(each.getsockname()[0]) for each in (*self._udp, *self._tcp))
            self.port: int = self._udp[0].getsockname()[1]
            self.tcp_port: int | None = self._tcp[0].getsockname()[1] if self._tcp else None
            self._own = {(host, self.port) for host in LOOPBACK}
            self._by_length = {len(each.getsockname()): each for each in self._udp}
            self._wake, self._woken = (stack.enter_context(each) for each in socket.socketpair())
            for host, port in settings.targets:
                self._tell_always(reached(host, port, self._udp))
            self._sockets = stack.pop_all()
        self._listen()
        self._thread = Thread(target=self._run, name="osc", daemon=True)

    @property
    def clients(self) -> list[str]:
        """Those who are told what changes, are connected, or sent something within a minute."""
        told = [each.receiver for each in self._dispatch.feedback.subscribers]
        lately = self._peers.heard_since(time.monotonic() - LATELY_SECONDS)
        connected = [each.peer for each in list(self._connections)]
        peers = [*told, *connected, *lately]
        return sorted({shown(each.address) for each in peers})

    @property
    def received(self) -> int:
        """How many messages came."""
        return self._dispatch.received

    @property
    def refused(self) -> int:
        """How many messages and packets were wrong."""
        return self._dispatch.refused

    def changed(self, changes: Sequence[Change]) -> None:
        """Tell whom it concerns what changed, within a thirtieth of a second."""
        self._dispatch.feedback.changed(changes)

    def tell(self, status: Status) -> None:
        """Tell whom it concerns how the performance stands."""
        self._dispatch.feedback.tell(status)

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def close(self) -> None:
        """Answer no more, and give the ports back."""
        if not self._open:
            return
        self._open = False
        self._wake.send(b".")
        if self._thread.ident is not None:
            self._thread.join()
        for each in self._connections:
            each.close()
        self._sockets.close()
        self.learnt.close()

    # -- the thread

    def _listen(self) -> None:
        for each in self._udp:
            self._selector.register(each, EVENT_READ, partial(self._receive, each))
        for each in self._tcp:
            self._selector.register(each, EVENT_READ, partial(self._accept, each))
        self._selector.register(self._woken, EVENT_READ, lambda _: None)

    def _run(self) -> None:
        while self._open:
            for key, events in self._selector.select(self._timeout_seconds()):
                self._surely(partial(key.data, events))
            self._surely(self._work)
            self._surely(self._tick)
            self._surely(self._watch)

    def _surely(self, act: Callable[[], None]) -> None:
        """Do something whose failure must not end the thread."""
        try:
            act()
        except Exception:
            self._dispatch.refused += 1

    def _timeout_seconds(self) -> float | None:
        if self._under_way:
            return 0.0
        times = [self._tick_seconds] if self._dispatch.feedback.subscribers else []
        waiting_seconds = self._dispatch.next_seconds()
        if waiting_seconds is not None:
            times.append(waiting_seconds)
        return max(0.0, min(times) - time.monotonic()) if times else None

    def _tick(self) -> None:
        now = time.monotonic()
        self._dispatch.do_waiting()
        if now >= self._tick_seconds and self._dispatch.feedback.subscribers:
            self._tick_seconds = now + TICK_SECONDS
            self._dispatch.refresh()
            self._dispatch.feedback.step(now)

    def _work(self) -> None:
        """Let what is under way have turns, for half a millisecond: nobody waits for another."""
        until_seconds = time.monotonic() + TURN_SECONDS
        while self._under_way and time.monotonic() < until_seconds:
            turns = self._under_way.popleft()
            if next(turns, DONE) is not DONE:
                self._under_way.append(turns)

    # -- UDP

    def _receive(self, udp: socket.socket, events: int) -> None:
        self._inbox.fill(udp)
        if not self._emptying:
            self._emptying = True
            self._under_way.append(self._empty())

    def _empty(self) -> Iterator[None]:
        """Do what the packets in the inbox ask for, in order."""
        try:
            while self._inbox:
                packet, address = self._inbox.pop()
                if address[:2] not in self._own:  # who subscribes with this port is no controller
                    yield from self._dispatch.turns(packet, self._peers.at(address))
                yield
        finally:
            self._emptying = False

    def _send_to(self, packet: bytes, address: Address) -> None:
        with suppress(OSError, LookupError):  # there is nobody to be told that there is nobody
            self._by_length[len(address)].sendto(packet, address)

    def _tell_always(self, address: Address) -> None:
        feedback, now = self._dispatch.feedback, time.monotonic()
        feedback.subscribe(self._peers.at(address, now), None, EVERYTHING, FASTEST_HZ, now)

    # -- TCP

    def _accept(self, listener: socket.socket, events: int) -> None:
        with suppress(BlockingIOError):
            while True:
                connected, address = listener.accept()
                connection = Connection(connected, address, time.monotonic())
                if self._has_room(connection):
                    self._connect(connection)
                else:
                    connection.close()

    def _has_room(self, connection: Connection) -> bool:
        """Whether there is room for a connection, also beside others from the same machine."""
        host, near = connection.peer.host, connection.peer.near
        same = sum(each.peer.host == host for each in self._connections)
        return len(self._connections) < MOST_CONNECTIONS and (near or same < MOST_OF_A_MACHINE)

    def _connect(self, connection: Connection) -> None:
        self._connections.append(connection)
        self._selector.register(connection.socket, EVENT_READ, partial(self._serve, connection))

    def _serve(self, connection: Connection, events: int) -> None:
        if events & EVENT_WRITE:
            connection.flush()
        if events & EVENT_READ and not connection.busy:
            connection.busy = True
            self._under_way.append(self._hear(connection))

    def _hear(self, connection: Connection) -> Iterator[None]:
        """Do what a connection's next packets ask for."""
        try:
            for packet in connection.packets():
                yield from self._dispatch.turns(packet, connection.peer)
        except OscError as error:
            self._dispatch.refuse(connection.peer, b"", error)
            connection.open = False
        finally:
            connection.busy = False

    def _watch(self) -> None:
        """Wait for connections to take more where they could not, and forget those that ended."""
        for each in self._connections:
            if each.open:
                wanted = EVENT_READ | EVENT_WRITE if each.waiting else EVENT_READ
                key = self._selector.get_key(each.socket)
                if key.events != wanted:
                    self._selector.modify(each.socket, wanted, key.data)
            else:
                self._selector.unregister(each.socket)
                self._dispatch.feedback.unsubscribe(each.peer)
                each.close()
        self._connections = [each for each in self._connections if each.open]
