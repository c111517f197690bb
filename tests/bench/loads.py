"""What keeps a process, or the machine, busy while the music must not notice."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

GARBAGE_OBJECTS = 3_000_000
COLLECTION_PAUSE_SECONDS = 0.2


@contextmanager
def load(name: str) -> Iterator[None]:
    """Keep this process busy: idle, threads (four that never rest) or garbage (a storm of it)."""
    stop = threading.Event()
    jobs: dict[str, list[Callable[[threading.Event], None]]] = {
        "idle": [],
        "threads": [toil] * 4,
        "garbage": [collect],
    }
    threads = [threading.Thread(target=job, args=(stop,), daemon=True) for job in jobs[name]]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


@contextmanager
def hogs(count: int) -> Iterator[None]:
    """Keep as many processors busy, with a process each."""
    running = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield
    finally:
        for each in running:
            each.kill()
            each.wait()


def toil(stop: threading.Event) -> None:
    """Count until told to stop."""
    number = 0
    while not stop.is_set():
        number += 1


def collect(stop: threading.Event) -> None:
    """Collect garbage over three million objects, over and over."""
    kept = [[number] for number in range(GARBAGE_OBJECTS)]
    while not stop.wait(COLLECTION_PAUSE_SECONDS):
        gc.collect()
    kept.clear()
