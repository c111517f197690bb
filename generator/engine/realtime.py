"""What the interpreter and the system must be asked for, so that no note is late."""

from __future__ import annotations

import contextlib
import gc
import os
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

SWITCH_INTERVAL_SECONDS = 0.0001
COMMITTING_PRIORITY = 60
SERVING_PRIORITY = 20
YOUNG_COLLECTION_SECONDS = 0.25
MIDDLE_COLLECTION_SECONDS = 5.0
MOST_MEMORY_BYTES = 4 << 30


def settle_interpreter() -> None:
    """Hand the interpreter over between threads quickly, and collect no garbage unasked."""
    sys.setswitchinterval(SWITCH_INTERVAL_SECONDS)
    gc.collect()
    gc.freeze()
    gc.disable()


def limit_memory() -> None:
    """Let a piece that takes ever more memory meet a MemoryError, before the system is in need."""
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY_BYTES, hard))


def thread_ids() -> set[int]:
    """Return the kernel's ids of this process's threads; empty where they cannot be listed."""
    with contextlib.suppress(OSError):
        return {int(task.name) for task in Path("/proc/self/task").iterdir()}
    return set()


def used_seconds(thread_id: int) -> float | None:
    """Return the processor time that a thread of this process has taken; None where unknown."""
    try:
        text = Path(f"/proc/self/task/{thread_id}/stat").read_text()
    except OSError:
        return None
    fields = text.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def raise_priority(thread_id: int, priority: int = COMMITTING_PRIORITY) -> bool:
    """Put a thread under the real-time scheduler; return whether the system allowed it.

    Every thread that takes the interpreter's lock often needs it: one that is set aside by the
    system while it holds the lock keeps the committing thread waiting. Threads started from here
    do not inherit it.
    """
    if not hasattr(os, "SCHED_RESET_ON_FORK"):
        return False
    policy = os.SCHED_RR | os.SCHED_RESET_ON_FORK
    try:
        os.sched_setscheduler(thread_id, policy, os.sched_param(priority))
    except (OSError, ValueError):
        return False
    return True


@contextlib.contextmanager
def starting_threads() -> Iterator[None]:
    """Let the threads that are started meanwhile begin under the real-time scheduler.

    One that began without could be set aside, with the interpreter's lock, before it raises itself.
    """
    if not hasattr(os, "SCHED_RESET_ON_FORK"):
        yield
        return
    before = os.sched_getscheduler(0), os.sched_getparam(0)
    with contextlib.suppress(OSError, ValueError):
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(COMMITTING_PRIORITY))
    try:
        yield
    finally:
        with contextlib.suppress(OSError, ValueError):
            os.sched_setscheduler(0, *before)


class Collector:
    """Collects garbage in small steps, between commits, never the old generation."""

    def __init__(self) -> None:
        self._young_at = self._middle_at = time.monotonic()

    def step(self) -> None:
        """Collect what is due."""
        now = time.monotonic()
        if now - self._middle_at > MIDDLE_COLLECTION_SECONDS:
            self._middle_at = self._young_at = now
            gc.collect(1)
        elif now - self._young_at > YOUNG_COLLECTION_SECONDS:
            self._young_at = now
            gc.collect(0)
