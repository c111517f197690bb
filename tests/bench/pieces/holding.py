"""Clicks, and once a call that holds the interpreter for six tenths of a second."""

from __future__ import annotations

import ctypes
import time

from tests.bench.pieces.pulse import clicking

AFTER_SECONDS = 1.0
HELD_SECONDS = 0.6


def hold() -> None:
    """Wait for the music, then do not let go: PyDLL calls C without handing the interpreter on."""
    library = ctypes.PyDLL(None)
    time.sleep(AFTER_SECONDS)
    library.usleep(round(HELD_SECONDS * 1e6))


piece = clicking("holding", hold)
