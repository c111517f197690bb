"""What the tests of OSCQuery share."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from generator.control.desk import Desk
from generator.control.oscquery.server import OscQuery
from generator.control.snapshots import Bank
from generator.control.surface import Surface

PATIENCE_SECONDS = 15.0


def desk_of(surface: Surface, folder: Path) -> Desk:
    """Return a desk that keeps its files in a folder."""
    return Desk(surface, Bank(folder / "snapshots.json"), folder)


async def nothing(*_: object) -> None:
    """Stand in for an announcement, which takes a second."""


def wait_until(true: Callable[[], object], patience_seconds: float = PATIENCE_SECONDS) -> None:
    """Wait on a condition; fails where it does not come true."""
    deadline = time.monotonic() + patience_seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.01)


def ask(query: OscQuery, path: str, method: str = "GET") -> tuple[int, Any]:
    """Return the status and, if any, the JSON of an answer."""
    with closing(HTTPConnection("127.0.0.1", query.port, timeout=PATIENCE_SECONDS)) as connection:
        connection.request(method, path)
        answer = connection.getresponse()
        body = answer.read()
        if body:
            assert answer.headers["Content-Type"] == "application/json"
        return answer.status, json.loads(body) if body else None
