"""Damaged files of music: tunings, keyboard maps, MIDI files; and the largest ones there may be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.composition.midi_bytes import MOST_BYTES
from generator.theory.keyboard_map import MAXIMUM_SIZE
from generator.theory.scala import MAXIMUM_NOTES
from tests.soak import fuzz_midi, fuzz_scala
from tests.soak.fuzz_files import Kind, cost_of, growth
from tests.soak.fuzz_midi import header_and
from tests.soak.results import Held

MADE = (*fuzz_scala.MADE, *fuzz_midi.MADE)
MOST_SECONDS, MOST_MEGABYTES = 10.0, 250.0


def kinds(folder: Path) -> list[Kind]:
    """Return all kinds of files of music."""
    return [*fuzz_scala.kinds(folder), *fuzz_midi.kinds(folder)]


def largest(folder: Path) -> Iterator[Held]:
    """Yield what the largest file of each kind costs."""
    for kind, data in zip(kinds(folder), (_scale(), _map(), _notes()), strict=True):
        with growth() as grown:
            cost = cost_of(kind, data)
        yield Held(
            f"one of {len(data):,} bytes, the largest of {kind.name}",
            f"{cost.end}, {cost.seconds:.2g} s and {grown[0]:.0f} MB",
            f"read, within {MOST_SECONDS:g} s and {MOST_MEGABYTES:g} MB",
            cost.end == "read" and cost.seconds <= MOST_SECONDS and grown[0] <= MOST_MEGABYTES,
        )


def _scale() -> bytes:
    """Return a tuning of as many notes as there may be, all of them ratios."""
    count = MAXIMUM_NOTES
    ratios = (f"{10**40 + note}/{10**40}" for note in range(1, count))
    return "\n".join(["all", str(count), *ratios, "2/1"]).encode()


def _map() -> bytes:
    """Return a map of as many keys as there may be."""
    head = [MAXIMUM_SIZE, 0, 127, 60, 60, 261.6, 12]
    return "\n".join(map(str, [*head, *range(MAXIMUM_SIZE)])).encode()


def _notes() -> bytes:
    """Return as many notes at once as a file can hold, on one key, and all of their ends."""
    count = MOST_BYTES // 6 - 10
    body = b"\0\x90\x3c\x40" + b"\0\x3c\x40" * count + b"\1\x3c\0" * count + b"\0\xff\x2f\0"
    return header_and([body])
