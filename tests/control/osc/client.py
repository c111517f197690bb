"""The other end of OSC in tests: one in memory, one with a socket."""

from __future__ import annotations

import contextlib
import socket
import struct
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType

from generator.control.osc.codec import Argument, Plain, decode, encode, slip_packed, split
from generator.control.osc.peer import Address, Peer
from generator.control.osc.server import OscServer, OscSettings
from tests.control.surface import KeepingSurface, desk_of

Message = tuple[str, list[Argument]]
PATIENCE_SECONDS = 5.0


def messages_in(packet: bytes) -> list[Message]:
    """Return the messages of a packet, decoded."""
    return [decode(piece.content) for piece in split(packet)]


class Ear:
    """A peer that keeps what is sent to it."""

    def __init__(
        self, host: str = "127.0.0.1", port: int = 5000, *, connected: bool = False
    ) -> None:
        self.packets: list[bytes] = []
        self.peer = Peer((host, port), self.packets.append, 0.0, connected=connected)

    @property
    def messages(self) -> list[Message]:
        """All messages that came, in order."""
        return [message for packet in self.packets for message in messages_in(packet)]

    def take(self) -> list[Message]:
        """Return the messages that came since the last time."""
        messages = self.messages
        self.packets.clear()
        return messages


class Client:
    """A controller on a socket of its own, on the loopback of one family."""

    def __init__(self, port: int, family: socket.AddressFamily = socket.AF_INET) -> None:
        self._socket = socket.socket(family, socket.SOCK_DGRAM)
        host = "::1" if family == socket.AF_INET6 else "127.0.0.1"
        self._socket.bind((host, 0))
        self._server = (host, port)
        self.address: Address = self._socket.getsockname()
        self.heard: list[Message] = []

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._socket.close()

    def send(self, address: str, types: str = "", *arguments: Plain) -> None:
        """Send a message."""
        self.send_packet(encode(address, types, *arguments))

    def send_packet(self, packet: bytes) -> None:
        """Send any bytes."""
        self._socket.sendto(packet, self._server)

    def until(self, wanted: Callable[[Message], bool]) -> Message:
        """Return the first message that came, or comes, and is wanted; fails when none does."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            for message in self.heard:
                if wanted(message):
                    return message
            self._socket.settimeout(max(0.001, deadline - time.monotonic()))
            try:
                self.heard += messages_in(self._socket.recv(65_536))
            except TimeoutError:
                raise AssertionError(f"it did not come; these did: {self.heard[-10:]}") from None

    def answer(self, address: str) -> list[Argument]:
        """Return the arguments of the first message from an address."""
        return self.until(lambda message: message[0] == address)[1]


def sized(packet: bytes) -> bytes:
    """Return a packet as OSC 1.0 sends it over TCP."""
    return struct.pack(">i", len(packet)) + packet


class Caller:
    """A TCP connection with one of the framings."""

    def __init__(self, port: int, framed: Callable[[bytes], bytes] = sized) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS)
        self._framed = framed
        self._data = b""

    def __enter__(self) -> Caller:
        return self

    def __exit__(self, *exception: object) -> None:
        self.socket.close()

    def send(self, packet: bytes) -> None:
        """Send a packet."""
        self.socket.sendall(self._framed(packet))

    def message(self) -> Message:
        """Return the next message, framed as sent."""
        while True:
            if self._framed is slip_packed:
                _, end, rest = self._data[1:].partition(b"\xc0")
                packet = self._data[1 : -len(rest) - 1] if rest else self._data[1:-1]
                whole = bool(end)
            else:
                size = int.from_bytes(self._data[:4], "big")
                packet, rest = self._data[4 : 4 + size], self._data[4 + size :]
                whole = len(self._data) >= 4 + size > 4
            if whole:
                self._data = rest
                [message] = messages_in(packet)
                return message
            came = self.socket.recv(65_536)
            assert came, "the connection was closed"
            self._data += came


@contextlib.contextmanager
def serving(surface: KeepingSurface, folder: Path, settings: OscSettings) -> Iterator[OscServer]:
    """Run a server that hears of what its surface changes."""
    server = OscServer(desk_of(surface, folder), settings)
    surface.listen = lambda change: server.changed([change])
    with contextlib.closing(server):
        server.start()
        yield server


def until(true: Callable[[], bool]) -> None:
    """Wait until something is true; fails when it never is."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.001)
