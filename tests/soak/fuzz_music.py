"""Damaged files of music: tunings, keyboard maps, MIDI files; and the largest ones there may be."""

from __future__ import annotations

from pathlib import Path

from tests.soak import fuzz_midi, fuzz_scala
from tests.soak.fuzz_files import Kind

MADE = (*fuzz_scala.MADE, *fuzz_midi.MADE)


def kinds(folder: Path) -> list[Kind]:
    """Return all kinds of files of music."""
    return [*fuzz_scala.kinds(folder), *fuzz_midi.kinds(folder)]
