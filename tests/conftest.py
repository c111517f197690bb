"""Signals as in a terminal; and what needs no real time comes first."""

from __future__ import annotations

import signal

import pytest

# A shell that starts the tests in the background lets them ignore these, and all that they start.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("live") is not None)
