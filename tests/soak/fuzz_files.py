"""Kinds of files, and what becomes of so many damaged ones of each."""

from __future__ import annotations

import gc
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import CDLL
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from generator.errors import ScoretimeError
from tests.soak.fuzz_damage import Damaged, DamagedJson
from tests.soak.results import Held

MOST_SECONDS, MOST_MEGABYTES = 1.0, 50.0
LONGEST_LINE = 999
STATUS, PEAK = Path("/proc/self/status"), Path("/proc/self/clear_refs")


class Kind(NamedTuple):
    """A kind of file: whole ones, and what reads one, which may raise what is in `refusals`."""

    name: str
    samples: list[bytes]
    read: Callable[[bytes], object]
    refusals: tuple[type[Exception], ...]
    damaged: type[Damaged] = DamagedJson
    most_seconds: float = MOST_SECONDS


class Cost(NamedTuple):
    """What became of a file, `read`, `refused` or what was wrong, and the seconds it took."""

    end: str
    seconds: float


def tried(kind: Kind, count: int) -> Held:
    """Read so many damaged files, and return what became of them."""
    ends: Counter[str] = Counter()
    longest = 0.0
    with growth() as grown:
        for cost in islice(_costs(kind), count):
            ends[cost.end] += 1
            longest = max(longest, cost.seconds)
    broken = sorted(ends.keys() - {"read", "refused"})
    found = f"{ends['read']:,} read, {ends['refused']:,} refused, at most {longest * 1e3:.3g} ms"
    return Held(
        f"{count:,} damaged files: {kind.name}",
        "; ".join([f"{found} and {grown[0]:.1f} MB each", *broken[:1]]),
        f"read or refused in a line, within {kind.most_seconds:g} s and {MOST_MEGABYTES:g} MB",
        not broken and longest <= kind.most_seconds and grown[0] <= MOST_MEGABYTES,
    )


@contextmanager
def growth() -> Iterator[list[float]]:
    """Let the collector be, and tell by how many MB the process grew meanwhile at the most."""
    gc.collect()
    gc.freeze()  # or it takes 30 ms for what is none of theirs
    CDLL(None).malloc_trim(0)  # or they take what others have left, and it does not show
    PEAK.write_text("5")
    before, grown = _megabytes("VmRSS"), list[float]()
    try:
        yield grown
    finally:
        grown.append(max(0.0, _megabytes("VmHWM") - before))
        gc.unfreeze()


def _costs(kind: Kind) -> Iterator[Cost]:
    for data in kind.damaged(7, kind.samples).files():
        cost = cost_of(kind, data)
        if cost.seconds > kind.most_seconds:
            again = cost_of(kind, data)  # a machine's noise counts as time
            cost = min(cost, again, key=lambda each: each.seconds)
        yield cost


def cost_of(kind: Kind, data: bytes) -> Cost:
    """Read one file."""
    began = time.thread_time()
    end = _end(kind, data)
    return Cost(end, time.thread_time() - began)


def _end(kind: Kind, data: bytes) -> str:
    try:
        kind.read(data)
        return "read"
    except kind.refusals as error:
        said = str(error)
        if isinstance(error, ScoretimeError) and ("\n" in said or len(said) > LONGEST_LINE):
            return f"{type(error).__name__} is no short line"
        return "refused"
    except Exception as error:
        return f"{type(error).__name__}: {error!s:.100}"


def _megabytes(which: str) -> float:
    """Return what the process holds: VmRSS, now; VmHWM, the most since that was last forgotten."""
    lines = STATUS.read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(which)) / 1024.0
