"""One OSCQuery client that listens: which addresses, and what it was told last."""

from __future__ import annotations

import json

from websockets.asyncio.connection import broadcast
from websockets.asyncio.server import ServerConnection

from generator.control.osc.space import AddressSpace, present
from generator.control.surface import Surface

MOST_WAITING_BYTES = 65_536
CHANGED = json.dumps({"COMMAND": "PATH_CHANGED", "DATA": "/"})


class Listener:
    """Keeps the addresses that a client listens to, each with the last message told there."""

    def __init__(self) -> None:
        self._told: dict[str, bytes] = {}

    def hear(self, message: str | bytes, space: AddressSpace) -> None:
        """Take a command of the client; what is none, or names no address, is passed over."""
        try:
            asked = json.loads(message) if isinstance(message, str) else None
        except (ValueError, RecursionError):
            return
        match asked:
            case {"COMMAND": "LISTEN", "DATA": str(address)} if address in space.methods:
                self._told.setdefault(address, b"")
            case {"COMMAND": "IGNORE", "DATA": str(address)}:
                self._told.pop(address, None)

    def tell(self, connection: ServerConnection, space: AddressSpace, surface: Surface) -> None:
        """Send what has changed since the last time, unless the client is behind with reading."""
        if connection.transport.get_write_buffer_size() > MOST_WAITING_BYTES:
            return
        for address, last in self._told.items():
            target = space.methods.get(address)
            if target is None or not target.endpoint.readable:
                continue
            for packet in present([target], surface):
                if packet != last:
                    self._told[address] = packet
                    broadcast([connection], packet)

    def tell_of_change(self, connection: ServerConnection) -> None:
        """Tell the client that all addresses have changed: it forgets those that are gone."""
        broadcast([connection], CHANGED)
