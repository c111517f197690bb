"""Who sends OSC to us, and how they are answered."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from weakref import WeakValueDictionary

from generator.control.osc.allowance import Allowance, Allowances, is_near
from generator.control.osc.codec import encode

Address = tuple[str, int] | tuple[str, int, int, int]
Send = Callable[[bytes], None]
MOST_PEERS = 1024
ERRORS_A_SECOND = 10
LONGEST_TEXT = 240
SILENT_SECONDS = 600.0


def shown(address: Address) -> str:
    """Return host and port as people write them."""
    host, port = address[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def with_port(address: Address, port: int) -> Address:
    """Return the same host's address with another port."""
    return (address[0], port) if len(address) == 2 else (address[0], port, *address[2:])


class Peer:
    """A sender, or a receiver. send: gets an encoded packet to it, or drops it; never blocks.

    connected: over TCP. allowance: what may be sent, None where there is no bound. near: whether it
    is on this machine. trusted: whether it has shown the token. name: its host and port. source:
    what the session calls it. heard_seconds: when something last came from it.
    """

    def __init__(
        self,
        address: Address,
        send: Send,
        now_seconds: float,
        *,
        connected: bool = False,
        allowance: Allowance | None = None,
    ) -> None:
        self.address = address
        self.host = address[0]
        self.connected = connected
        self.near = is_near(self.host)
        self.trusted = False
        self.allowance = allowance
        self.name = shown(address)
        self.source = f"osc {self.name}"
        self.heard_seconds = now_seconds
        self._send = send
        self._complaints: deque[float] = deque(maxlen=ERRORS_A_SECOND)

    @property
    def known(self) -> bool:
        """Whether it may do everything."""
        return self.near or self.trusted

    def trust(self) -> None:
        """Let it do everything, and send it all that there is."""
        self.trusted, self.allowance = True, None

    def hear(self, now_seconds: float) -> None:
        """Note that something has come from it; after ten minutes of silence it is a stranger."""
        if now_seconds - self.heard_seconds > SILENT_SECONDS:
            self.trusted = False
        self.heard_seconds = now_seconds

    def send(self, packet: bytes) -> None:
        """Send a packet, unless too much went there already."""
        if self.allowance is None or self.allowance.spend(len(packet)):
            self._send(packet)

    def same(self, other: Peer) -> bool:
        """Return whether the other stands for the same socket."""
        return self.address == other.address and self.connected == other.connected

    def complain(self, address: str, code: str, text: str, now_seconds: float) -> None:
        """Send an error, unless ten went out within the last second."""
        sent = self._complaints
        if len(sent) < ERRORS_A_SECOND or now_seconds - sent[0] >= 1.0:
            sent.append(now_seconds)
            self.send(encode("/error", "sss", address[:LONGEST_TEXT], code, text[:LONGEST_TEXT]))


class Peers:
    """Who was heard over UDP; too many, and the half that was silent longest is forgotten.

    Not those who are told something, or are trusted: whoever holds on to a peer keeps it here.
    """

    def __init__(
        self,
        send_to: Callable[[bytes, Address], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._send_to = send_to
        self._clock = clock
        self._allowances = Allowances(clock)
        self._known: dict[Address, Peer] = {}
        self._held: WeakValueDictionary[Address, Peer] = WeakValueDictionary()

    def at(self, address: Address, now_seconds: float | None = None) -> Peer:
        """Return the peer at an address."""
        peer = self._known.get(address)
        if peer is None:
            now = self._clock() if now_seconds is None else now_seconds
            self._forget()
            peer = self._held.get(address) or self._new(address, now)
            self._known[address] = self._held[address] = peer
        return peer

    def _new(self, address: Address, now_seconds: float) -> Peer:
        allowance = None if is_near(address[0]) else self._allowances.of(address[0])
        send_to = self._send_to
        return Peer(
            address, lambda packet: send_to(packet, address), now_seconds, allowance=allowance
        )

    def heard_since(self, seconds: float) -> list[Peer]:
        """Return those from whom something came after a monotonic time."""
        return [peer for peer in list(self._known.values()) if peer.heard_seconds >= seconds]

    def _forget(self) -> None:
        if len(self._known) >= MOST_PEERS:
            known = sorted(self._known.values(), key=lambda peer: peer.heard_seconds)
            self._known = {peer.address: peer for peer in known[MOST_PEERS // 2 :]}
