"""Messages between two processes: one JSON object a line, over a socket."""

from __future__ import annotations

import json
import select
import socket
import threading
from collections import deque
from dataclasses import asdict
from typing import Any

from generator.control.surface import Subject
from generator.parameters import Parameter, Warp

Message = dict[str, Any]
CHUNK_BYTES = 1 << 16
CHUNKS_AT_ONCE = 32


class Wire:
    """One end of a connection; several threads may send.

    patience_seconds: how long the other end may leave everything unread before it counts as gone;
    None is for ever.
    """

    def __init__(self, connection: socket.socket, patience_seconds: float | None = None) -> None:
        connection.settimeout(patience_seconds)
        self._socket = connection
        self._rest = b""
        self._sending = threading.Lock()
        self.open = True

    def send(self, message: Message) -> None:
        """Send a message; to an end that is gone it is dropped.

        Then `open` turns False once the last words of that end are received.
        """
        line = json.dumps(message).encode() + b"\n"
        try:
            with self._sending:
                self._socket.sendall(line)
        except TimeoutError:
            self.open = False
        except OSError:
            return

    def receive(self, timeout_seconds: float) -> list[Message]:
        """Return the messages that came, after waiting for one at the most this long."""
        chunks = [self._rest]
        while self._readable(timeout_seconds) and len(chunks) <= CHUNKS_AT_ONCE:
            chunks.append(self._chunk())
            timeout_seconds = 0.0
        *lines, self._rest = b"".join(chunks).split(b"\n")
        return [json.loads(line) for line in lines]

    def _readable(self, timeout_seconds: float) -> bool:
        return self.open and bool(select.select([self._socket], [], [], timeout_seconds)[0])

    def _chunk(self) -> bytes:
        try:
            chunk = self._socket.recv(CHUNK_BYTES)
        except OSError:
            chunk = b""
        self.open = bool(chunk)
        return chunk

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
    listed = {key: tuple(message[key]) for key in ("parts", "pieces", "unpitched")}
    return Subject(**message | listed | {"declared": tuple(declared)})


def drained(told: deque[Any]) -> list[Any]:
    """Return what a queue holds, and leave it empty; others may add to it meanwhile."""
    return [told.popleft() for _ in range(len(told))]
