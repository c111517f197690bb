"""A flood of OSC messages from a process of its own: PORT RATE SECONDS [ADDRESS].

Ends when its time is over or it is asked to, and prints how many messages it sent.
"""

from __future__ import annotations

import signal
import socket
import struct
import sys
import time
from collections.abc import Callable

ADDRESS = "/param/touch"
TICK_SECONDS = 0.001
VALUES = 997


def flood(
    port: int,
    rate: float,
    seconds: float,
    address: str = ADDRESS,
    stopped: Callable[[], bool] = lambda: False,
) -> int:
    """Send so many messages a second, evenly each millisecond; return how many were sent."""
    sent, start = 0, time.monotonic()
    head = _padded(address) + _padded(",f")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.connect(("127.0.0.1", port))
        while (passed := time.monotonic() - start) < seconds and not stopped():
            while sent < passed * rate:
                sender.send(head + struct.pack(">f", sent % VALUES / VALUES))
                sent += 1
            time.sleep(TICK_SECONDS)
    return sent


def _padded(text: str) -> bytes:
    """Return a text as OSC has it."""
    data = text.encode() + b"\0"
    return data + b"\0" * (-len(data) % 4)


def main(port: str, rate: str, seconds: str, address: str = ADDRESS) -> None:
    """Send until it is over, or SIGTERM comes."""
    asked: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: asked.append(number))
    print(flood(int(port), float(rate), float(seconds), address, lambda: bool(asked)))


if __name__ == "__main__":
    main(*sys.argv[1:])
