"""Who sends OSC to us, and how they are answered."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from generator.control.osc.codec import encode

Address = tuple[str, int] | tuple[str, int, int, int]
Send = Callable[[bytes], None]
MOST_PEERS = 1024
ERRORS_A_SECOND = 10
LONGEST_TEXT = 240


def shown(address: Address) -> str:
    """Return host and port as people write them."""
    host, port = address[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def with_port(address: Address, port: int) -> Address:
    """Return the same host's address with another port."""
    return (address[0], port) if len(address) == 2 else (address[0], port, *address[2:])


class Peer:
    """A sender, or a receiver. send: gets an encoded packet to it, or drops it; never blocks.

    connected: over TCP. name: its host and port. source: what the session calls it. heard_seconds:
    when something last came from it.
    """

    def __init__(
        self, address: Address, send: Send, now_seconds: float, *, connected: bool = False
    ) -> None:
        self.address = address
        self.connected = connected
        self.send = send
        self.name = shown(address)
        self.source = f"osc {self.name}"
        self.heard_seconds = now_seconds
        self._complaints: deque[float] = deque(maxlen=ERRORS_A_SECOND)

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
    """Who was heard over UDP; too many, and the half that was silent longest is forgotten."""

    def __init__(self, send_to: Callable[[bytes, Address], None]) -> None:
        self._send_to = send_to
        self._known: dict[Address, Peer] = {}

    def at(self, address: Address, now_seconds: float | None = None) -> Peer:
        """Return the peer at an address."""
        peer = self._known.get(address)
        if peer is None:
            now = time.monotonic() if now_seconds is None else now_seconds
            self._forget()
            peer = Peer(address, lambda packet: self._send_to(packet, address), now)
            self._known[address] = peer
        return peer

    def heard_since(self, seconds: float) -> list[Peer]:
        """Return those from whom something came after a monotonic time."""
        return [peer for peer in list(self._known.values()) if peer.heard_seconds >= seconds]

    def _forget(self) -> None:
        if len(self._known) >= MOST_PEERS:
            known = sorted(self._known.values(), key=lambda peer: peer.heard_seconds)
            self._known = {peer.address: peer for peer in known[MOST_PEERS // 2 :]}
