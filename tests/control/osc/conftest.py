"""What the tests of OSC share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.control.osc.server import OscServer, OscSettings
from tests.control.osc.client import Client, serving
from tests.control.surface import KeepingSurface


@pytest.fixture
def surface() -> KeepingSurface:
    return KeepingSurface()


@pytest.fixture
def server(surface: KeepingSurface, tmp_path: Path) -> Iterator[OscServer]:
    with serving(surface, tmp_path, OscSettings(0, tcp_port=0)) as server:
        yield server


@pytest.fixture
def client(server: OscServer) -> Iterator[Client]:
    with Client(server.port) as client:
        yield client
