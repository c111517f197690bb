"""Damaged files of music, some hundreds of each; and that what is wrong with a reader is found."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from generator.composition.midi_files import TUNES
from generator.errors import UsageError
from tests.soak import fuzz_midi
from tests.soak.fuzz_files import Kind, tried
from tests.soak.fuzz_music import kinds
from tests.soak.fuzz_scala import DamagedLines

FILES = 150


@pytest.mark.parametrize("place", range(3))
def test_damaged_files_of_music_are_read_or_refused(tmp_path: Path, place: int) -> None:
    line = tried(kinds(tmp_path)[place], FILES)
    assert line.holds, line.measured
    assert " 0 read" not in line.measured
    assert " 0 refused" not in line.measured


def fails(data: bytes) -> None:
    raise KeyError(data[:0])


def rambles(_: bytes) -> None:
    raise UsageError("one\ntwo")


def lingers(_: bytes) -> None:
    ends = time.thread_time() + 0.02
    while time.thread_time() < ends:
        pass


def swells(_: bytes) -> None:
    bytearray(60_000_000)[::4096] = b"x" * 14_649


@pytest.mark.parametrize(
    ("read", "said"),
    [(fails, "KeyError"), (rambles, "no short line"), (lingers, "at most 20 ms"), (swells, "MB")],
)
def test_what_is_wrong_with_a_reader_is_found(read: fuzz_midi.Read, said: str) -> None:
    kind = Kind("such files", [b"1\n2\n"], read, (UsageError,), DamagedLines, 0.01)
    line = tried(kind, 2)
    assert not line.holds
    assert said in line.measured


def test_tracks_are_taken_apart_and_put_together() -> None:
    data = (TUNES / "invention.mid").read_bytes()
    tracks = [fuzz_midi.events(track) for track in fuzz_midi.tracks_of(data)]
    assert [len(track) > 400 for track in tracks] == [False, True, True]
    again = [b"".join(map(b"".join, fuzz_midi.running(track))) for track in tracks]
    assert fuzz_midi.header_and(again)[14:] == data[14:]
