"""Messages between two processes: one JSON object a line, over a socket."""

from __future__ import annotations

import json
import select
import socket
import threading
from dataclasses import asdict
from typing import Any

from generator.control.surface import Subject
from generator.parameters import Parameter, Warp

Message = dict[str, Any]
CHUNK_BYTES = 1 << 16


class Wire:
    """One end of a connection; several threads may send."""

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        self._rest = b""
        self._sending = threading.Lock()
        self.open = True

    def send(self, message: Message) -> None:
        """Send a message; to an end that is gone it is dropped and `open` turns False."""
        line = json.dumps(message).encode() + b"\n"
        try:
            with self._sending:
                self._socket.sendall(line)
        except OSError:
            self.open = False

    def receive(self, timeout_seconds: float) -> list[Message]:
        """Return the messages that came, after waiting for one at the most this long."""
        if not self.open or not select.select([self._socket], [], [], timeout_seconds)[0]:
            return []
        try:
            chunk = self._socket.recv(CHUNK_BYTES)
        except OSError:
            chunk = b""
        self.open = bool(chunk)
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        return [json.loads(line) for line in lines]

    def close(self) -> None:
        """Close this end."""
        self.open = False
        self._socket.close()


def message_of(subject: Subject) -> Message:
    """Return what is played, as JSON can carry it."""
    message = asdict(subject)
    del message["by_id"]
    return message


def subject_from(message: Message) -> Subject:
    """Return what is played, from a message."""
    declared = (
        Parameter(**each | {"warp": Warp(each["warp"]), "choices": tuple(each["choices"])})
        for each in message["declared"]
    )
    parts, pieces = tuple(message["parts"]), tuple(message["pieces"])
    return Subject(**message | {"declared": tuple(declared), "parts": parts, "pieces": pieces})
