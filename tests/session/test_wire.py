"""Messages between two processes."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator

import pytest

from generator.session.wire import CHUNK_BYTES, CHUNKS_AT_ONCE, Wire

Ends = tuple[Wire, Wire]


@pytest.fixture
def ends() -> Iterator[Ends]:
    one, other = socket.socketpair()
    wires = Wire(one, 0.2), Wire(other)
    yield wires
    for wire in wires:
        wire.close()


def test_what_came_is_returned_in_order(ends: Ends) -> None:
    for number in range(5):
        ends[0].send({"number": number})
    assert ends[1].receive(1.0) == [{"number": number} for number in range(5)]
    assert ends[1].receive(0.0) == []


def test_all_that_is_there_is_read_at_once(ends: Ends) -> None:
    """More than one chunk, and at most so many."""
    ends[1].send({"text": "x" * 2 * CHUNK_BYTES})
    assert len(ends[0].receive(1.0)[0]["text"]) == 2 * CHUNK_BYTES
    assert CHUNKS_AT_ONCE * CHUNK_BYTES >= 1 << 20


def test_the_last_words_of_an_end_that_is_gone_are_heard(ends: Ends) -> None:
    ends[1].send({"last": "words"})
    ends[1].close()
    assert ends[0].receive(1.0) == [{"last": "words"}]
    assert not ends[0].open
    assert ends[0].receive(1.0) == []
    ends[0].send({"into": "nowhere"})


def test_they_are_heard_even_where_somebody_speaks_to_it_first(ends: Ends) -> None:
    ends[1].send({"last": "words"})
    ends[1].close()
    ends[0].send({"into": "nowhere"})
    assert ends[0].open
    assert ends[0].receive(1.0) == [{"last": "words"}]
    assert not ends[0].open


def test_an_end_that_reads_nothing_counts_as_gone(ends: Ends) -> None:
    start = time.monotonic()
    while ends[0].open:
        ends[0].send({"text": "x" * CHUNK_BYTES})
        assert time.monotonic() - start < 10.0
