"""What the tests of MIDI share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.control.midi.scene import Controller, own_server
from tests.control.surface import KeepingSurface


@pytest.fixture(scope="module")
def server() -> Iterator[None]:
    with own_server():
        yield


@pytest.fixture
def controller() -> Iterator[Controller]:
    made = Controller()
    yield made
    made.close()


@pytest.fixture
def surface() -> KeepingSurface:
    return KeepingSurface()
