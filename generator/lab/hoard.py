"""The clicks in a process that holds three million objects and collects garbage all the time."""

from __future__ import annotations

import gc
import time

from generator.lab.click import clicking

OBJECTS = 3_000_000
PAUSE_SECONDS = 0.2


def collect() -> None:
    """Collect garbage over and over."""
    while True:
        time.sleep(PAUSE_SECONDS)
        gc.collect()


gc.disable()  # else it is collected while they are made
kept = [[number] for number in range(OBJECTS)]
gc.enable()
piece = clicking("hoard", [collect])
