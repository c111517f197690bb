"""Signals as in a terminal, no screen, nobody's own files; what needs no real time comes first."""

from __future__ import annotations

import os
import signal
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests import jack

os.environ.pop("DISPLAY", None)  # windows open on a screen of the tests' own, or not at all

# A shell that starts the tests in the background lets them ignore these, and all that they start.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)


USERS = TemporaryDirectory(prefix="scoretime-users-")
NUMBERS = count()


def pytest_sessionstart() -> None:
    jack.forget_dead_servers()


def pytest_runtest_setup() -> None:
    """Let each test be a user of its own: what another one left broken off concerns nobody."""
    os.environ["XDG_DATA_HOME"] = str(Path(USERS.name, str(next(NUMBERS))))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    USERS.cleanup()
    if exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED and session.config.option.keyword:
        session.exitstatus = pytest.ExitCode.OK  # what was asked for is in the other half of a run


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("live") is not None)
