"""The sound that two processes share."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import IO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.session.scope import READABLE_FRAMES, RING_FRAMES, Scope, shared_file


@pytest.fixture
def file() -> Iterator[IO[bytes]]:
    with shared_file() as file:
        yield file


def ramp(start: int, frames: int) -> np.ndarray:
    """Return frames of which each says which it is."""
    count = np.arange(start, start + frames, dtype=np.float64)
    return np.stack((count, -count), axis=1)


def test_another_view_sees_what_is_written(file: IO[bytes]) -> None:
    ours, theirs = Scope(file.fileno()), Scope(file.fileno())
    assert theirs.since(0)[0] == 0
    assert theirs.since(0)[1].shape == (0, 2)
    ours.write(ramp(0, 960))
    written, frames = theirs.since(0)
    assert written == theirs.written == 960
    assert np.array_equal(frames, ramp(0, 960))
    assert frames.dtype == np.float32
    assert np.array_equal(theirs.since(950)[1], ramp(950, 10))


@settings(max_examples=30, deadline=None)
@given(blocks=st.lists(st.integers(0, 3 * RING_FRAMES), min_size=1, max_size=8))
def test_the_latest_frames_are_there_whatever_the_blocks(blocks: list[int]) -> None:
    with shared_file() as file:
        scope, total = Scope(file.fileno()), 0
        for block in blocks:
            scope.write(ramp(total, block))
            total += block
        written, frames = scope.since(0)
        kept = min(total, READABLE_FRAMES)
        assert written == total
        assert np.array_equal(frames, ramp(total - kept, kept).astype(np.float32))


def test_one_channel_is_heard_on_both_and_further_ones_on_none(file: IO[bytes]) -> None:
    scope = Scope(file.fileno())
    scope.write(ramp(0, 10)[:, :1])
    scope.write(np.hstack((ramp(10, 10), ramp(70, 10))))
    frames = scope.since(0)[1]
    assert np.array_equal(frames[:10], np.repeat(ramp(0, 10)[:, :1], 2, axis=1))
    assert np.array_equal(frames[10:], ramp(10, 10))


def test_the_next_engine_goes_on_where_one_stopped(file: IO[bytes]) -> None:
    Scope(file.fileno()).write(ramp(0, 1000))
    Scope(file.fileno()).write(ramp(1000, 1000))
    assert np.array_equal(Scope(file.fileno()).since(500)[1], ramp(500, 1500))


def test_a_reader_from_the_future_gets_nothing(file: IO[bytes]) -> None:
    scope = Scope(file.fileno())
    scope.write(ramp(0, 10))
    assert len(scope.since(20)[1]) == 0


def test_another_process_writes_into_it(file: IO[bytes]) -> None:
    script = (
        "import sys, numpy; from generator.session.scope import Scope; "
        "Scope(int(sys.argv[1])).write(numpy.full((100, 2), 0.25))"
    )
    descriptor = file.fileno()
    command = [sys.executable, "-c", script, str(descriptor)]
    subprocess.run(command, pass_fds=[descriptor], check=True)
    written, frames = Scope(descriptor).since(0)
    assert written == 100
    assert (frames == 0.25).all()
