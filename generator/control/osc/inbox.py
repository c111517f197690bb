"""Packets that came and were not taken up yet."""

from __future__ import annotations

import socket
from collections import deque

from generator.control.osc.codec import LARGEST_PACKET_BYTES
from generator.control.osc.peer import Address

MOST_BYTES = 32 << 20
BYTES_BESIDE = 300  # what a packet takes in memory beside its content
MOST_IN_A_ROW = 1024


class Inbox:
    """Empties the sockets early, and keeps what came.

    Without special rights a socket's own buffer holds hardly 300 packets, and a burst many more.
    When 32 MB wait here, the rest waits in the sockets.
    """

    def __init__(self) -> None:
        self._packets: deque[tuple[bytes, Address]] = deque()
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._packets)

    def fill(self, udp: socket.socket) -> None:
        """Read what has come; never waits."""
        for _ in range(MOST_IN_A_ROW):
            if self._bytes > MOST_BYTES:
                return
            try:
                packet, address = udp.recvfrom(LARGEST_PACKET_BYTES)
            except BlockingIOError:
                return
            except OSError:
                continue  # what was sent before could not be delivered
            self._packets.append((packet, address))
            self._bytes += len(packet) + BYTES_BESIDE

    def pop(self) -> tuple[bytes, Address]:
        """Return the packet that came first, and who sent it; raises IndexError for none."""
        packet, address = self._packets.popleft()
        self._bytes -= len(packet) + BYTES_BESIDE
        return packet, address
