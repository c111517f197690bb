"""A flood of OSC messages from a process of its own: PORT RATE SECONDS.

Prints how many it sent.
"""

from __future__ import annotations

import socket
import struct
import sys
import time

ADDRESS = b"/param/legato\0\0\0,f\0\0"
TICK_SECONDS = 0.001


def flood(port: int, rate: float, seconds: float) -> int:
    """Send so many messages a second, evenly each millisecond; return how many were sent."""
    sent, start = 0, time.monotonic()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.connect(("127.0.0.1", port))
        while (passed := time.monotonic() - start) < seconds:
            while sent < passed * rate:
                sender.send(ADDRESS + struct.pack(">f", sent % 997 / 997.0))
                sent += 1
            time.sleep(TICK_SECONDS)
    return sent


if __name__ == "__main__":
    print(flood(int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])))
