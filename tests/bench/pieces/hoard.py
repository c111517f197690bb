"""Clicks in a process that holds three million objects, and looks through them every second."""

from __future__ import annotations

import gc
import time

from tests.bench.loads import GARBAGE_OBJECTS
from tests.bench.pieces.pulse import clicking

PAUSE_SECONDS = 1.0


def collect() -> None:
    """Collect garbage for ever."""
    while True:
        time.sleep(PAUSE_SECONDS)
        gc.collect()


gc.disable()
kept = [[number] for number in range(GARBAGE_OBJECTS)]
gc.enable()
piece = clicking("hoard", collect)
