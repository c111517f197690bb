"""One controller connected over TCP."""

from __future__ import annotations

import socket
from collections.abc import Iterator

from generator.control.osc.peer import Address, Peer
from generator.control.osc.stream import Stream

CHUNK_BYTES = 1 << 14
MOST_UNSENT_BYTES = 1 << 18


class Connection:
    """Reads packets and sends answers without ever waiting for the other end.

    open: turns False when the other end is gone, or reads so slowly that 256 kB wait for it. busy:
    what it has sent is being done; what it sends meanwhile waits in its socket.
    """

    def __init__(self, connected: socket.socket, address: Address, now_seconds: float) -> None:
        connected.setblocking(False)
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connected.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        self.socket = connected
        self.peer = Peer(address, self.send, now_seconds, connected=True)
        self.open, self.busy = True, False
        self._stream = Stream()
        self._unsent = bytearray()

    @property
    def waiting(self) -> bool:
        """Whether there is something that could not be sent yet."""
        return bool(self._unsent)

    def packets(self) -> Iterator[bytes]:
        """Yield the packets that came; raises OscError for bytes that are none."""
        try:
            data = self.socket.recv(CHUNK_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        self.open = self.open and bool(data)
        yield from self._stream.packets(data)

    def send(self, packet: bytes) -> None:
        """Send a packet, or keep it for later."""
        framed = self._stream.framed(packet)
        if len(self._unsent) + len(framed) > MOST_UNSENT_BYTES:
            self.open = False
            return
        self._unsent += framed
        self.flush()

    def flush(self) -> None:
        """Send what could not be sent before."""
        try:
            del self._unsent[: self.socket.send(self._unsent)]
        except BlockingIOError:
            pass
        except OSError:
            self.open = False

    def close(self) -> None:
        """Close this end."""
        self.open = False
        self.socket.close()
